import { addDays, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import { nextReminder } from './reception.ts'

/** The hour of the morning at which people are reminded the day before. */
const dayBeforeClock = '08:00'

export const dayBeforeOf = (at: Date): Date => atWardTime(addDays(wardDateOf(at), -1), dayBeforeClock)

/** The reminders a fresh booking has before it: who books in the afternoon before is reminded on the day only. */
export function firstReminder(at: Date, now: Date): { reminders: number; nextAt: Date | null } {
  const reminders = dayBeforeOf(at) > now ? 0 : 1
  return { reminders, nextAt: nextReminder(at, reminders, now, dayBeforeOf(at)) }
}
