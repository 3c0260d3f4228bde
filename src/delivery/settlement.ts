import type { SendOutcome } from '../channels/channel.ts'
import { classRules, type MessageClass } from '../ward/message/message.ts'

/** What becomes of a row after one try. `again`: wait until `nextAt` and try once more. */
export type Settlement =
  | { status: 'accepted'; providerId: string | null; partIds?: readonly string[] }
  | { status: 'refused' | 'unknown'; why: string }
  | { status: 'waiting'; why: string; nextAt: Date; usesAttempt: boolean }

/** Seconds between tries when the platform did not answer at all (delivery.md, Retries); the last one repeats. */
const ladder = [1, 5, 25, 120, 300, 900]

/** An account the platform refuses is asked again after this: it may have been mended. */
const accountRestSeconds = 60

type Tried = { class: MessageClass; attempts: number; why: string | null }

/** Pure: the class of the message and the platform's answer decide. A rate wait uses no attempt. */
export function settlementOf(row: Tried, outcome: SendOutcome, now: Date): Settlement {
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  switch (outcome.kind) {
    case 'sent':
      return {
        status: 'accepted',
        providerId: outcome.providerId,
        ...(outcome.partIds ? { partIds: outcome.partIds } : {}),
      }
    case 'refused':
      // our own account's trouble is nobody's no: what is not too old by then leaves when it is mended
      return outcome.why === 'account'
        ? { status: 'waiting', why: outcome.why, nextAt: later(accountRestSeconds), usesAttempt: false }
        : { status: 'refused', why: outcome.why }
    case 'try_later': {
      if (outcome.why !== 'provider_down') {
        return { status: 'waiting', why: outcome.why, nextAt: later(outcome.afterSeconds), usesAttempt: false }
      }
      const step = ladder[Math.min(row.attempts, ladder.length - 1)] ?? 900
      return {
        status: 'waiting',
        why: outcome.why,
        nextAt: later(Math.max(step, outcome.afterSeconds)),
        usesAttempt: true,
      }
    }
    case 'unknown': {
      if (row.why === sentAgain) return { status: 'unknown', why: outcome.why }
      const { unknown } = classRules[row.class]
      if (unknown.sendAgain === 'never') return { status: 'unknown', why: outcome.why }
      return { status: 'waiting', why: sentAgain, nextAt: later(unknown.waitSeconds), usesAttempt: true }
    }
  }
}

/** The mark of a message whose first try ended without an answer: it may go once more, never a third time. */
export const sentAgain = 'no_answer_once'
