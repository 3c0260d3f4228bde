import type { SendOutcome } from '../../channels/channel.ts'
import { classPolicies, type MassClass } from '../../ward/delivery/class-policy.ts'
import { deliveryStatuses, whys } from '../../ward/delivery/delivery.ts'
import type { ClaimedRow, Settled } from './batch-ledger.ts'

/** Seconds between tries when the platform is away (delivery.md, Retries); the last one repeats to the age of the class. */
const ladder = [1, 5, 25, 120, 300, 900]

/** An account the platform refuses is asked again after this: it may have been mended. */
export const accountRestSeconds = 120

export type Judging = {
  class: MassClass
  now: Date
  /** After this it is too late. */
  tooOldAt: Date
  /** 0 to 1: spreads those who wait for the same moment. */
  chance: number
}

/**
 * What becomes of a row after one try. A rate wait uses no attempt. An account that is refused is not the recipient's no:
 * the row waits for it. No answer after the request left is a doubt: an emergency goes again at once, a notice waits for a
 * receipt, a greeting waits for a person.
 */
export function massSettlement(
  row: Pick<ClaimedRow, 'slot' | 'recipientId' | 'attempts' | 'why'>,
  outcome: SendOutcome,
  judging: Judging
): Settled {
  const { now } = judging
  const settled: Settle = (status, why, rest = {}) => ({
    slot: row.slot,
    recipientId: row.recipientId,
    status: deliveryStatuses[status],
    why,
    attempts: Math.min(row.attempts + 1, 30_000),
    at: now,
    provider: '',
    ...rest,
  })
  switch (outcome.kind) {
    case 'sent':
      return settled('accepted', whys.none, { provider: outcome.providerId ?? '' })
    case 'refused':
      return outcome.why === 'account'
        ? later(row, { why: 'account', afterSeconds: accountRestSeconds }, judging, settled)
        : settled('refused', whys[outcome.why])
    case 'unknown':
      return doubt(row, judging, settled)
    case 'try_later':
      return later(row, outcome, judging, settled)
  }
}

type Settle = (status: keyof typeof deliveryStatuses, why: string, rest?: Partial<Settled>) => Settled
type Wait = { why: 'account' | Extract<SendOutcome, { kind: 'try_later' }>['why']; afterSeconds: number }

function later(
  row: Pick<ClaimedRow, 'attempts' | 'why'>,
  { why, afterSeconds }: Wait,
  { now, tooOldAt, chance }: Judging,
  settled: Settle
): Settled {
  const isDown = why === 'provider_down'
  const step = ladder[Math.min(row.attempts, ladder.length - 1)] ?? 900
  const seconds = isDown ? Math.max(step, afterSeconds) : afterSeconds * (1 + chance * 0.1)
  const at = new Date(now.getTime() + Math.ceil(seconds * 1000))
  const wentOnce = row.why === whys.sent_again
  if (at > tooOldAt && wentOnce) return settled('left', whys.sent_again)
  if (at > tooOldAt) return settled(isDown ? 'exhausted' : 'expired', isDown ? whys.provider_down : whys.too_old)
  // a row that went once already keeps that mark: it must not go a third time
  const mark = wentOnce ? whys.sent_again : whys[why]
  const usesAttempt = isDown || why === 'quota'
  return settled('waiting', mark, { at, attempts: row.attempts + (usesAttempt ? 1 : 0) })
}

function doubt(row: Pick<ClaimedRow, 'why'>, { class: messageClass }: Judging, settled: Settle): Settled {
  const again = row.why === whys.sent_again
  if (classPolicies[messageClass].sendAgainAfterSeconds === 0 && !again) return settled('waiting', whys.sent_again)
  return settled('unknown', again ? whys.sent_again : whys.no_answer)
}
