import { addDays, atWardTime, wardDateOf, weekdayOf } from '../../platform/ward-time.ts'
import type { Calendar, Span } from './calendar.ts'

/** An instant on the ward's working clock; see `Dated` for `provisional`. */
export type Timed = { at: Date; provisional: boolean }

export type Pause = { from: Date; to: Date | null }

const minuteMs = 60_000
/** No period a ward keeps is longer; a calendar without working hours must not loop for ever. */
const searchDays = 1000

const instants = (date: string, span: Span) => ({
  start: atWardTime(date, span.from).getTime(),
  end: atWardTime(date, span.to).getTime(),
})

/** Whether somebody is at the counter at this instant (Saturday service counts, though no working day). */
export function isOpen(calendar: Calendar, at: Date): boolean {
  return openSpans(calendar, wardDateOf(at)).some((span) => {
    const { start, end } = instants(wardDateOf(at), span)
    return start <= at.getTime() && at.getTime() < end
  })
}

/** The hours during which the counter serves on a ward date; empty when it is closed. */
export function openSpans(calendar: Calendar, date: string): readonly Span[] {
  const day = calendar.dayOf(date)
  if (day.working) return calendar.hours.spans
  return weekdayOf(date) === 6 && day.kind === null ? (calendar.hours.saturday ?? []) : []
}

/** The instant the counter next opens; the instant itself when it is open. Null where it never does. */
export function nextOpening(calendar: Calendar, at: Date): Date | null {
  if (isOpen(calendar, at)) return at
  for (let i = 0, date = wardDateOf(at); i < searchDays; i++, date = addDays(date, 1)) {
    const opening = openSpans(calendar, date).find((span) => instants(date, span).start > at.getTime())
    if (opening) return atWardTime(date, opening.from)
  }
  return null
}

/** The end of the last span of a working day: 17:00 in most wards. */
export const closingOf = (calendar: Calendar, date: string): Date =>
  atWardTime(date, calendar.hours.spans.at(-1)?.to ?? '17:00')

/** Adds working hours (4.5 is four hours and a half) to an instant; time outside office hours does not count. */
export function addWorkingHours(calendar: Calendar, from: Date, hours: number): Timed {
  let left = hours * 60 * minuteMs
  let provisional = false
  for (let i = 0, date = wardDateOf(from); i < searchDays; i++, date = addDays(date, 1)) {
    const day = calendar.dayOf(date)
    provisional ||= day.provisional
    for (const span of day.working ? calendar.hours.spans : []) {
      const { start, end } = instants(date, span)
      const begin = Math.max(start, from.getTime())
      if (begin >= end) continue
      if (left <= end - begin) return { at: new Date(begin + left), provisional }
      left -= end - begin
    }
  }
  throw new RangeError(`No end of ${hours} working hours within ${searchDays} days: the office hours are empty`)
}

/** Working minutes from one instant to a later one; 0 when it is not later. */
export function workingMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  let total = 0
  for (let date = wardDateOf(from); date <= wardDateOf(to); date = addDays(date, 1)) {
    if (!calendar.isWorkingDay(date)) continue
    for (const span of calendar.hours.spans) {
      const { start, end } = instants(date, span)
      total += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()))
    }
  }
  return total / minuteMs
}

/**
 * When a period of working hours ends if the clock stood still during the pauses (the citizen's time). Null while a
 * pause that began before the end is still open.
 */
export function addWorkingHoursPausing(
  calendar: Calendar,
  from: Date,
  hours: number,
  pauses: readonly Pause[]
): Timed | null {
  let start = from
  let left = hours
  for (const pause of [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (addWorkingHours(calendar, start, left).at <= pause.from) break
    left -= workingMinutesBetween(calendar, start, pause.from) / 60
    if (!pause.to) return null
    if (pause.to > start) start = pause.to
  }
  return addWorkingHours(calendar, start, left)
}
