import type { Calendar, Span } from '../calendar/calendar.ts'
import { addWorkingHours, isOpen, openSpans } from '../calendar/working-hours.ts'
import { wardDateOf } from '../../platform/ward-time.ts'

/** open: nobody has it yet · taken: an official answers · answered: the citizen has the answer · closed: over. */
export type HandOverStatus = 'open' | 'taken' | 'answered' | 'closed'

/** Somebody still owes the citizen something. */
export const waitingStatuses: readonly HandOverStatus[] = ['open', 'taken']

/** A citizen who writes again so soon after the answer goes on with the same official. */
export const sameTalkHours = 24

/** The ward's promise, in working hours; a row `WARD.HANDOVER` of the law rules replaces it. */
export const usualAnswerHours = 1

const urgentMinutes = 15

/**
 * When the citizen is told an official will answer at the latest: within the ward's working hours, so at night it is
 * an hour after the next opening. Danger does not wait for office hours, but no such hour is promised to the citizen.
 */
export function answerDueAt(
  calendar: Calendar,
  now: Date,
  { urgent, hours }: { urgent: boolean; hours: number }
): Date {
  if (urgent) return new Date(now.getTime() + urgentMinutes * 60_000)
  return addWorkingHours(calendar, now, hours).at
}

/** Whether somebody is at the counter now, and the counter's hours on the day the answer is due. */
export function officeAt(calendar: Calendar, now: Date, dueAt: Date): { officeOpen: boolean; hours: readonly Span[] } {
  const spans = openSpans(calendar, wardDateOf(dueAt))
  return { officeOpen: isOpen(calendar, now), hours: spans.length > 0 ? spans : calendar.hours.spans }
}
