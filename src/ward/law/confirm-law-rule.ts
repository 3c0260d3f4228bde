import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'

/** An official has read the text behind a row and answers for it: from now on it may be quoted to residents as law. */
export async function confirmLawRule(
  work: Work,
  { ruleRowId, officialId }: { ruleRowId: string; officialId: string }
): Promise<Result<void, 'not_found' | 'already_confirmed'>> {
  const { count } = await work.db.lawRule.updateMany({
    where: { id: ruleRowId, confirmedById: null },
    data: { confirmedById: officialId, confirmedAt: work.now },
  })
  if (count === 0)
    return refuse((await work.db.lawRule.count({ where: { id: ruleRowId } })) > 0 ? 'already_confirmed' : 'not_found')
  work.audit('law_rule.confirmed', { ruleRowId })
  return ok()
}

/** Doubt has come up: the row goes on reminding officials and is no longer quoted. */
export async function doubtLawRule(
  work: Work,
  { ruleRowId }: { ruleRowId: string }
): Promise<Result<void, 'not_found'>> {
  const { count } = await work.db.lawRule.updateMany({
    where: { id: ruleRowId },
    data: { confirmedById: null, confirmedAt: null },
  })
  if (count === 0) return refuse('not_found')
  work.audit('law_rule.doubted', { ruleRowId })
  return ok()
}
