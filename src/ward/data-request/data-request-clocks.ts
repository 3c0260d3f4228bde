import { Bug } from '../../platform/bug.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { ruleInstant, ruleOn, type LawRule } from '../law/law-rule.ts'
import type { Work } from '../work.ts'
import { dataRequestRules, type DataRequestKind } from './data-request.ts'

/** When a request received now must be acknowledged and answered, by the rules in force today. */
export async function dataRequestClocks(
  work: Work,
  kind: DataRequestKind
): Promise<{ acknowledgeBy: Date; dueAt: Date }> {
  return {
    acknowledgeBy: await dueBy(work, dataRequestRules.acknowledge),
    dueAt: await dueBy(work, dataRequestRules[kind]),
  }
}

async function dueBy(work: Work, ruleId: string): Promise<Date> {
  const today = wardDateOf(work.now)
  const rule = ruleOn(await rulesCalled(work, ruleId), ruleId, today)
  const due = rule === null ? null : ruleInstant(await loadCalendar(work), rule, work.now, today)
  if (due === null) throw new Bug(`no law rule ${ruleId} with a clock is in force on ${today}: load the reference data`)
  return due
}

async function rulesCalled(work: Work, ruleId: string): Promise<LawRule[]> {
  const rows = await work.db.lawRule.findMany({ where: { ruleId } })
  return rows.map(({ effectiveFrom, effectiveTo, ...row }) => ({
    ...(row as Omit<LawRule, 'effectiveFrom'>),
    effectiveFrom: effectiveFrom.toISOString().slice(0, 10),
    effectiveTo: effectiveTo?.toISOString().slice(0, 10) ?? null,
  }))
}
