/**
 * The one place where the time zone Asia/Ho_Chi_Minh is applied. It has stood at UTC+7 without summer time since
 * 13 June 1975 (IANA tzdata), before every instant a ward keeps here, so a fixed offset is exact and needs no ICU data.
 * Instants are `Date`; ward calendar days are 'YYYY-MM-DD'; clock times are 'HH:MM'.
 */

export type Language = 'vi' | 'en'

export const wardTimeZone = 'Asia/Ho_Chi_Minh'

const offsetMs = 7 * 3_600_000
const dayMs = 86_400_000

const weekdays = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const pad = (n: number): string => String(n).padStart(2, '0')

function parts(date: string): { year: number; month: number; day: number } {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number)
  return { year, month, day }
}

/** The ward calendar day on which an instant falls. */
export const wardDateOf = (at: Date): string => new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)

/** The ward's clock at an instant, 'HH:MM'. */
export const wardClockOf = (at: Date): string => new Date(at.getTime() + offsetMs).toISOString().slice(11, 16)

/** Whole minutes that the ward's clock has gone since 1 January 1970 began there. */
export const wardMinuteOf = (at: Date): number => Math.floor((at.getTime() + offsetMs) / 60_000)

/** The instant at which the ward's clock shows `clock` on `date`; midnight when no clock is given. */
export const atWardTime = (date: string, clock = '00:00'): Date => new Date(`${date}T${clock}:00+07:00`)

/** A calendar day as a `date` column takes it. */
export const columnDate = (date: string): Date => new Date(`${date}T00:00:00Z`)

/** The ward's own day of this instant, to hold `date` columns against. */
export const columnToday = (now: Date): Date => columnDate(wardDateOf(now))

/** Whether a text is a day that exists, written 'YYYY-MM-DD'. */
export function isWardDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

/** A ward date from its numbers, or null where there is no such day. */
export function wardDate(year: number, month: number, day: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
  return isWardDate(text) ? text : null
}

/** Whether a text is a clock time 'HH:MM', from 00:00 to 23:59. */
export const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** Moves a ward date by calendar days; negative goes back. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Moves a ward date by months, to the last day of a month that is too short (31/1 + 1 month = 28/2). */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = parts(date)
  const target = year * 12 + (month - 1) + months
  const [y, m] = [Math.floor(target / 12), (((target % 12) + 12) % 12) + 1]
  return wardDate(y, m, day) ?? wardDate(y, m, 30) ?? wardDate(y, m, 29) ?? `${y}-${pad(m)}-28`
}

/** Calendar days from one ward date to another; negative where the other is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs

/** 1 = Monday … 7 = Sunday: the Vietnamese week begins on Monday. */
export const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** The weekday's name as it stands inside a sentence. */
export const formatWeekday = (date: string, language: Language): string => weekdays[language][weekdayOf(date) - 1] ?? ''

/** The day alone: 23/11/2026 · 23 November 2026. */
export function formatShortDate(date: string, language: Language): string {
  const { year, month, day } = parts(date)
  return language === 'vi' ? `${pad(day)}/${pad(month)}/${year}` : `${day} ${englishMonths[month - 1]} ${year}`
}

/** The day with its weekday: thứ Hai, 23/11/2026 · Monday, 23 November 2026. */
export const formatDate = (date: string, language: Language): string =>
  `${formatWeekday(date, language)}, ${formatShortDate(date, language)}`

/** The clock: 14 giờ 30 · 14:30. */
export const formatClock = (clock: string, language: Language): string =>
  language === 'vi' ? clock.replace(':', ' giờ ') : clock

/** The instant in full: 14 giờ 30 thứ Năm, 26/11/2026 · 14:30 on Thursday, 26 November 2026. */
export function formatInstant(at: Date, language: Language): string {
  const date = wardDateOf(at)
  return `${formatClock(wardClockOf(at), language)} ${language === 'en' ? 'on ' : ''}${formatDate(date, language)}`
}

/** The instant without its weekday: 08 giờ 15 ngày 20/11/2026 · 08:15 on 20 November 2026. */
export function formatShortInstant(at: Date, language: Language): string {
  const day = formatShortDate(wardDateOf(at), language)
  return `${formatClock(wardClockOf(at), language)} ${language === 'vi' ? 'ngày' : 'on'} ${day}`
}

/** The day as letters and decisions write it: ngày 05 tháng 9 năm 2026. NĐ 30/2020: a zero before days 1–9, months 1–2. */
export function formatLetterDate(date: string): string {
  const { year, month, day } = parts(date)
  return `ngày ${pad(day)} tháng ${month < 3 ? pad(month) : month} năm ${year}`
}
