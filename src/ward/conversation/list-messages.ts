import type { Work } from '../work.ts'

/** One line of a conversation as both sides saw it. Words of the ward are those that really left. */
export type ChatLine = {
  id: string
  at: Date
  from: 'citizen' | 'ward'
  /** What the citizen did, as the channel read it: text, choice, photo, location, contact … */
  content?: { kind: string } & Record<string, unknown>
  /** What the ward said. */
  words?: { text: string; choices?: readonly { id: string; label: string }[] }
  status: string
}

type Whose = { accountId: string; addressHash: Uint8Array<ArrayBuffer> } | { conversationId: string }

/** Statuses of a message that left the house, or is leaving now. */
const said = ['claimed', 'accepted', 'delivered', 'read', 'unknown', 'left']

/** The newest `limit` lines, oldest first; with `after`, only what the ward said since that line. */
export async function listMessages(
  work: Work,
  whose: Whose,
  { after, limit = 60 }: { after?: string; limit?: number } = {}
): Promise<ChatLine[]> {
  const conversation = await work.db.conversation.findFirst({
    where: 'conversationId' in whose ? { id: whose.conversationId } : whose,
    select: { id: true, accountId: true, addressHash: true },
  })
  const from = conversation ?? ('conversationId' in whose ? null : { id: null, ...whose })
  if (from === null) return []
  const outgoing =
    from.id === null
      ? []
      : await work.db.outbox.findMany({
          where: {
            conversationId: from.id,
            status: { in: said },
            words: { not: null },
            ...(after ? { id: { gt: after } } : {}),
          },
          orderBy: { id: after ? 'asc' : 'desc' },
          take: limit,
        })
  const incoming = after
    ? []
    : await work.db.inbound.findMany({
        where: { accountId: from.accountId, addressHash: from.addressHash },
        orderBy: { id: 'desc' },
        take: limit,
      })
  const lines: ChatLine[] = [
    ...outgoing.map((row) => ({
      id: row.id,
      at: row.createdAt,
      from: 'ward' as const,
      words: work.seal.openJson<ChatLine['words']>(row.words!),
      status: row.status,
    })),
    ...incoming.map((row) => ({
      id: row.id,
      at: row.receivedAt,
      from: 'citizen' as const,
      content: work.seal.openJson<ChatLine['content']>(row.content),
      status: row.status,
    })),
  ]
  return withLabels(lines.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-limit))
}

/** A button came back as an id: its label stands in what the ward had said before. */
function withLabels(lines: ChatLine[]): ChatLine[] {
  const labels = new Map<string, string>()
  for (const line of lines) {
    for (const choice of line.words?.choices ?? []) labels.set(choice.id, choice.label)
    if (line.content?.kind === 'choice') line.content.label = labels.get(String(line.content.choiceId)) ?? null
  }
  return lines
}
