import type { Work } from '../work.ts'

export type ConversationRow = NonNullable<Awaited<ReturnType<Work['db']['conversation']['findFirst']>>>

type Address = {
  accountId: string
  addressHash: Uint8Array<ArrayBuffer>
  /** Sealed. */
  address: Uint8Array<ArrayBuffer>
  channel: string
}

/** The conversation with one address of one account, made at the first word. */
export async function openConversation(
  work: Work,
  { accountId, addressHash, address, channel }: Address
): Promise<ConversationRow> {
  const known = await work.db.conversation.findFirst({ where: { accountId, addressHash } })
  if (known) return known
  await work.db.conversation.createMany({
    data: [{ accountId, addressHash, address, channel, createdAt: work.now }],
    skipDuplicates: true, // two first words at once make one conversation
  })
  return work.db.conversation.findFirstOrThrow({ where: { accountId, addressHash } })
}
