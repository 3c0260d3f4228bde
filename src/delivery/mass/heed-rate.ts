import type { Clock } from '../../platform/clock.ts'
import { massShare, type Pace } from './pace.ts'

/** What a platform says of the minute that runs: calls the app may make, and how many are left. */
export type Rate = { limit: number; remain: number }

/** So long mass sending rests before it asks the platform's minute again with a few messages. */
const restSeconds = 5
/** Answers come by the thousand: an account is not told more often than this. */
const tellEveryMs = 1_000

/** Whether only the fifth is left that belongs to replies and emergencies. */
export const isShort = ({ limit, remain }: Rate): boolean => limit > 0 && remain <= limit - limit * massShare

/**
 * Reads what the platform itself counts into the bucket: other programs may use the same app, and our own count may be
 * behind. Returns what to call with each answer's headers.
 */
export function makeHeedRate({ pace, clock }: { pace: Pace; clock: Clock }) {
  const told = new Map<string, number>()
  return async (account: { wardId: string; accountId: string }, rate: Rate): Promise<void> => {
    if (!isShort(rate)) return
    const now = clock.now().getTime()
    if (now - (told.get(account.accountId) ?? -Infinity) < tellEveryMs) return
    told.set(account.accountId, now)
    await pace.rest(account, restSeconds, 'mass')
  }
}
