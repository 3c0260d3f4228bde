import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate } from '../../platform/ward-time.ts'
import { readReference } from '../ward/read-reference.ts'
import type { Work } from '../work.ts'
import { lawRuleOf } from './load-law-rules.ts'

/** The text behind a row ends: it counts to that ward day and no longer. Null: until it is replaced. */
export async function endLawRule(
  work: Work,
  { ruleRowId, lastDate }: { ruleRowId: string; lastDate: string | null }
): Promise<Result<void, 'not_found' | 'ends_before_it_begins'>> {
  const row = await work.db.lawRule.findFirst({ where: { id: ruleRowId } })
  if (row === null) return refuse('not_found')
  if (lastDate !== null && lastDate < lawRuleOf(row).effectiveFrom) return refuse('ends_before_it_begins')
  await work.db.lawRule.updateMany({
    where: { id: ruleRowId },
    data: { effectiveTo: lastDate === null ? null : columnDate(lastDate) },
  })
  work.audit('law_rule.ended', { ruleRowId, lastDate: lastDate ?? '' })
  return ok()
}

/** A row that was imported by mistake is taken back, as long as nobody has confirmed it. What every ward begins with stays. */
export async function withdrawLawRule(
  work: Work,
  { ruleRowId }: { ruleRowId: string }
): Promise<Result<void, 'not_found' | 'already_confirmed' | 'of_every_ward'>> {
  const row = await work.db.lawRule.findFirst({ where: { id: ruleRowId } })
  if (row === null) return refuse('not_found')
  if (isOfEveryWard(lawRuleOf(row))) return refuse('of_every_ward')
  const { count } = await work.db.lawRule.deleteMany({ where: { id: ruleRowId, confirmedById: null } })
  if (count === 0) return refuse('already_confirmed')
  work.audit('law_rule.withdrawn', { ruleId: row.ruleId })
  return ok()
}

/** Whether the row stands in the list that every ward begins with. */
export const isOfEveryWard = ({ ruleId, effectiveFrom }: { ruleId: string; effectiveFrom: string }): boolean =>
  [...readReference('law-rules'), ...readReference('letter-rules')].some(
    (row) => row['rule_id'] === ruleId && row['effective_from'] === effectiveFrom
  )
