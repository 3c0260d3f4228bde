import { strip } from '../../platform/vietnamese/strip.ts'
import { addDays, wardDateOf, weekdayOf } from '../../platform/ward-time.ts'
import type { Calendar, Span } from '../calendar/calendar.ts'
import { isOpen, openSpans } from '../calendar/working-hours.ts'

/** Whether the counter serves on a day, and if not, why and when next. */
export type Opening = {
  date: string
  isToday: boolean
  spans: readonly Span[]
  /** The holiday it is closed for; null on an ordinary day off. */
  holiday: string | null
  openNow: boolean
  next: { date: string; spans: readonly Span[] } | null
  provisional: boolean
}

const searchDays = 60

export function openingOn(calendar: Calendar, date: string, now: Date): Opening {
  const today = wardDateOf(now)
  const day = calendar.dayOf(date)
  const spans = openSpans(calendar, date)
  const isOver =
    date === today && spans.length > 0 && !spans.some((span) => now < new Date(`${date}T${span.to}:00+07:00`))
  return {
    date,
    isToday: date === today,
    spans,
    holiday: day.working ? null : day.name,
    openNow: isOpen(calendar, now),
    next: spans.length === 0 || isOver ? nextOpenDay(calendar, date) : null,
    provisional: day.provisional,
  }
}

function nextOpenDay(calendar: Calendar, after: string): Opening['next'] {
  for (let i = 0, date = addDays(after, 1); i < searchDays; i++, date = addDays(date, 1)) {
    const spans = openSpans(calendar, date)
    if (spans.length > 0) return { date, spans }
  }
  return null
}

/** "Thứ bảy", "chủ nhật" where no date was read: the next one, today included. */
export function dayNamed(words: string, today: string): string | null {
  const bare = ` ${strip(words)} `
  const weekday = /\b(thu (bay|7)|t7|saturday|cuoi tuan|weekend)\b/.test(bare)
    ? 6
    : /\b(chu nhat|sunday)\b/.test(bare)
      ? 7
      : null
  return weekday === null ? null : addDays(today, (weekday - weekdayOf(today) + 7) % 7)
}

/** A holiday as people live it: with the weekend it touches. */
export type Holiday = { name: string; from: string; to: string; provisional: boolean }

const holidayNames: readonly (readonly [asked: RegExp, name: RegExp])[] = [
  [/\b(tet duong|new year)\b/, /tet duong lich/],
  [/\b(quoc khanh|2\/9)\b/, /quoc khanh/],
  [/\b(30\/4|1\/5)\b/, /chien thang|30\/4|lao dong/],
  [/\b(gio to|10\/3)\b/, /gio to|hung vuong/],
  [/\b24\/11\b/, /van hoa viet nam/],
  [/\btet\b/, /tet nguyen dan/],
]

/** The holiday the words name, or else the next one; null where none lies within a year. */
export function holidayNamed(calendar: Calendar, words: string, today: string): Holiday | null {
  const wanted = holidayNames.find(([asked]) => asked.test(strip(words)))?.[1]
  for (let i = 0, date = today; i < 400; i++, date = addDays(date, 1)) {
    const day = calendar.dayOf(date)
    if (day.kind !== 'S' || day.name === null || (wanted && !wanted.test(strip(day.name)))) continue
    let [from, to, provisional] = [date, date, day.provisional]
    while (!calendar.isWorkingDay(addDays(from, -1)) && addDays(from, -1) >= today) from = addDays(from, -1)
    while (!calendar.isWorkingDay(addDays(to, 1))) {
      to = addDays(to, 1)
      provisional ||= calendar.isProvisional(to)
    }
    return { name: day.name.replace(/\s*\(.*\)$/, ''), from, to, provisional }
  }
  return null
}
