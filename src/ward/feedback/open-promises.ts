import { addDays, columnDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { period } from './feedback-clock.ts'
import { loadFeedbackClock } from './load-clock.ts'

/**
 * Answers that promised a word by a day and whose word has not been given: no progress has been told since, and no later
 * answer has taken their place. `a` is the answer; a condition of SQL.
 */
export const promiseIsOpen = `a.status = 'approved' and a.promised_date is not null
  and not exists (select 1 from feedback_event e where e.feedback_id = a.feedback_id and e.event = 'progress_note' and e.at > a.decided_at)
  and not exists (select 1 from feedback_answer b where b.feedback_id = a.feedback_id and b.status = 'approved' and b.decided_at > a.decided_at)`

/** Statuses in which the ward's word is still owed; in any other one it works on the report again. */
export const promisingStatuses = ['answered', 'completed'] as const

/** The last day that is near enough for somebody to see to what was promised by it. */
export async function promisesUntil(work: Work): Promise<Date> {
  const { offset } = period(await loadFeedbackClock(work), 'FB.PROMISE', work.now)
  return columnDate(addDays(wardDateOf(work.now), offset))
}

/** By when a word is owed on each of these reports; those that owe none are left out. */
export async function openPromises(work: Work, feedbackIds: readonly string[]): Promise<Map<string, string>> {
  if (feedbackIds.length === 0) return new Map()
  const rows = await work.db.$queryRawUnsafe<{ id: string; promised: string }[]>(
    `select f.id, max(a.promised_date)::text as promised from feedback f join feedback_answer a on a.feedback_id = f.id
     where f.id = any($1::uuid[]) and f.status = any($2::text[]) and ${promiseIsOpen} group by f.id`,
    [...feedbackIds],
    [...promisingStatuses]
  )
  return new Map(rows.map(({ id, promised }) => [id, promised]))
}
