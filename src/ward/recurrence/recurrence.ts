import { addDays, addMonths, daysBetween, isWardDate, wardDate, weekdayOf } from '../../platform/ward-time.ts'
import { lunarAnniversary, lunarToSolar, solarToLunar } from '../../platform/lunar.ts'
import type { Calendar } from '../calendar/calendar.ts'

/**
 * When something happens by the calendar. `working_day`: the n-th working day of each month, counted from its end where
 * n is negative. `lunar`: a day of every lunar month, or of one month each year; the 29th stands in for a missing 30th.
 */
export type Recurrence =
  | { kind: 'once'; date: string }
  | { kind: 'weekly'; weekdays: readonly number[] }
  | { kind: 'monthly'; day: number }
  | { kind: 'yearly'; month: number; day: number }
  | { kind: 'working_day'; nth: number }
  | { kind: 'lunar'; day: number; month?: number }

/** What a day off does to it. */
export type Shift = 'stays' | 'earlier' | 'later'

/** Nothing a ward plans is further away. */
const searchDays = 800

/** The first day on or after `from` on which it happens; null where there is none any more. */
export function nextOccurrence(
  recurrence: Recurrence,
  from: string,
  calendar: Calendar,
  shift: Shift = 'stays'
): string | null {
  // a shifted day may lie before the day it was counted from, so counting starts a little earlier
  for (let date = addDays(from, -15); daysBetween(from, date) < searchDays; date = addDays(date, 1)) {
    if (!happensOn(recurrence, date, calendar)) continue
    const shifted = shiftDay(date, calendar, shift)
    if (shifted >= from) return shifted
  }
  return null
}

function shiftDay(date: string, calendar: Calendar, shift: Shift): string {
  if (shift === 'stays' || calendar.isWorkingDay(date)) return date
  return calendar.addWorkingDays(date, shift === 'earlier' ? -1 : 1).date
}

function happensOn(recurrence: Recurrence, date: string, calendar: Calendar): boolean {
  switch (recurrence.kind) {
    case 'once':
      return recurrence.date === date
    case 'weekly':
      return recurrence.weekdays.includes(weekdayOf(date))
    case 'monthly':
      return date === dayOfMonth(date, recurrence.day)
    case 'yearly':
      return Number(date.slice(5, 7)) === recurrence.month && date === dayOfMonth(date, recurrence.day)
    case 'working_day':
      return date === nthWorkingDay(date, recurrence.nth, calendar)
    case 'lunar':
      return isLunarDay(date, recurrence)
  }
}

/** The 31st of a month that has none is its last day. */
function dayOfMonth(date: string, day: number): string {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  return wardDate(year, month, day) ?? addDays(addMonths(`${date.slice(0, 7)}-01`, 1), -1)
}

function nthWorkingDay(date: string, nth: number, calendar: Calendar): string | null {
  const first = `${date.slice(0, 7)}-01`
  const next = addMonths(first, 1)
  if (nth === 0) return null
  const found = nth > 0 ? calendar.addWorkingDays(addDays(first, -1), nth) : calendar.addWorkingDays(next, nth)
  return found.date.slice(0, 7) === date.slice(0, 7) ? found.date : null
}

function isLunarDay(date: string, { day, month }: { day: number; month?: number }): boolean {
  const lunar = solarToLunar(date)
  if (month !== undefined) return date === lunarAnniversary({ day, month }, lunar.year)
  if (lunar.day === day) return true
  return day === 30 && lunar.day === 29 && lunarToSolar({ ...lunar, day: 30 }) === null
}

/** Whether a recurrence can ever happen: a form may send anything. */
export function isPossible(recurrence: Recurrence): boolean {
  const within = (n: number, from: number, to: number) => Number.isInteger(n) && n >= from && n <= to
  switch (recurrence.kind) {
    case 'once':
      return isWardDate(recurrence.date)
    case 'weekly':
      return recurrence.weekdays.length > 0 && recurrence.weekdays.every((day) => within(day, 1, 7))
    case 'monthly':
      return within(recurrence.day, 1, 31)
    case 'yearly':
      return within(recurrence.month, 1, 12) && within(recurrence.day, 1, 31)
    case 'working_day':
      return within(Math.abs(recurrence.nth), 1, 15)
    case 'lunar':
      return within(recurrence.day, 1, 30) && (recurrence.month === undefined || within(recurrence.month, 1, 12))
  }
}
