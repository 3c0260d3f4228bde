import { wardClockOf } from '../platform/ward-time.ts'

/** Between 22:00 and 07:00 of the ward's clock a status message makes no sound where the channel can (domain.md §6.3). */
export function isNight(at: Date): boolean {
  const clock = wardClockOf(at)
  return clock >= '22:00' || clock < '07:00'
}
