import { randomUUID } from 'node:crypto'
import type { Channel, OutgoingMessage, SendOutcome } from '../channels/channel.ts'
import type { Language, Translate } from '../platform/i18n.ts'
import type { Saying } from '../ward/message/message.ts'
import type { MessageClass } from '../ward/message/message.ts'
import { classRules } from '../ward/message/message.ts'
import type { Transact, Work } from '../ward/work.ts'
import { isNight } from './night.ts'
import { sentAgain, settlementOf } from './settlement.ts'
import { wordsOf } from './words.ts'

export type DeliveryDeps = {
  transact: Transact
  translate: Translate
  /** The channel of an account; null when the account is gone or switched off. */
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
}

/** Longer than the longest try at a platform: a row claimed this long ago belongs to a process that died. */
export const leaseSeconds = 15

/** A try ends before its lease does, so that nobody takes over what is still under way. */
const longestSendMs = (leaseSeconds - 3) * 1000

type Claimed = {
  rows: ClaimedRow[]
  claim: string
  accountId: string
  address: string
  leaseUntil: Date
}
type ClaimedRow = { id: string; class: MessageClass; attempts: number; why: string | null; message: OutgoingMessage }

/**
 * Sends what waits for one conversation, in order, one bubble after another. Claims before it sends, stamps each row
 * before its request leaves, settles each by the platform's answer. Killed anywhere, it can be run again.
 */
export async function deliverConversation(deps: DeliveryDeps, wardId: string, conversationId: string): Promise<void> {
  const claimed = await deps.transact(wardId, 'job:deliver-outbox', (work) =>
    claimWaiting(work, conversationId, deps.translate)
  )
  if (claimed === null) return
  const channel = await deps.channelOf(wardId, claimed.accountId)
  for (const [index, row] of claimed.rows.entries()) {
    const outcome: SendOutcome =
      channel === null
        ? { kind: 'refused', why: 'account' }
        : await channel.send(claimed.address, row.message, { signal: AbortSignal.timeout(longestSendMs) })
    const goesOn = await deps.transact(wardId, 'job:deliver-outbox', (work) =>
      settle(work, conversationId, claimed, index, outcome)
    )
    if (!goesOn) return
  }
}

async function claimWaiting(work: Work, conversationId: string, translate: Translate): Promise<Claimed | null> {
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${conversationId}, 1))`
  await work.unring('deliver-outbox', conversationId)
  await releaseDead(work, conversationId)
  const open = await work.db.outbox.findMany({
    where: { conversationId, status: { in: ['waiting', 'claimed'] } },
    orderBy: { id: 'asc' },
    take: 50,
  })
  const first = open[0]
  if (first === undefined) return null
  const busy = open.find((row) => row.status === 'claimed')
  if (busy) return ringLater(work, conversationId, busy.leaseUntil ?? work.now)

  const conversation = await work.db.conversation.findFirst({ where: { id: conversationId } })
  if (conversation === null) return null
  if (conversation.leftAt !== null) return suppress(work, conversationId, 'citizen_left')
  const tooOld = open.filter((row) => row.expiresAt <= work.now)
  if (tooOld.length > 0) return expire(work, conversationId, tooOld)
  if (first.nextAt > work.now) return ringLater(work, conversationId, first.nextAt)

  const silent = isNight(work.now)
  const rows = open.map((row): ClaimedRow => {
    const messageClass = row.class as MessageClass
    const message = wordsOf(work.seal.openJson<Saying>(row.saying), conversation.language as Language, translate)
    if (silent && classRules[messageClass].silentAtNight) message.silent = true
    return { id: row.id, class: messageClass, attempts: row.attempts, why: row.why, message }
  })
  const claim = randomUUID()
  const leaseUntil = new Date(work.now.getTime() + leaseSeconds * 1000)
  await work.db.$executeRaw`
    update outbox set status = 'claimed', claim = ${claim}::uuid, lease_until = ${leaseUntil}::timestamptz, words = sealed.words,
      request_started_at = case when outbox.id = ${first.id}::uuid then ${work.now}::timestamptz end
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => work.seal.json(row.message))}::bytea[]) as sealed(id, words)
    where outbox.id = sealed.id and status = 'waiting'`
  work.remind('deliver-outbox', conversationId, leaseUntil)
  return {
    rows,
    claim,
    accountId: conversation.accountId,
    address: work.seal.openText(conversation.address),
    leaseUntil,
  }
}

/** A lease that ran out: nothing had left → wait again; the request had left → the class decides (at least once: once more). */
async function releaseDead(work: Work, conversationId: string): Promise<void> {
  await work.db.$executeRaw`
    update outbox set claim = null, lease_until = null, request_started_at = null,
      status = case when request_started_at is not null and why = ${sentAgain} then 'unknown' else 'waiting' end,
      why = case when request_started_at is not null then ${sentAgain} else why end
    where conversation_id = ${conversationId}::uuid and status = 'claimed' and lease_until <= ${work.now}::timestamptz`
}

function ringLater(work: Work, conversationId: string, at: Date): null {
  work.ring('deliver-outbox', conversationId, at)
  return null
}

async function suppress(work: Work, conversationId: string, why: string): Promise<null> {
  await work.db.outbox.updateMany({
    where: { conversationId, status: 'waiting' },
    data: { status: 'suppressed', why, settledAt: work.now },
  })
  return null
}

/** Too old to be an answer any more: an apology goes instead, once. */
async function expire(
  work: Work,
  conversationId: string,
  rows: readonly { id: string; class: string }[]
): Promise<null> {
  await work.db.outbox.updateMany({
    where: { id: { in: rows.map((row) => row.id) }, status: 'waiting' },
    data: { status: 'expired', settledAt: work.now },
  })
  const late = rows.find((row) => row.class === 'reply')
  if (late) {
    const parts = [{ say: 'conversation.too_late' }]
    work.say({ to: conversationId, class: 'status', source: 'expired', sourceRow: late.id, parts })
  }
  work.ring('deliver-outbox', conversationId)
  return null
}

/** Writes the outcome of row `index`, stamps the next one, and tells whether it may leave. Only the holder of the claim can. */
async function settle(
  work: Work,
  conversationId: string,
  claimed: Claimed,
  index: number,
  outcome: SendOutcome
): Promise<boolean> {
  const row = claimed.rows[index]!
  const settlement = settlementOf(row, outcome, work.now)
  const mine = { id: row.id, claim: claimed.claim }
  if (settlement.status === 'waiting') {
    const attempts = row.attempts + (settlement.usesAttempt ? 1 : 0)
    const waiting = {
      status: 'waiting',
      why: settlement.why,
      nextAt: settlement.nextAt,
      attempts,
      claim: null,
      leaseUntil: null,
      requestStartedAt: null,
    }
    await work.db.outbox.updateMany({ where: mine, data: waiting })
    await release(work, claimed)
    work.ring('deliver-outbox', conversationId, settlement.nextAt)
    return false
  }
  const { count } = await work.db.outbox.updateMany({
    where: mine,
    data: { ...settlement, claim: null, leaseUntil: null, settledAt: work.now, attempts: row.attempts + 1 },
  })
  if (count === 0) return false // the lease ran out and somebody else took over
  if (outcome.kind === 'refused' && outcome.why === 'citizen_left') {
    await work.db.conversation.updateMany({ where: { id: conversationId }, data: { leftAt: work.now } })
    await release(work, claimed)
    await suppress(work, conversationId, 'citizen_left')
    return false
  }
  const next = claimed.rows[index + 1]
  if (next === undefined) {
    await work.db.doorbell.deleteMany({
      where: { job: 'deliver-outbox', rowId: conversationId, dueAt: claimed.leaseUntil },
    })
    return false
  }
  return stampNext(work, conversationId, claimed, next.id)
}

/** The next bubble is about to leave: stamped, and the lease of what is left begins anew. */
async function stampNext(work: Work, conversationId: string, claimed: Claimed, nextId: string): Promise<boolean> {
  const ringing = { job: 'deliver-outbox', rowId: conversationId, dueAt: claimed.leaseUntil } // a bell rung since then stays
  claimed.leaseUntil = new Date(work.now.getTime() + leaseSeconds * 1000)
  await work.db.outbox.updateMany({
    where: { claim: claimed.claim, status: 'claimed' },
    data: { leaseUntil: claimed.leaseUntil },
  })
  await work.db.doorbell.updateMany({ where: ringing, data: { dueAt: claimed.leaseUntil } })
  const stamped = await work.db.outbox.updateMany({
    where: { id: nextId, claim: claimed.claim },
    data: { requestStartedAt: work.now },
  })
  return stamped.count === 1
}

/** Rows of this claim that have not left go back in the line. */
async function release(work: Work, claimed: Claimed): Promise<void> {
  await work.db.outbox.updateMany({
    where: { claim: claimed.claim, status: 'claimed' },
    data: { status: 'waiting', claim: null, leaseUntil: null, requestStartedAt: null },
  })
}
