import { solarToLunar } from '../../platform/lunar.ts'
import { addDays, atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { classPolicies, type MassClass } from './class-policy.ts'

/** From 29 Chạp to mùng 3 no letter of joy or grief arrives by machine (domain.md §7.5). */
export function isTetRest(date: string): boolean {
  const { day, month } = solarToLunar(date)
  return (month === 12 && day >= 29) || (month === 1 && day <= 3)
}

const restsAtTet = (messageClass: MassClass) => messageClass === 'greeting' || messageClass === 'condolence'

/** Whether a message of this class may leave at `at`. */
export function isOpen(messageClass: MassClass, at: Date): boolean {
  const { hours } = classPolicies[messageClass]
  if (restsAtTet(messageClass) && isTetRest(wardDateOf(at))) return false
  const clock = wardClockOf(at)
  return hours === null || (clock >= hours.from && clock < hours.to)
}

/** The first instant from `at` on at which it may: `at` itself where it is open. */
export function nextOpening(messageClass: MassClass, at: Date): Date {
  if (isOpen(messageClass, at)) return at
  const { hours } = classPolicies[messageClass]
  const opens = hours?.from ?? '00:00'
  let date = wardDateOf(at)
  if (wardClockOf(at) >= opens) date = addDays(date, 1)
  while (restsAtTet(messageClass) && isTetRest(date)) date = addDays(date, 1)
  return atWardTime(date, opens)
}

/** The end of the quiet span that holds `at`, or null where none does. Spans may go over midnight. */
export function quietUntil(span: { fromClock: string; toClock: string }, at: Date): Date | null {
  const clock = wardClockOf(at)
  const over = span.fromClock > span.toClock
  const within = over
    ? clock >= span.fromClock || clock < span.toClock
    : clock >= span.fromClock && clock < span.toClock
  if (!within) return null
  const date = wardDateOf(at)
  return atWardTime(over && clock >= span.fromClock ? addDays(date, 1) : date, span.toClock)
}
