import type { Work } from '../work.ts'
import type { LawRule } from './law-rule.ts'
import { lawRuleOf } from './load-law-rules.ts'

export type LawRuleLine = LawRule & { id: string; confirmedByName: string | null; confirmedAt: Date | null }

/** The rule table, by rule and the day it takes effect; `unconfirmed`: only what nobody has confirmed for this ward. */
export async function listLawRules(
  work: Work,
  { unconfirmed = false }: { unconfirmed?: boolean } = {}
): Promise<LawRuleLine[]> {
  const rows = await work.db.lawRule.findMany({
    where: unconfirmed ? { confirmedById: null } : {},
    orderBy: [{ ruleId: 'asc' }, { effectiveFrom: 'desc' }],
  })
  const ids = [...new Set(rows.flatMap(({ confirmedById }) => confirmedById ?? []))]
  const people = await work.db.official.findMany({ where: { id: { in: ids } }, select: { id: true, fullName: true } })
  const names = new Map(people.map(({ id, fullName }) => [id, fullName]))
  return rows.map((row) => ({
    ...lawRuleOf(row),
    id: row.id,
    confirmedByName: names.get(row.confirmedById ?? '') ?? null,
    confirmedAt: row.confirmedAt,
  }))
}
