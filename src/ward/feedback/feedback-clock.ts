import { addDays, daysBetween, wardDateOf } from '../../platform/ward-time.ts'
import { Bug } from '../../platform/bug.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { dueAfterWorkingDays, endOfDays, type Due } from '../calendar/deadline.ts'
import { addWorkingHours, closingOf, workingMinutesBetween } from '../calendar/working-hours.ts'
import { ruleOn, type LawRule } from '../law/law-rule.ts'
import type { FeedbackStatus, Urgency } from './feedback.ts'

/** Every period in the life of a report. */
export type FeedbackRuleId =
  | 'FB.INTAKE' | 'FB.INTAKE.SECOND' | 'FB.URGENT' | 'FB.NORMAL' | 'FB.COMPLEX' | 'FB.PROGRESS' | 'FB.FORWARD' | 'FB.NUDGE' | 'FB.REMIND.1' | 'FB.REMIND.2'
  | 'FB.INCOMPLETE' | 'FB.SILENCE' | 'FB.RATING.REMIND' | 'FB.RECUR' | 'FB.WARN' | 'FB.PROMISE' | 'FB.DRAFT' | 'FB.SURVEY.ASK' | 'FB.SURVEY.REMIND' | 'FB.SURVEY.END' // prettier-ignore

const rule = (ruleId: FeedbackRuleId, anchor: string, offset: number, unit: 'H' | 'D' | 'WD', subject: string, basis: string, confidence: LawRule['confidence']): LawRule => ({
  ruleId, subject, anchor, offset, unit, direction: 'after', threshold: null, mandatoryForm: null, basis, confidence, effectiveFrom: '2025-07-01',
}) // prettier-ignore

/**
 * The ward's periods before it has set its own: rows of `law_rule` with the same id and a later date replace them. H are
 * working hours here, except of FB.WARN and FB.DRAFT, which run by the clock on the wall.
 */
export const feedbackRules: readonly LawRule[] = [
  rule('FB.INTAKE', 'submittedAt', 8, 'H', 'intake and classification', 'QĐ 1207 (iHanoi)', 'MED'),
  rule('FB.INTAKE.SECOND', 'intakeDueAt', 6, 'H', 'a second person is told', 'ward practice elsewhere', 'LOW'),
  rule('FB.URGENT', 'acceptedAt', 4, 'H', 'urgent report', 'QĐ 1207 (iHanoi)', 'MED'),
  rule('FB.NORMAL', 'acceptedAt', 7, 'WD', 'ordinary report', 'Hue-S (measured)', 'MED'),
  rule('FB.COMPLEX', 'acceptedAt', 20, 'D', 'complex report', 'QĐ 574/QĐ-TTg', 'MED'),
  rule('FB.PROGRESS', 'acceptedAt', 7, 'D', 'word of progress', 'QĐ 574/QĐ-TTg', 'MED'),
  rule('FB.FORWARD', 'acceptedAt', 1, 'WD', 'forwarding to the competent body', 'proposal, legal check', 'LOW'),
  rule('FB.NUDGE', 'forwardedAt', 7, 'D', 'asking the competent body again', 'proposal', 'LOW'),
  rule('FB.REMIND.1', 'askedAt', 3, 'D', 'first reminder to the resident', 'proposal', 'LOW'),
  rule('FB.REMIND.2', 'askedAt', 7, 'D', 'second reminder to the resident', 'proposal', 'LOW'),
  rule('FB.INCOMPLETE', 'askedAt', 10, 'D', 'closed for want of details', 'proposal', 'LOW'),
  rule('FB.SILENCE', 'answeredAt', 7, 'D', 'closed without a rating', 'proposal', 'LOW'),
  rule('FB.RATING.REMIND', 'answeredAt', 3, 'D', 'the one reminder to say how the answer was', 'proposal', 'LOW'),
  rule('FB.RECUR', 'completedAt', 30, 'D', 'the same thing again', 'proposal', 'LOW'),
  rule('FB.WARN', 'dueAt', 24, 'H', 'due soon', 'ward practice elsewhere', 'LOW'),
  rule('FB.PROMISE', 'promisedDate', 7, 'D', 'a promised word, spoken of beforehand', 'proposal', 'LOW'),
  rule('FB.DRAFT', 'updatedAt', 24, 'H', 'a draft nobody sends', 'proposal', 'LOW'),
  rule('FB.SURVEY.ASK', 'returnedAt', 1, 'D', 'how the dossier was handled, asked once', 'proposal', 'LOW'),
  rule('FB.SURVEY.REMIND', 'askedAt', 3, 'D', 'the one reminder of it', 'proposal', 'LOW'),
  rule('FB.SURVEY.END', 'remindedAt', 7, 'D', 'no answer any more', 'proposal', 'LOW'),
]

/** What the clock needs: the ward's calendar and the rules in force. */
export type FeedbackClock = { calendar: Calendar; rules: readonly LawRule[] }

/** The number of a period in force on the day of `at`. */
export function period(
  { rules }: FeedbackClock,
  ruleId: FeedbackRuleId,
  at: Date
): { offset: number; unit: 'H' | 'D' | 'WD' } {
  const found = ruleOn(rules, ruleId, wardDateOf(at)) ?? ruleOn(feedbackRules, ruleId, wardDateOf(at))
  if (found === null || found.offset === null) throw new Bug(`no rule ${ruleId} is in force`)
  return { offset: found.offset, unit: found.unit === 'H' || found.unit === 'D' ? found.unit : 'WD' }
}

/**
 * When a period that began at `from` ends: working hours to the minute, working days and calendar days at closing time,
 * and never on a day off. `provisional`: a day counted lies in a year whose notice is not out.
 */
export function endOfPeriod(clock: FeedbackClock, ruleId: FeedbackRuleId, from: Date): Due {
  const { offset, unit } = period(clock, ruleId, from)
  if (unit === 'H') {
    const { at, provisional } = addWorkingHours(clock.calendar, from, offset)
    return { at, date: wardDateOf(at), provisional }
  }
  if (unit === 'WD') return dueAfterWorkingDays(clock.calendar, from, offset)
  const { date, provisional } = endOfDays(clock.calendar, wardDateOf(from), offset)
  return { at: closingOf(clock.calendar, date), date, provisional }
}

/** Until when somebody has looked at it and said whose it is. */
export const intakeDue = (clock: FeedbackClock, submittedAt: Date): Due => endOfPeriod(clock, 'FB.INTAKE', submittedAt)

const ruleOfUrgency: Readonly<Record<Urgency, FeedbackRuleId>> = {
  urgent: 'FB.URGENT',
  normal: 'FB.NORMAL',
  complex: 'FB.COMPLEX',
}

/** Until when the resident has an answer. */
export const answerDue = (clock: FeedbackClock, urgency: Urgency, from: Date): Due =>
  endOfPeriod(clock, ruleOfUrgency[urgency], from)

/**
 * The same working time that was left when the resident was asked is left when the answer has come. What was overdue
 * stays overdue: asking does not win time back.
 */
export function resumeDue(calendar: Calendar, dueAt: Date, pausedAt: Date, resumedAt: Date): Due {
  const left = workingMinutesBetween(calendar, pausedAt, dueAt)
  if (left <= 0) return { at: dueAt, date: wardDateOf(dueAt), provisional: calendar.isProvisional(wardDateOf(dueAt)) }
  const { at, provisional } = addWorkingHours(calendar, resumedAt, left / 60)
  return { at, date: wardDateOf(at), provisional }
}

export type ClockKind = 'intake' | 'answer' | 'paused' | 'agency' | 'main' | 'stopped'

/** Which clock runs in a status. */
export function clockKindOf(status: FeedbackStatus): ClockKind {
  switch (status) {
    case 'awaiting_intake':
      return 'intake'
    case 'received':
    case 'assigned':
    case 'in_progress':
    case 'awaiting_approval':
      return 'answer'
    case 'awaiting_details':
      return 'paused'
    case 'forwarded':
      return 'agency'
    case 'merged':
      return 'main'
    default:
      return 'stopped'
  }
}

/** The third axis: within time, due soon, overdue, paused while the resident is asked, or no clock at all. */
export type TimeState = 'in_time' | 'due_soon' | 'overdue' | 'paused' | 'none'

export type Timed = { status: FeedbackStatus; intakeDueAt: Date | null; dueAt: Date | null }

/** The instant the running clock ends; null where none runs. */
export function runningDue({ status, intakeDueAt, dueAt }: Timed): Date | null {
  const kind = clockKindOf(status)
  return kind === 'intake' ? intakeDueAt : kind === 'answer' ? dueAt : null
}

export function timeStateOf(clock: FeedbackClock, report: Timed, now: Date): TimeState {
  if (clockKindOf(report.status) === 'paused') return 'paused'
  const due = runningDue(report)
  if (due === null) return 'none'
  if (due < now) return 'overdue'
  return due.getTime() - now.getTime() <= period(clock, 'FB.WARN', now).offset * 3_600_000 ? 'due_soon' : 'in_time'
}

/** "Đơn thư kéo dài" (domain.md §5.7): opened again three times, or open longer than twice the time there was. */
export function isAgeing(
  report: { status: FeedbackStatus; submittedAt: Date | null; firstDueAt: Date | null; reopens: number },
  now: Date
): boolean {
  if (clockKindOf(report.status) === 'stopped') return false
  if (report.reopens >= 3) return true
  if (report.submittedAt === null || report.firstDueAt === null) return false
  return now.getTime() - report.submittedAt.getTime() > 2 * (report.firstDueAt.getTime() - report.submittedAt.getTime())
}

/** Whether a period of calendar days since an instant is over (the resident's time: days off count). */
export function hasPassed(clock: FeedbackClock, ruleId: FeedbackRuleId, since: Date, now: Date): boolean {
  const { offset } = period(clock, ruleId, since)
  return (
    daysBetween(wardDateOf(since), wardDateOf(now)) >= offset && now.getTime() - since.getTime() >= offset * 86_400_000
  )
}

/** The ward day on which a period of calendar days since a day is over. */
export const dayAfterPeriod = (clock: FeedbackClock, ruleId: FeedbackRuleId, since: Date): string =>
  addDays(wardDateOf(since), period(clock, ruleId, since).offset)
