import { endOfPeriod, period, type FeedbackClock } from './feedback-clock.ts'
import type { FeedbackRow } from './feedback-row.ts'

const daysAfter = (
  clock: FeedbackClock,
  rule: 'FB.REMIND.1' | 'FB.REMIND.2' | 'FB.INCOMPLETE' | 'FB.SILENCE',
  since: Date
): Date => new Date(since.getTime() + period(clock, rule, since).offset * 86_400_000)

type Looked = Pick<
  FeedbackRow,
  'status' | 'enteredAt' | 'reminders' | 'intakeDueAt' | 'dueAt' | 'draftExpiresAt' | 'nextAt'
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
      if (row.dueAt === null || row.reminders >= 2) return null
      const warnMs = period(clock, 'FB.WARN', row.dueAt).offset * 3_600_000
      return row.reminders === 0 ? new Date(row.dueAt.getTime() - warnMs) : row.dueAt
    }
    case 'answered':
      return daysAfter(clock, 'FB.SILENCE', row.enteredAt)
    default:
      return null // forwardings carry their own next question
  }
}
