import { addDays, addMonths, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar, Dated } from './calendar.ts'
import { closingOf } from './working-hours.ts'

/** The last instant a duty can be done in time. */
export type Due = { at: Date; date: string; provisional: boolean }

/**
 * The day a period of working days counts from. Where the 15:00 rule applies, what comes after the cut-off counts as
 * received on the next working day; so does what comes on a day off when the answer is due the same day.
 */
export function receiptDay(calendar: Calendar, receivedAt: Date, rule: { cutOff: boolean }): Dated {
  const date = wardDateOf(receivedAt)
  const isLate = rule.cutOff && receivedAt > atWardTime(date, calendar.hours.receiptCutOff)
  return isLate ? calendar.addWorkingDays(date, 1) : { date, provisional: calendar.isProvisional(date) }
}

/**
 * When a dossier received at an instant is due after n working days: day 1 is the working day after the receipt, the
 * due hour is the closing hour; n = 0 is the closing hour of the receipt day itself.
 */
export function dueAfterWorkingDays(
  calendar: Calendar,
  receivedAt: Date,
  n: number,
  rule: { cutOff: boolean } = { cutOff: false }
): Due {
  const receipt = receiptDay(calendar, receivedAt, rule)
  let due = calendar.addWorkingDays(receipt.date, n)
  // Received after closing on the same day: nobody can still hand it over today.
  if (n === 0 && closingOf(calendar, due.date) < receivedAt) due = calendar.addWorkingDays(due.date, 1)
  return dueAtClosing(calendar, due.date, receipt.provisional || due.provisional)
}

const dueAtClosing = (calendar: Calendar, date: string, provisional: boolean): Due => ({
  at: closingOf(calendar, date),
  date,
  provisional,
})

/** The end of a period in calendar days; one that ends on a day off ends on the next working day (BLDS 2015 Điều 148.5). */
export function endOfDays(calendar: Calendar, from: string, days: number): Dated {
  return calendar.addWorkingDays(addDays(from, days), 0)
}

/** The end of a period in months, moved on from a day off as `endOfDays` does. */
export function endOfMonths(calendar: Calendar, from: string, months: number): Dated {
  return calendar.addWorkingDays(addMonths(from, months), 0)
}

/** The latest working day on which "at least n days before" is still kept; a day off moves to an earlier working day. */
export function atLeastDaysBefore(calendar: Calendar, date: string, days: number): Dated {
  const latest = addDays(date, -days)
  return calendar.isWorkingDay(latest)
    ? { date: latest, provisional: calendar.isProvisional(latest) }
    : calendar.addWorkingDays(latest, -1)
}

/** The latest working day on which "at least n working days before" is still kept. */
export const atLeastWorkingDaysBefore = (calendar: Calendar, date: string, days: number): Dated =>
  calendar.addWorkingDays(date, -days)
