import { loadCalendar } from '../calendar/load-calendar.ts'
import type { LawRule } from '../law/law-rule.ts'
import type { Work } from '../work.ts'
import { feedbackRules, type FeedbackClock } from './feedback-clock.ts'

const loaded = new WeakMap<Work, Promise<FeedbackClock>>()

/** The ward's calendar and its own periods for feedback (rows `FB.…` of the rule table), read once in a transaction. */
export function loadFeedbackClock(work: Work): Promise<FeedbackClock> {
  const known = loaded.get(work)
  if (known) return known
  const clock = readClock(work)
  loaded.set(work, clock)
  return clock
}

async function readClock(work: Work): Promise<FeedbackClock> {
  const [calendar, rows] = await Promise.all([
    loadCalendar(work),
    work.db.lawRule.findMany({ where: { ruleId: { startsWith: 'FB.' } } }),
  ])
  const own = rows.map(
    (row) => ({ ...row, effectiveFrom: row.effectiveFrom.toISOString().slice(0, 10) }) as unknown as LawRule
  )
  return { calendar, rules: [...feedbackRules, ...own] }
}
