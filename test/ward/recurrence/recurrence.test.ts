import { describe, expect, it } from 'vitest'
import { makeCalendar, type CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import { isPossible, nextOccurrence, type Recurrence, type Shift } from '../../../src/ward/recurrence/recurrence.ts'
import { readReference } from '../../support/read-reference.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))

describe('a recurrence', () => {
  it.each<[string, Recurrence, string, Shift, string | null]>([
    ['once', { kind: 'once', date: '2026-12-01' }, '2026-11-25', 'stays', '2026-12-01'],
    ['once, and that was yesterday', { kind: 'once', date: '2026-11-24' }, '2026-11-25', 'stays', null],
    ['every Thursday', { kind: 'weekly', weekdays: [4] }, '2026-11-27', 'stays', '2026-12-03'],
    ['the 31st, in a month without one', { kind: 'monthly', day: 31 }, '2026-11-02', 'stays', '2026-11-30'],
    ['a monthly day off moves on', { kind: 'monthly', day: 24 }, '2026-11-20', 'later', '2026-11-25'],
    ['a monthly day off moves back', { kind: 'monthly', day: 24 }, '2026-11-20', 'earlier', '2026-11-23'],
    ['the 18th of November each year', { kind: 'yearly', month: 11, day: 18 }, '2026-11-19', 'stays', '2027-11-18'],
    ['the fifth working day of a month', { kind: 'working_day', nth: 5 }, '2026-12-01', 'stays', '2026-12-07'],
    ['the last working day of a month', { kind: 'working_day', nth: -1 }, '2026-12-01', 'stays', '2026-12-31'],
    ['the full moon of each lunar month', { kind: 'lunar', day: 15 }, '2026-11-25', 'stays', '2026-12-23'],
    ['Trung thu', { kind: 'lunar', day: 15, month: 8 }, '2026-11-25', 'stays', '2027-09-15'],
    [
      'the eve of Tết, where Chạp has no 30th',
      { kind: 'lunar', day: 30, month: 12 },
      '2026-11-25',
      'stays',
      '2027-02-05',
    ],
  ])('%s', (_, recurrence, from, shift, expected) => {
    expect(nextOccurrence(recurrence, from, calendar, shift)).toBe(expected)
  })

  it.each<[Recurrence, boolean]>([
    [{ kind: 'once', date: '2026-02-30' }, false],
    [{ kind: 'weekly', weekdays: [] }, false],
    [{ kind: 'lunar', day: 31 }, false],
    [{ kind: 'working_day', nth: 0 }, false],
    [{ kind: 'working_day', nth: -1 }, true],
  ])('that can never happen is known: %o', (recurrence, possible) => {
    expect(isPossible(recurrence)).toBe(possible)
  })
})
