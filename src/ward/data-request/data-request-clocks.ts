import { Bug } from '../../platform/bug.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Work } from '../work.ts'
import { dataRequestRules, dueOf, type DataRequestKind, type Period } from './data-request.ts'

/** When a request received now must be acknowledged and answered, by the rules in force today. */
export async function dataRequestClocks(
  work: Work,
  kind: DataRequestKind
): Promise<{ acknowledgeBy: Date; dueAt: Date }> {
  const calendar = await loadCalendar(work)
  const acknowledge = await ruleInForce(work, dataRequestRules.acknowledge)
  const answer = await ruleInForce(work, dataRequestRules[kind])
  return {
    acknowledgeBy: dueOf(calendar, work.now, acknowledge).at,
    dueAt: dueOf(calendar, work.now, answer).at,
  }
}

async function ruleInForce(work: Work, ruleId: string): Promise<Period> {
  const today = new Date(`${wardDateOf(work.now)}T00:00:00Z`)
  const row = await work.db.lawRule.findFirst({
    where: { ruleId, effectiveFrom: { lte: today } },
    orderBy: { effectiveFrom: 'desc' },
    select: { offset: true, unit: true },
  })
  if (row?.offset == null || row.unit === null) {
    throw new Bug(`no law rule ${ruleId} is in force on ${today.toISOString().slice(0, 10)}: load the reference data`)
  }
  return { offset: row.offset, unit: row.unit }
}
