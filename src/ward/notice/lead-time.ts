import type { Calendar } from '../calendar/calendar.ts'
import { lastLawfulDate, ruleOn, type LawRule } from '../law/law-rule.ts'
import type { DraftKind } from './notice-kind.ts'

/** A duty to tell so long beforehand that is missed, with the rule that says so and the last day on which it was kept. */
export type MissedLeadTime = { rule: LawRule; lastDate: string }

type Asked = { ruleId: string | null; eventDate: string | null; sendDate: string }

/** The rule a kind is held to where its author names none: an invitation to a neighbourhood's meeting (NĐ 59/2023 Đ3.3). */
export const usualRuleOf = (kind: DraftKind): string | null =>
  kind === 'meeting' || kind === 'election' ? 'MEET.NOTICE' : null

/**
 * A notice that leaves later than the law allows is refused, never backdated: the rule is shown and another day for the
 * event asked for. Null where nothing is missed or no rule in force says anything.
 */
export function missedLeadTime(
  rules: readonly LawRule[],
  calendar: Calendar,
  { ruleId, eventDate, sendDate }: Asked
): MissedLeadTime | null {
  if (ruleId === null || eventDate === null) return null
  // the rule of the day of the event, as its ladder was counted
  const rule = ruleOn(rules, ruleId, eventDate)
  const lastDate = rule === null ? null : lastLawfulDate(calendar, rule, eventDate)
  return rule !== null && lastDate !== null && sendDate > lastDate ? { rule, lastDate } : null
}
