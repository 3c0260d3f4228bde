import { parse } from 'csv-parse/sync'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, isWardDate } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { confidences } from './dated-row.ts'
import { isSameShape, lawRuleFrom, type LawRule } from './law-rule.ts'
import { loadLawRules } from './load-law-rules.ts'

const units: readonly (string | null)[] = ['WD', 'D', 'M', 'Y', 'H', 'MIN', null]
const directions: readonly (string | null)[] = ['after', 'before', 'min', 'at', 'validity', 'term', null]

/** `known`: rows that were there already. `faults`: line numbers of the file, the heading being line 1. */
export type RulesImported = { added: number; known: number; faults: number[] }

/**
 * Takes rules from a CSV file with the columns of the rule table. A row that is there already (same rule, same day of
 * effect) stays as it is, confirmed or not: a changed rule comes with a later day, and keeps what it counts from and how.
 * One bad line, and nothing is taken.
 */
export async function importLawRules(
  work: Work,
  { text }: { text: string }
): Promise<Result<RulesImported, 'csv_unreadable'>> {
  let rules: LawRule[]
  try {
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true })
    rules = rows.map(lawRuleFrom)
  } catch {
    return refuse('csv_unreadable') // the parser's complaint holds the file's own words
  }
  if (rules.length === 0) return refuse('csv_unreadable')
  const known = new Map((await loadLawRules(work)).map((rule) => [rule.ruleId, rule]))
  const isFit = (rule: LawRule): boolean => isWhole(rule) && isSameShape(known.get(rule.ruleId) ?? rule, rule)
  const faults = rules.flatMap((rule, at) => (isFit(rule) ? [] : [at + 2]))
  if (faults.length > 0) return ok({ added: 0, known: 0, faults })
  const { count } = await work.db.lawRule.createMany({
    data: rules.map(({ effectiveFrom, effectiveTo, confirmedBy: _by, ...rule }) => ({
      ...{ id: newId(), ...rule, effectiveFrom: columnDate(effectiveFrom) },
      effectiveTo: effectiveTo ? columnDate(effectiveTo) : null,
    })),
    skipDuplicates: true,
  })
  work.audit('law_rule.imported', { added: count })
  return ok({ added: count, known: rules.length - count, faults: [] })
}

const isWhole = (rule: LawRule): boolean =>
  /^[A-Z0-9_.]{3,40}$/.test(rule.ruleId) &&
  rule.basis !== '' &&
  isWardDate(rule.effectiveFrom) &&
  (!rule.effectiveTo || (isWardDate(rule.effectiveTo) && rule.effectiveTo >= rule.effectiveFrom)) &&
  confidences.includes(rule.confidence) &&
  units.includes(rule.unit) &&
  directions.includes(rule.direction) &&
  (rule.offset === null ? rule.threshold !== null : Number.isInteger(rule.offset) && rule.offset >= 0)
