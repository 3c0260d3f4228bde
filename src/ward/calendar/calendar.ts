import { addDays, weekdayOf } from '../../platform/ward-time.ts'
import type { DatedRow } from '../law/dated-row.ts'
import { foreseeableDays, holidaysNotAnnounced, statutoryHolidays } from './statutory-holiday.ts'
import type { StatutoryHoliday } from './statutory-holiday.ts'

/** S: statutory holiday · M: make-up day off · O: weekday off by a swap · W: weekend day worked by a swap. */
export type DayKind = 'S' | 'M' | 'O' | 'W'

/** One line of the yearly notice, as imported. */
export type CalendarDay = DatedRow & { date: string; kind: DayKind; name: string }

export type Span = { from: string; to: string }

/** When the office is open. `saturday` is service time only: a Saturday morning never makes a working day. */
export type OfficeHours = { spans: readonly Span[]; saturday?: readonly Span[]; receiptCutOff: string }

/** Local practice, not law: each ward keeps its own. */
export const usualOfficeHours: OfficeHours = {
  spans: [
    { from: '07:30', to: '11:30' },
    { from: '13:30', to: '17:00' },
  ],
  receiptCutOff: '15:00',
}

/** `provisional`: a day counted lies in a year whose notice is missing or incomplete; warn the officer, do not rely on it. */
export type Dated = { date: string; provisional: boolean }

export type WardDay = Dated & { working: boolean; kind: DayKind | null; name: string | null }

/** What a year's calendar lacks: everything, or the holidays named (`notice`: the ward has not said that it is whole). */
export type CalendarGap = { year: number; missing: 'everything' | readonly string[] }

export type Calendar = {
  hours: OfficeHours
  dayOf(date: string): WardDay
  isWorkingDay(date: string): boolean
  isProvisional(date: string): boolean
  /** n > 0: the n-th working day after `date`; n < 0: before it; n = 0: `date` itself or the next working day. */
  addWorkingDays(date: string, n: number): Dated
  /** Working days after `from` up to and with `to`; negative where `to` is earlier. */
  workingDaysBetween(from: string, to: string): { days: number; provisional: boolean }
  /** The gaps of this year and the next: an empty coming year must raise an alarm while there is time to import it. */
  gaps(today: string): CalendarGap[]
}

const yearOf = (date: string): number => Number(date.slice(0, 4))

/**
 * The ward's calendar from the imported days; a later row for the same day replaces an earlier one. A year is firm when
 * its days give every day off the law grants and, where `announcedYears` is given, the ward has named it there.
 */
export function makeCalendar(
  rows: readonly CalendarDay[],
  hours: OfficeHours = usualOfficeHours,
  {
    holidays = statutoryHolidays,
    announcedYears = null,
  }: { holidays?: readonly StatutoryHoliday[]; announcedYears?: ReadonlySet<number> | null } = {}
): Calendar {
  const imported = new Map(rows.map((row) => [row.date, row]))
  const importedYears = new Set(rows.map((row) => yearOf(row.date)))
  const years = new Map<number, { missing: string[]; foreseen: ReturnType<typeof foreseenIn> }>()

  function foreseenIn(year: number, missing: readonly string[]) {
    if (missing.length === 0) return new Map<string, { kind: DayKind; name: string }>()
    const days = foreseeableDays(year, holidays, (date) => imported.has(date))
    return new Map<string, { kind: DayKind; name: string }>(days.map((day) => [day.date, day]))
  }

  function yearState(year: number) {
    const known = years.get(year)
    if (known) return known
    const unsaid = announcedYears === null || announcedYears.has(year) ? [] : ['notice']
    const notNamed = holidaysNotAnnounced(year, (date) => imported.get(date)?.kind === 'S', holidays)
    const missing = [...unsaid, ...notNamed]
    const state = { missing, foreseen: foreseenIn(year, missing) }
    years.set(year, state)
    return state
  }

  const isProvisional = (date: string): boolean => yearState(yearOf(date)).missing.length > 0

  function dayOf(date: string): WardDay {
    const special = imported.get(date) ?? yearState(yearOf(date)).foreseen.get(date)
    const working = special ? special.kind === 'W' : weekdayOf(date) <= 5
    return {
      date,
      working,
      provisional: isProvisional(date),
      kind: special?.kind ?? null,
      name: special?.name ?? null,
    }
  }

  function addWorkingDays(date: string, n: number): Dated {
    const step = n < 0 ? -1 : 1
    let day = dayOf(date)
    let provisional = day.provisional
    let left = n === 0 ? (day.working ? 0 : 1) : Math.abs(n)
    while (left > 0) {
      day = dayOf(addDays(day.date, step))
      provisional ||= day.provisional
      if (day.working) left--
    }
    return { date: day.date, provisional }
  }

  function workingDaysBetween(from: string, to: string) {
    if (to < from) {
      const back = countAfter(to, from)
      return { days: back.days === 0 ? 0 : -back.days, provisional: back.provisional }
    }
    return countAfter(from, to)
  }

  function countAfter(from: string, to: string) {
    let days = 0
    let provisional = isProvisional(from)
    for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) {
      const day = dayOf(date)
      provisional ||= day.provisional
      if (day.working) days++
    }
    return { days, provisional }
  }

  function gaps(today: string): CalendarGap[] {
    return [yearOf(today), yearOf(today) + 1].flatMap((year): CalendarGap[] => {
      if (!importedYears.has(year)) return [{ year, missing: 'everything' }]
      const { missing } = yearState(year)
      return missing.length === 0 ? [] : [{ year, missing }]
    })
  }

  return {
    hours,
    dayOf,
    isWorkingDay: (date) => dayOf(date).working,
    isProvisional,
    addWorkingDays,
    workingDaysBetween,
    gaps,
  }
}
