import { newId } from '../../platform/ids.ts'
import { hasMarks } from '../../platform/vietnamese/strip.ts'
import { columnDate } from '../../platform/ward-time.ts'
import { readReference } from '../ward/read-reference.ts'
import type { Work } from '../work.ts'
import { lawRuleFrom, type LawRule } from './law-rule.ts'

/**
 * Brings the rules of a ward up to the list that every ward begins with: adds what is missing, and says in Vietnamese what an
 * older list said in English. Numbers, bases and confirmations stay as the ward has them. Done twice it does nothing.
 */
export async function completeLawRules(work: Work): Promise<{ added: number; renamed: number }> {
  const wanted = [...readReference('law-rules'), ...readReference('letter-rules')].map(lawRuleFrom)
  const rows = await work.db.lawRule.findMany({
    select: { id: true, ruleId: true, effectiveFrom: true, subject: true },
  })
  const known = new Map(rows.map((row) => [`${row.ruleId} ${row.effectiveFrom.toISOString().slice(0, 10)}`, row]))
  const keyOf = ({ ruleId, effectiveFrom }: LawRule): string => `${ruleId} ${effectiveFrom}`
  const missing = wanted.filter((rule) => !known.has(keyOf(rule)))
  const english = wanted.flatMap((rule) => {
    const row = known.get(keyOf(rule))
    return row !== undefined && isEnglish(row.subject) && row.subject !== rule.subject ? [{ row, rule }] : []
  })
  const { count: added } = missing.length === 0 ? { count: 0 } : await insert(work, missing)
  for (const { row, rule } of english) {
    await work.db.lawRule.updateMany({
      where: { id: row.id, subject: row.subject },
      data: { subject: rule.subject },
    })
  }
  return { added, renamed: english.length }
}

/** Two processes may start at once: the second adds nothing. */
const insert = (work: Work, rules: readonly LawRule[]) =>
  work.db.lawRule.createMany({
    data: rules.map(({ effectiveFrom, effectiveTo, confirmedBy: _confirmedBy, ...rule }) => ({
      id: newId(),
      ...rule,
      effectiveFrom: columnDate(effectiveFrom),
      effectiveTo: effectiveTo ? columnDate(effectiveTo) : null,
    })),
    skipDuplicates: true,
  })

const isEnglish = (subject: string): boolean => !hasMarks(subject.toLowerCase())
