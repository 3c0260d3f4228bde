import { lunarToSolar } from '../../platform/lunar.ts'
import { addDays, weekdayOf } from '../../platform/ward-time.ts'
import type { DatedRow } from '../law/dated-row.ts'

/** A public holiday as the law names it, before the yearly notice says which days it takes. */
export type StatutoryHoliday = DatedRow & {
  code: string
  name: string
  /** Where the holiday falls: a solar or a lunar day of the year. */
  day: { calendar: 'solar' | 'lunar'; month: number; day: number }
  /** Days off the law grants; the yearly notice chooses them around the day. */
  daysOff: number
  /** Days, counted from the day itself, that are off however the notice decides. */
  surelyOff: readonly number[]
  /** Whether a weekly rest day it falls on is made up for (BLLĐ 2019, Điều 111.3). */
  madeUp: boolean
}

const labourCode = {
  source: 'BLLĐ 2019 Điều 112',
  confidence: 'HIGH',
  effectiveFrom: '2021-01-01',
  madeUp: true,
} as const
const solar = (month: number, day: number) => ({ calendar: 'solar', month, day }) as const
const lunar = (month: number, day: number) => ({ calendar: 'lunar', month, day }) as const

/** The public holidays in law today. Rows, not rules: pass others to `makeCalendar` when the law changes. */
export const statutoryHolidays: readonly StatutoryHoliday[] = [
  { code: 'new_year', name: 'Tết Dương lịch', day: solar(1, 1), daysOff: 1, surelyOff: [0], ...labourCode },
  // Either one day before and four after, or two before and three after: these four are off in both.
  { code: 'tet', name: 'Tết Nguyên đán', day: lunar(1, 1), daysOff: 5, surelyOff: [-1, 0, 1, 2], ...labourCode },
  { code: 'hung_kings', name: 'Giỗ Tổ Hùng Vương', day: lunar(3, 10), daysOff: 1, surelyOff: [0], ...labourCode },
  { code: 'victory_day', name: 'Ngày Chiến thắng', day: solar(4, 30), daysOff: 1, surelyOff: [0], ...labourCode },
  { code: 'labour_day', name: 'Ngày Quốc tế Lao động', day: solar(5, 1), daysOff: 1, surelyOff: [0], ...labourCode },
  { code: 'national_day', name: 'Quốc khánh', day: solar(9, 2), daysOff: 2, surelyOff: [0], ...labourCode },
  {
    code: 'culture_day',
    name: 'Ngày Văn hóa Việt Nam',
    day: solar(11, 24),
    daysOff: 1,
    surelyOff: [0],
    // Outside Điều 111.3: a weekend it falls on is not made up for.
    madeUp: false,
    source: 'NQ 28/2026/QH16 Điều 2',
    confidence: 'HIGH',
    effectiveFrom: '2026-07-01',
  },
]

/** The ward date of a holiday in a solar year; null where it is not in force that year. */
export function dateOfHoliday(holiday: StatutoryHoliday, year: number): string | null {
  const { calendar, month, day } = holiday.day
  const date =
    calendar === 'lunar'
      ? lunarToSolar({ day, month, year, leap: false })
      : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (!date || (holiday.effectiveFrom && date < holiday.effectiveFrom)) return null
  return holiday.effectiveTo && date > holiday.effectiveTo ? null : date
}

/** Holidays of a year for which the known days do not yet give every day off the law grants. */
export function holidaysNotAnnounced(
  year: number,
  isStatutory: (date: string) => boolean,
  holidays: readonly StatutoryHoliday[]
): string[] {
  return holidays.flatMap((holiday) => {
    const date = dateOfHoliday(holiday, year)
    if (!date) return []
    const reach = holiday.daysOff
    let found = 0
    for (let offset = 1 - reach; offset < reach; offset++) if (isStatutory(addDays(date, offset))) found++
    return found >= reach && isStatutory(date) ? [] : [holiday.code]
  })
}

export type ForeseeableDay = { date: string; kind: 'S' | 'M'; name: string }

/** What can be said of a year without a notice: the days surely off, and the make-up days that follow from the law. */
export function foreseeableDays(
  year: number,
  holidays: readonly StatutoryHoliday[],
  isKnown: (date: string) => boolean = () => false
): ForeseeableDay[] {
  const days = holidays.flatMap((holiday) => {
    const date = dateOfHoliday(holiday, year)
    return date ? holiday.surelyOff.map((offset) => ({ date: addDays(date, offset), holiday })) : []
  })
  const off = new Set(days.map((day) => day.date))
  const result: ForeseeableDay[] = days.map(({ date, holiday }) => ({ date, kind: 'S', name: holiday.name }))
  for (const { date, holiday } of days.sort((a, b) => a.date.localeCompare(b.date))) {
    // How a Tết or Quốc khánh of several days is made up depends on the composition, which only the notice gives.
    if (!holiday.madeUp || holiday.daysOff > 1 || weekdayOf(date) <= 5) continue
    let makeUp = date
    while (weekdayOf(makeUp) > 5 || off.has(makeUp)) makeUp = addDays(makeUp, 1)
    if (isKnown(makeUp)) continue
    off.add(makeUp)
    result.push({ date: makeUp, kind: 'M', name: `Nghỉ bù ${holiday.name}` })
  }
  return result
}
