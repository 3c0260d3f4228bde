import { describe, expect, it } from 'vitest'
import { atWardTime, wardClockOf, wardDateOf } from '../../../src/platform/ward-time.ts'
import { makeCalendar } from '../../../src/ward/calendar/calendar.ts'
import type { CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import {
  atLeastDaysBefore,
  atLeastWorkingDaysBefore,
  dueAfterWorkingDays,
  endOfDays,
  endOfMonths,
} from '../../../src/ward/calendar/deadline.ts'
import { readReference } from '../../support/read-reference.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))
const at = (text: string) => atWardTime(text.slice(0, 10), text.slice(11))
const due = (received: string, n: number, cutOff: boolean) => {
  const { at: instant } = dueAfterWorkingDays(calendar, at(received), n, { cutOff })
  return `${wardDateOf(instant)} ${wardClockOf(instant)}`
}

describe('the due day of a dossier', () => {
  it.each([
    ['a same-day procedure is due at closing', '2026-11-20 08:15', 0, true, '2026-11-20 17:00'],
    ['15:00 sharp still counts for the day', '2026-11-20 15:00', 0, true, '2026-11-20 17:00'],
    ['after 15:00 it is due the next working day', '2026-11-20 15:01', 0, true, '2026-11-23 17:00'],
    ['after 15:00 before the culture day', '2026-11-23 15:30', 0, true, '2026-11-25 17:00'],
    ['without the 15:00 rule it is due the same day', '2026-11-20 16:00', 0, false, '2026-11-20 17:00'],
    ['after closing it is due the next working day', '2026-11-20 18:00', 0, false, '2026-11-23 17:00'],
    ['sent on a Sunday it is due on Monday', '2026-11-22 09:00', 0, true, '2026-11-23 17:00'],
    ['sent on a Sunday afternoon it is still due on Monday', '2026-11-22 16:00', 0, true, '2026-11-23 17:00'],
    ['three days from a Friday, over the culture day', '2026-11-20 09:00', 3, true, '2026-11-26 17:00'],
    ['three days from a late Friday count from Monday', '2026-11-20 15:30', 3, true, '2026-11-27 17:00'],
    ['a late Friday without the rule', '2026-11-20 15:30', 3, false, '2026-11-26 17:00'],
    ['over Tết 2026', '2026-02-12 09:00', 3, true, '2026-02-24 17:00'],
    ['a swap Saturday counts', '2026-08-20 09:00', 2, false, '2026-08-22 17:00'],
    ['received on a swap Saturday', '2026-08-22 09:00', 1, false, '2026-08-24 17:00'],
    ['over Giỗ Tổ, 30/4 and 1/5 2026', '2026-04-24 10:00', 2, true, '2026-04-29 17:00'],
  ])('%s', (_, received, n, cutOff, expected) => {
    expect(due(received, n, cutOff)).toBe(expected)
  })

  it('is provisional when a year without a notice is counted', () => {
    expect(dueAfterWorkingDays(calendar, at('2026-12-29 09:00'), 3).provisional).toBe(true)
    expect(dueAfterWorkingDays(calendar, at('2026-12-29 09:00'), 2).provisional).toBe(false)
  })
})

describe('a period in calendar days', () => {
  it('that ends on a day off ends on the next working day', () => {
    expect(endOfDays(calendar, '2026-11-01', 23).date).toBe('2026-11-25')
    expect(endOfDays(calendar, '2026-11-02', 20).date).toBe('2026-11-23')
    expect(endOfDays(calendar, '2026-10-31', 20).date).toBe('2026-11-20')
    expect(endOfMonths(calendar, '2025-11-30', 3).date).toBe('2026-03-02')
  })

  it('before a day moves to an earlier working day', () => {
    expect(atLeastDaysBefore(calendar, '2026-11-28', 2).date).toBe('2026-11-26')
    expect(atLeastDaysBefore(calendar, '2026-11-26', 2).date).toBe('2026-11-23')
    expect(atLeastDaysBefore(calendar, '2026-09-03', 2).date).toBe('2026-08-28')
    expect(atLeastWorkingDaysBefore(calendar, '2026-12-01', 5).date).toBe('2026-11-23')
  })
})
