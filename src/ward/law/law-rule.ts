import { addDays, addMonths, atWardTime } from '../../platform/ward-time.ts'
import type { Calendar, Dated } from '../calendar/calendar.ts'
import {
  atLeastDaysBefore,
  atLeastWorkingDaysBefore,
  dueAfterWorkingDays,
  endOfDays,
  endOfMonths,
} from '../calendar/deadline.ts'
import { closingOf } from '../calendar/working-hours.ts'
import { isInForce } from './dated-row.ts'
import type { Confidence } from './dated-row.ts'

/** WD working days · D days · M months · Y years · H hours · MIN minutes · null: the rule is a threshold, not a clock. */
export type RuleUnit = 'WD' | 'D' | 'M' | 'Y' | 'H' | 'MIN'

/**
 * after: done at the latest so long after the anchor · before: so long before it · min: lasts at least so long · at: on
 * the day itself · validity and term: holds so long.
 */
export type RuleDirection = 'after' | 'before' | 'min' | 'at' | 'validity' | 'term'

/** One line of the rule table: what the law asks, from which event, with its basis. */
export type LawRule = {
  ruleId: string
  subject: string
  /** The event the clock starts from, such as `meetingAt`; null where there is none. */
  anchor: string | null
  offset: number | null
  unit: RuleUnit | null
  direction: RuleDirection | null
  /** Words of the rule table such as `yes*3>=2*total`: see `meetsShare` for those that are shares. */
  threshold: string | null
  mandatoryForm: string | null
  basis: string
  confidence: Confidence
  effectiveFrom: string
  effectiveTo?: string | null
  confirmedBy?: string | null
}

/**
 * The rule in force on a ward date: of several rows the latest to take effect. But a row nobody has confirmed never shortens
 * a lead time, and takes the place of a confirmed row only where it lengthens one. Null where none is in force.
 */
export function ruleOn(rules: readonly LawRule[], ruleId: string, date: string): LawRule | null {
  const inForce = rules.filter((rule) => rule.ruleId === ruleId && isInForce(rule, date))
  return inForce
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom))
    .reduce<LawRule | null>((known, rule) => (known === null || mayReplace(known, rule) ? rule : known), null)
}

function mayReplace(known: LawRule, later: LawRule): boolean {
  if (later.confirmedBy) return true
  if (known.direction !== 'before') return !known.confirmedBy
  const isLead = later.direction === 'before' && later.unit === known.unit
  return isLead && (later.offset ?? 0) >= (known.offset ?? 0)
}

/** Whether a later row of a rule asks for the same kind of thing: counted from the same event, in the same way. */
export const isSameShape = (known: LawRule, later: LawRule): boolean =>
  known.anchor === later.anchor &&
  known.direction === later.direction &&
  shapeOf(known.unit) === shapeOf(later.unit) &&
  (known.threshold === null || later.threshold !== null || known.offset !== null)

const shapeOf = (unit: RuleUnit | null): string =>
  unit === null ? 'threshold' : unit === 'H' || unit === 'MIN' ? 'hours' : 'days'

/**
 * The ward date by which a rule wants its duty done, counted from the date of its anchor. Duties before an event move
 * to an earlier working day, periods in days or months that end on a day off to a later one; what must last at least
 * so long (`min`) ends on its calendar day. Null for thresholds and for clocks of hours: see `ruleInstant`.
 */
export function ruleDate(calendar: Calendar, rule: LawRule, anchorDate: string): Dated | null {
  const { offset, unit, direction } = rule
  if (offset === null || unit === null || direction === null || unit === 'H' || unit === 'MIN') return null
  if (direction === 'before') {
    return unit === 'WD'
      ? atLeastWorkingDaysBefore(calendar, anchorDate, offset)
      : atLeastDaysBefore(calendar, anchorDate, offset)
  }
  if (unit === 'WD') return calendar.addWorkingDays(anchorDate, offset)
  const months = unit === 'Y' ? offset * 12 : offset
  if (direction === 'after') {
    return unit === 'D' ? endOfDays(calendar, anchorDate, offset) : endOfMonths(calendar, anchorDate, months)
  }
  const date = unit === 'D' ? addDays(anchorDate, offset) : addMonths(anchorDate, months)
  return { date, provisional: false }
}

/**
 * For duties before an event: the last date on which the law is still kept, a day off included. `ruleDate` is when to
 * plan them; whoever is later than this has missed the lead time. Null for other rules.
 */
export function lastLawfulDate(calendar: Calendar, rule: LawRule, anchorDate: string): string | null {
  if (rule.direction !== 'before' || rule.offset === null) return null
  if (rule.unit === 'D') return addDays(anchorDate, -rule.offset)
  return rule.unit === 'WD' ? calendar.addWorkingDays(anchorDate, -rule.offset).date : null
}

/** The last instant at which the duty is done in time: closing time of `ruleDate`, or the exact hour or minute. */
export function ruleInstant(calendar: Calendar, rule: LawRule, anchorAt: Date, anchorDate: string): Date | null {
  if (rule.offset !== null && (rule.unit === 'H' || rule.unit === 'MIN')) {
    return new Date(anchorAt.getTime() + rule.offset * (rule.unit === 'H' ? 3_600_000 : 60_000))
  }
  if (rule.unit === 'WD' && rule.direction === 'after' && rule.offset !== null) {
    return dueAfterWorkingDays(calendar, anchorAt, rule.offset).at
  }
  const dated = ruleDate(calendar, rule, anchorDate)
  if (!dated) return null
  return rule.direction === 'after' ? closingOf(calendar, dated.date) : atWardTime(dated.date, '23:59')
}

/**
 * Whether a share such as `yes*3>=2*total` or `yes*2>total` is met: whole numbers only, never a percentage that was
 * rounded. Null where the threshold is no share.
 */
export function meetsShare(threshold: string, part: number, total: number): boolean | null {
  const share = /^\w+(?:\*(\d+))?(>=|>)(?:(\d+)\*)?total$/.exec(threshold)
  if (!share) return null
  const [left, right] = [part * Number(share[1] ?? 1), total * Number(share[3] ?? 1)]
  return share[2] === '>' ? left > right : left >= right
}

/** Reads a row of the rule table as it stands in `law-rules.csv`; blanks are null. */
export function lawRuleFrom(row: Readonly<Record<string, string | null>>): LawRule {
  return {
    ruleId: row['rule_id'] ?? '',
    subject: row['subject'] ?? '',
    anchor: row['anchor'] || null,
    offset: row['offset'] ? Number(row['offset']) : null,
    unit: (row['unit'] || null) as RuleUnit | null,
    direction: (row['direction'] || null) as RuleDirection | null,
    threshold: row['threshold'] || null,
    mandatoryForm: row['mandatory_form'] || null,
    basis: row['basis'] ?? '',
    confidence: row['confidence'] as Confidence,
    effectiveFrom: row['effective_from'] ?? '',
    effectiveTo: row['effective_to'] || null,
    confirmedBy: row['confirmed_by'] || null,
  }
}
