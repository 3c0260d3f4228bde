import type { InboundContent } from '../channels/channel.ts'
import type { Work } from '../ward/work.ts'
import { openConversation, type ConversationRow } from '../ward/conversation/open-conversation.ts'
import { recordReceipt } from '../ward/message/record-receipt.ts'
import { openDataRequest } from '../ward/data-request/open-data-request.ts'
import { takeTurn, type TurnTools } from './take-turn.ts'

/** How long the bot keeps still after an official has answered in the platform's own inbox. */
const humanAnswersForSeconds = 30 * 60

export type Handled = { more: boolean } | 'busy' | 'nothing'

/**
 * Handles the oldest waiting event of the conversation that `inboundId` belongs to, in the caller's transaction: what it
 * changes, what is answered and the mark "handled" are kept together. One conversation is handled by one process at a time.
 */
export async function handleInbound(work: Work, inboundId: string, tools: TurnTools): Promise<Handled> {
  const named = await work.db.inbound.findFirst({
    where: { id: inboundId },
    select: { accountId: true, addressHash: true, status: true },
  })
  if (named === null || named.status !== 'waiting') {
    await work.unring('handle-inbound', inboundId)
    return 'nothing'
  }
  const lockName = `${named.accountId}:${Buffer.from(named.addressHash).toString('hex')}`
  const [lock] = await work.db.$queryRaw<
    { free: boolean }[]
  >`select pg_try_advisory_xact_lock(hashtextextended(${lockName}, 0)) as free`
  if (!lock?.free) return 'busy'
  const [inbound, another] = await work.db.inbound.findMany({
    where: { accountId: named.accountId, addressHash: named.addressHash, status: 'waiting' },
    orderBy: { id: 'asc' },
    take: 2,
  })
  if (inbound === undefined) return 'nothing'
  const channel = await tools.channelNameOf(work, inbound.accountId)
  const conversation = await openConversation(work, { ...inbound, channel })
  const outcome = await handleContent(work, tools, conversation, inbound)
  await work.db.inbound.updateMany({
    where: { id: inbound.id },
    data: {
      status: outcome === 'ignored' ? 'ignored' : 'handled',
      outcome,
      handledAt: work.now,
      conversationId: conversation.id,
    },
  })
  await work.unring('handle-inbound', inbound.id)
  return { more: another !== undefined }
}

type InboundRow = NonNullable<Awaited<ReturnType<Work['db']['inbound']['findFirst']>>>

async function handleContent(
  work: Work,
  tools: TurnTools,
  conversation: ConversationRow,
  inbound: InboundRow
): Promise<string> {
  const { origin, ...content } = work.seal.openJson<InboundContent & { origin?: string }>(inbound.content)
  const talk = {
    conversationId: conversation.id,
    inboundId: inbound.id,
    ...(origin ? { originHash: new Uint8Array(Buffer.from(origin, 'hex')) } : {}),
  }
  const mark = (data: Parameters<Work['db']['conversation']['updateMany']>[0]['data']) =>
    work.db.conversation.updateMany({ where: { id: conversation.id }, data })
  switch (content.kind) {
    case 'receipt':
      return recordReceipt(work, content.providerIds, content.state)
    case 'human_echo':
      await mark({ quietUntil: new Date(work.now.getTime() + humanAnswersForSeconds * 1000) })
      return 'human_echo'
    case 'left':
      await mark({ leftAt: work.now, state: null, stateExpiresAt: null })
      return 'left'
    case 'withdrew':
      await openDataRequest(work, talk, { kind: 'delete', text: '' })
      await mark({ noticesStoppedAt: work.now, state: null, stateExpiresAt: null })
      return 'withdrew'
    case 'unknown':
      return 'ignored'
    default:
      return takeTurn(work, tools, {
        conversation,
        inbound: { id: inbound.id, receivedAt: inbound.receivedAt },
        content,
        talk,
      })
  }
}
