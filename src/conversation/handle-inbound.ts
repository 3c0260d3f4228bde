import type { InboundContent } from '../channels/channel.ts'
import { closeTurns, type ClosedTurn } from '../ward/conversation/close-turns.ts'
import { openTurns, type OpenedTurn } from '../ward/conversation/open-turns.ts'
import { openDataRequest } from '../ward/data-request/open-data-request.ts'
import { recordReceipt } from '../ward/message/record-receipt.ts'
import type { Work } from '../ward/work.ts'
import { takeTurn, type Taken, type TurnTools } from './take-turn.ts'

/** How long the bot keeps still after an official has answered in the platform's own inbox. */
const humanAnswersForSeconds = 30 * 60

export type Wish = {
  most: number
  /** Only these events' conversations; absent: whatever is due. */
  only?: readonly string[]
  /** Called before each event is handled: if we break on it, the caller knows on which. */
  onTurn?: (inboundId: string) => void
}

/** `found`: due events that were looked at, also of conversations that another process is in. */
export type Handled = { found: readonly string[]; turns: readonly HandledTurn[] }
export type HandledTurn = { opened: OpenedTurn; closed: ClosedTurn }

/**
 * Handles the oldest waiting event of several conversations, in the caller's transaction: what they change, what is
 * answered and the marks "handled" are kept together.
 */
export async function handleInbound(work: Work, tools: TurnTools, { onTurn, ...wish }: Wish): Promise<Handled> {
  const { found, turns } = await openTurns(work, wish)
  const handled: HandledTurn[] = []
  for (const opened of turns) {
    const { conversation, inbound } = opened
    onTurn?.(inbound.id)
    const taken = await handleContent(work, tools, opened)
    handled.push({ opened, closed: { inboundId: inbound.id, conversationId: conversation.id, ...taken } })
  }
  await closeTurns(
    work,
    handled.map(({ closed }) => closed)
  )
  return { found, turns: handled }
}

async function handleContent(work: Work, tools: TurnTools, opened: OpenedTurn): Promise<Taken> {
  const { conversation, inbound } = opened
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
      return { outcome: await recordReceipt(work, conversation.id, content.providerIds, content.state) }
    case 'human_echo':
      await mark({ quietUntil: new Date(work.now.getTime() + humanAnswersForSeconds * 1000) })
      return { outcome: 'human_echo' }
    case 'left':
      await mark({ leftAt: work.now, state: null, stateExpiresAt: null })
      return { outcome: 'left' }
    case 'withdrew':
      await openDataRequest(work, talk, { kind: 'delete', text: '' })
      await mark({ noticesStoppedAt: work.now, state: null, stateExpiresAt: null })
      return { outcome: 'withdrew' }
    case 'unknown':
      return { outcome: 'ignored' }
    default:
      return takeTurn(work, tools, { ...opened, content, talk })
  }
}
