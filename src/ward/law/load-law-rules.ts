import type { Work } from '../work.ts'
import type { Confidence } from './dated-row.ts'
import type { LawRule, RuleDirection, RuleUnit } from './law-rule.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

type Row = Awaited<ReturnType<Work['db']['lawRule']['findMany']>>[number]

/** A kept row as the rules read it. */
export const lawRuleOf = (row: Row): LawRule => ({
  ...{ ruleId: row.ruleId, subject: row.subject, anchor: row.anchor, offset: row.offset, threshold: row.threshold },
  ...{ unit: row.unit as RuleUnit | null, direction: row.direction as RuleDirection | null, basis: row.basis },
  ...{ mandatoryForm: row.mandatoryForm, confidence: row.confidence as Confidence },
  effectiveFrom: dateOf(row.effectiveFrom),
  effectiveTo: row.effectiveTo === null ? null : dateOf(row.effectiveTo),
  confirmedBy: row.confirmedById,
})

/** Every row of the rule table of this ward. */
export async function loadLawRules(work: Work): Promise<LawRule[]> {
  return (await work.db.lawRule.findMany()).map(lawRuleOf)
}
