import { Bug } from '../../platform/bug.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { ruleInstant, ruleOn } from '../law/law-rule.ts'
import { rulesOf } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'
import { dataRequestRules, type DataRequestKind } from './data-request.ts'

/** When a request received now must be acknowledged and answered, by the rules in force today. */
export async function dataRequestClocks(
  work: Work,
  kind: DataRequestKind
): Promise<{ acknowledgeBy: Date; dueAt: Date }> {
  const calendar = await loadCalendar(work)
  return {
    acknowledgeBy: await dueBy(work, calendar, dataRequestRules.acknowledge),
    dueAt: await dueBy(work, calendar, dataRequestRules[kind]),
  }
}
