import { openHandOver } from '../hand-over/open-hand-over.ts'
import type { Work } from '../work.ts'

/** We broke on this message: it is kept, the citizen hears an apology, and a person takes over. Nothing behind it is held up. */
export async function giveUpInbound(work: Work, inboundId: string): Promise<void> {
  const inbound = await work.db.inbound.findFirst({ where: { id: inboundId, status: 'waiting' } })
  await work.unring('handle-inbound', inboundId)
  if (inbound === null) return
  const conversation = await work.db.conversation.findFirst({
    where: { accountId: inbound.accountId, addressHash: inbound.addressHash },
    select: { id: true },
  })
  await work.db.inbound.updateMany({
    where: { id: inboundId },
    data: { status: 'failed', handledAt: work.now, conversationId: conversation?.id ?? null },
  })
  work.audit('inbound.failed', { inboundId })
  if (conversation === null) return
  await openHandOver(work, { conversationId: conversation.id, inboundId }, { why: 'trouble' })
  work.say({
    to: conversation.id,
    class: 'reply',
    source: 'trouble',
    sourceRow: inboundId,
    parts: [{ say: 'conversation.trouble' }],
  })
}
