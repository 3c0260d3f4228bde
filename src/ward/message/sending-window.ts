import { solarToLunar } from '../../platform/lunar.ts'
import { addDays, atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'

/** A stretch of the lunar year, first and last day included; it may go over the new year (12-29..01-03). */
export type LunarSpan = { from: string; to: string }

/** When messages of a class may leave: hours of the ward clock, and the lunar days on which none does. */
export type SendingWindow = { from: string; to: string; taboo: readonly LunarSpan[] }

/** Whether a ward date falls into one of the spans. Leap months are ordinary days. */
export function isTaboo(date: string, spans: readonly LunarSpan[]): boolean {
  if (spans.length === 0) return false
  const { day, month, leap } = solarToLunar(date)
  if (leap) return false
  const here = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return spans.some(({ from, to }) => (from <= to ? here >= from && here <= to : here >= from || here <= to))
}

/** Whether a message may leave at this very moment. */
export function isOpenAt(window: SendingWindow, at: Date): boolean {
  const clock = wardClockOf(at)
  return clock >= window.from && clock < window.to && !isTaboo(wardDateOf(at), window.taboo)
}

const longestTabooDays = 40

/** The first moment at or after `at` when a message may leave. */
export function nextOpening(window: SendingWindow, at: Date): Date {
  if (isOpenAt(window, at)) return at
  const today = wardDateOf(at)
  const first = wardClockOf(at) < window.from ? 0 : 1
  for (let ahead = first; ahead < longestTabooDays; ahead++) {
    const date = addDays(today, ahead)
    if (!isTaboo(date, window.taboo)) return atWardTime(date, window.from)
  }
  return atWardTime(addDays(today, longestTabooDays), window.from)
}
