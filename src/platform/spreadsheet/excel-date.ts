import { wardMinuteOf } from '../ward-time.ts'

/**
 * The wall clock behind an Excel day number. Excel believes that 1900 was a leap year, so its count is right from
 * 1 March 1900 (61); with the 1904 system day 0 is 1 January 1904.
 */
export function excelDate(serial: number, is1904 = false): { date: string; clock: string | null } | null {
  const days = is1904 ? serial + 1462 : serial
  if (!Number.isFinite(days) || days < 1 || days >= 2_958_466) return null
  const isEarly = days < 60
  const seconds = Math.round((days + (isEarly ? 1 : 0) - 25_569) * 86_400)
  const iso = new Date(seconds * 1000).toISOString()
  return { date: iso.slice(0, 10), clock: Number.isInteger(days) ? null : iso.slice(11, 16) }
}

/** The Excel day number of a ward date, for writing. */
export const excelSerial = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569

/** The Excel day number of an instant on the ward's clock, to the minute. */
export const excelInstant = (at: Date): number => wardMinuteOf(at) / 1_440 + 25_569
