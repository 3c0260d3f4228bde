import { endOfPeriod, period, type FeedbackClock } from './feedback-clock.ts'
import type { FeedbackRow } from './feedback-row.ts'

const daysAfter = (
  clock: FeedbackClock,
  rule: 'FB.REMIND.1' | 'FB.REMIND.2' | 'FB.INCOMPLETE' | 'FB.SILENCE' | 'FB.RATING.REMIND' | 'FB.PROGRESS',
  since: Date
): Date => new Date(since.getTime() + period(clock, rule, since).offset * 86_400_000)

type Looked = Pick<
  FeedbackRow,
  | 'status'
  | 'authority'
  | 'kind'
  | 'enteredAt'
  | 'acceptedAt'
  | 'progressAt'
  | 'reminders'
  | 'intakeDueAt'
  | 'dueAt'
  | 'draftExpiresAt'
  | 'nextAt'
>

/**
 * When the clock next has something to do with a report; null where it has not. `reminders` counts what was done in this
 * status: reminders to the resident, or warnings to officials (due soon, overdue, a second person).
 */
export function nextLook(clock: FeedbackClock, row: Looked): Date | null {
  switch (row.status) {
    case 'draft':
      return row.draftExpiresAt
    case 'awaiting_intake':
      if (row.intakeDueAt === null || row.reminders >= 2) return null
      return row.reminders === 0 ? row.intakeDueAt : endOfPeriod(clock, 'FB.INTAKE.SECOND', row.intakeDueAt).at
    case 'awaiting_details':
      return daysAfter(
        clock,
        (['FB.REMIND.1', 'FB.REMIND.2'] as const)[row.reminders] ?? 'FB.INCOMPLETE',
        row.enteredAt
      )
    case 'received':
    case 'assigned':
    case 'in_progress':
    case 'awaiting_approval': {
      if (row.kind === 'praise') return null
      return earlier(nextWarning(clock, row), nextProgress(clock, row))
    }
    case 'answered':
      // praise is answered with thanks: nobody is asked for marks
      return daysAfter(
        clock,
        row.reminders === 0 && row.kind !== 'praise' ? 'FB.RATING.REMIND' : 'FB.SILENCE',
        row.enteredAt
      )
    default:
      return null // forwardings carry their own next question
  }
}

/** A day before the answer is due (or sooner, where it should be on its way to another body), then when it is overdue. */
function nextWarning(clock: FeedbackClock, row: Looked): Date | null {
  const { dueAt, reminders } = row
  if (dueAt === null || reminders >= 2) return null
  if (reminders === 1) return dueAt
  const warnMs = period(clock, 'FB.WARN', dueAt).offset * 3_600_000
  return earlier(new Date(dueAt.getTime() - warnMs), forwardDue(clock, row))
}

/** Until when another body's business is on its way there; null where it is the ward's, or has been assigned. */
export function forwardDue(
  clock: FeedbackClock,
  { status, authority, acceptedAt }: Pick<Looked, 'status' | 'authority' | 'acceptedAt'>
): Date | null {
  if (status !== 'received' || authority !== 'outside' || acceptedAt === null) return null
  return endOfPeriod(clock, 'FB.FORWARD', acceptedAt).at
}

/** Word of progress is owed so many days after the last one, for as long as the ward works on it. */
function nextProgress(clock: FeedbackClock, { progressAt, acceptedAt }: Looked): Date | null {
  const since = progressAt ?? acceptedAt
  return since === null ? null : daysAfter(clock, 'FB.PROGRESS', since)
}

/** Whether what the clock has to do now is to ask for word of progress. */
export function owesProgress(clock: FeedbackClock, row: Looked, now: Date): boolean {
  const [progress, warning] = [nextProgress(clock, row), nextWarning(clock, row)]
  return progress !== null && progress <= now && (warning === null || warning > now)
}

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null ? other : other === null || one < other ? one : other
