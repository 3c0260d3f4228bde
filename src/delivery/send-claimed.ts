import type { Channel, SendOutcome } from '../channels/channel.ts'
import type { Clock } from '../platform/clock.ts'
import type { Transact, Work } from '../ward/work.ts'
import { leaseFrom, longestSendMs, type Claimed } from './claim.ts'
import { suppress } from './claim-waiting.ts'
import type { Ledger } from './ledger.ts'
import { settlementOf, type Settlement } from './settlement.ts'

export type SendDeps = {
  transact: Transact
  clock: Clock
  ledger: Ledger
  /** The channel of an account; null when the account is gone or switched off. */
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
}

/** Sends the bubbles of one claim one after another, each settled by the platform's answer. True when more waits by now. */
export async function sendClaimed(deps: SendDeps, wardId: string, claimed: Claimed): Promise<boolean> {
  const { conversationId, claim } = claimed
  const channel = await deps.channelOf(wardId, claimed.accountId)
  for (const [index, row] of claimed.rows.entries()) {
    const outcome: SendOutcome =
      channel === null
        ? { kind: 'refused', why: 'account' }
        : await channel.send(claimed.address, row.message, { signal: AbortSignal.timeout(longestSendMs) })
    const now = deps.clock.now()
    const settled = settlementOf(row, outcome, now)
    const hasLeft = outcome.kind === 'refused' && outcome.why === 'citizen_left'
    if (settled.status === 'waiting' || hasLeft) {
      await deps.transact(wardId, 'job:deliver-outbox', (work) => stopHere(work, claimed, index, settled))
      return false
    }
    const nextId = claimed.rows[index + 1]?.id ?? null
    const freshLease = nextId !== null && isShort(claimed.leaseUntil, now) ? leaseFrom(now) : null
    const { leaseUntil } = claimed
    const done = await deps.ledger(wardId, {
      id: row.id,
      claim,
      conversationId,
      settled,
      nextId,
      leaseUntil,
      freshLease,
    })
    if (!done.goesOn) return done.more
    claimed.leaseUntil = freshLease ?? leaseUntil
  }
  return false
}

/** Whether a lease may end while the next try is still under way. */
const isShort = (leaseUntil: Date, now: Date): boolean => leaseUntil.getTime() - now.getTime() < longestSendMs + 2_000

/** Row `index` waits for another try, or the citizen has left: what comes after it does not leave now. */
async function stopHere(work: Work, claimed: Claimed, index: number, settled: Settlement): Promise<void> {
  const row = claimed.rows[index]!
  const mine = { id: row.id, claim: claimed.claim, status: 'claimed' }
  if (settled.status === 'waiting') {
    const { why, nextAt } = settled
    const attempts = row.attempts + (settled.usesAttempt ? 1 : 0)
    const waiting = { status: 'waiting', claim: null, leaseUntil: null, requestStartedAt: null }
    await work.db.outbox.updateMany({ where: mine, data: { ...waiting, why, nextAt, attempts } })
    await release(work, claimed)
    work.ring('deliver-outbox', claimed.conversationId, nextAt)
    return
  }
  const { count } = await work.db.outbox.updateMany({
    where: mine,
    data: { ...settled, claim: null, leaseUntil: null, settledAt: work.now, attempts: row.attempts + 1 },
  })
  if (count === 0) return // the lease ran out and somebody else took over
  await work.db.conversation.updateMany({ where: { id: claimed.conversationId }, data: { leftAt: work.now } })
  await release(work, claimed)
  await suppress(work, claimed.conversationId, 'citizen_left')
}

/** Rows of this claim that have not left go back in the line. */
async function release(work: Work, claimed: Claimed): Promise<void> {
  await work.db.outbox.updateMany({
    where: { conversationId: claimed.conversationId, claim: claimed.claim, status: 'claimed' },
    data: { status: 'waiting', claim: null, leaseUntil: null, requestStartedAt: null },
  })
}
