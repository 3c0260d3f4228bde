import { handleInbound, type HandledTurn } from '../src/conversation/handle-inbound.ts'
import { claimSaid, type ReplyPlace } from '../src/delivery/claim-said.ts'
import { deliverEverything } from '../src/delivery/deliver-conversation.ts'
import { sendClaimed } from '../src/delivery/send-claimed.ts'
import type { Claimed } from '../src/delivery/claim.ts'
import type { Language } from '../src/platform/i18n.ts'
import { giveUpInbound } from '../src/ward/inbound/give-up-inbound.ts'
import { makeTransact, type Bell } from '../src/ward/work.ts'
import type { Wired } from '../src/wiring.ts'
import { isPassing } from './passing-trouble.ts'

/** Conversations whose turns share one transaction: under load many, alone one. */
const conversationsAtOnce = 16
/** While one transaction waits for the database another one's turns are thought about. */
const transactionsAtOnce = 2
/** Conversations that words are on their way to, in this process and ward, before no more is handled for now. */
const mostSending = 32
/** Rounds in which nothing moved because another process holds the conversations: then the sweeper may look again. */
const mostIdleRounds = 20

type Round = { found: number; handled: number }

type Ward = {
  /** Whether somebody handles what waits here, and whether to look once more when that is done. */
  busy: boolean
  again: boolean
  /** What is on its way, of this run and of those before it. */
  sending: Set<Promise<void>>
}

/** Handles everything that waits in a ward, conversation by conversation, and sends the replies at once. */
export function makeInboundDrain(wired: Wired): (wardId: string) => Promise<void> {
  const wards = new Map<string, Ward>()

  return async (wardId) => {
    const ward = wards.get(wardId) ?? { busy: false, again: false, sending: new Set() }
    wards.set(wardId, ward)
    ward.again = true
    if (ward.busy) return
    const handleSome = makeHandler(wired, wardId, ward.sending)
    ward.busy = true
    try {
      while (ward.again) {
        ward.again = false
        await drain(handleSome, ward.sending)
      }
    } finally {
      ward.busy = false
    }
    await Promise.all(ward.sending) // what comes in meanwhile is handled by the next run
  }
}

/** Handles what is due until nothing is; a second transaction joins in while there is more than one can take. */
async function drain(handleSome: () => Promise<Round>, sending: ReadonlySet<Promise<void>>): Promise<void> {
  const lanes: Promise<void>[] = []
  const failures: unknown[] = []
  const open = () => void lanes.push(lane().catch((error: unknown) => void failures.push(error)))
  const lane = async () => {
    for (let idle = 0; idle < mostIdleRounds;) {
      while (sending.size >= mostSending) await Promise.race(sending)
      const { found, handled } = await handleSome()
      if (found === handled && found < conversationsAtOnce) return
      if (found === conversationsAtOnce && lanes.length < transactionsAtOnce) open()
      idle = handled > 0 ? 0 : idle + 1
      if (idle > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  open()
  for (let index = 0; index < lanes.length; index++) await lanes[index]
  if (failures.length > 0) throw failures[0]
}

function makeHandler(wired: Wired, wardId: string, sending: Set<Promise<void>>): () => Promise<Round> {
  const { delivery, log, turnTools, translate } = wired

  /** Words on their way; what goes wrong with them is for the bell that waits at the end of the lease. */
  const send = (conversationId: string, way: () => Promise<void>) => {
    const sent = way()
      .catch((error: unknown) =>
        log.error({ err: error, conversationId }, 'a reply could not be sent now; its bell waits')
      )
      .finally(() => sending.delete(sent))
    sending.add(sent)
  }
  const sendReply = async (claimed: Claimed) => {
    if (await sendClaimed(delivery, wardId, claimed)) await deliverEverything(delivery, wardId, claimed.conversationId)
  }
  /** What was said to others, or could not be claimed at once, leaves right after the commit too. */
  const deliverNow = async (bells: Bell[]) => {
    const now = wired.clock.now()
    const due = bells.filter((bell) => bell.job === 'deliver-outbox' && bell.dueAt <= now)
    for (const { rowId } of due) send(rowId, () => deliverEverything(delivery, wardId, rowId))
    await wired.ring(bells.filter((bell) => !due.includes(bell)))
  }
  const transact = makeTransact(wired.database, wired.seal, wired.clock, deliverNow)

  async function handleTogether(begun: string[]): Promise<Round> {
    const { claims, ...round } = await transact(wardId, 'job:handle-inbound', async (work) => {
      const onTurn = (inboundId: string) => void begun.push(inboundId)
      const { found, turns } = await handleInbound(work, turnTools, { most: conversationsAtOnce, onTurn })
      const claims = await claimSaid(work, placesOf(turns), translate)
      return { claims, found: found.length, handled: turns.length }
    })
    for (const claimed of claims) send(claimed.conversationId, () => sendReply(claimed))
    return round
  }

  /** One event in a transaction of its own: if we break on it, a person is called and nothing else suffers. */
  async function handleAlone(inboundId: string): Promise<void> {
    let broken = inboundId
    const wish = { most: 1, only: [inboundId], onTurn: (id: string) => void (broken = id) }
    try {
      await transact(wardId, 'job:handle-inbound', (work) => handleInbound(work, turnTools, wish))
    } catch (error) {
      if (isPassing(error)) throw error
      log.error({ err: error, inboundId: broken }, 'a message could not be handled: a person is called')
      await transact(wardId, 'job:handle-inbound', (work) => giveUpInbound(work, broken))
    }
  }

  return async () => {
    const begun: string[] = []
    try {
      return await handleTogether(begun)
    } catch (error) {
      if (begun.length === 0) throw error
      for (const inboundId of begun) await handleAlone(inboundId)
      return { found: conversationsAtOnce, handled: begun.length } // and whatever else is due
    }
  }
}

/** Conversations to which nothing else is on its way: what was said to them may leave at once. */
function placesOf(turns: readonly HandledTurn[]): ReplyPlace[] {
  return turns
    .filter(
      ({ opened, closed }) => opened.alone && (closed.standing !== undefined || opened.conversation.leftAt === null)
    )
    .map(({ opened: { conversation }, closed }) => ({
      conversationId: conversation.id,
      accountId: conversation.accountId,
      address: conversation.address,
      language: (closed.standing?.language ?? conversation.language) as Language,
    }))
}
