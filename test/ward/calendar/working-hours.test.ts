import { describe, expect, it } from 'vitest'
import { atWardTime, wardClockOf, wardDateOf } from '../../../src/platform/ward-time.ts'
import { makeCalendar, usualOfficeHours } from '../../../src/ward/calendar/calendar.ts'
import type { CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import {
  addWorkingHours,
  addWorkingHoursPausing,
  isOpen,
  nextOpening,
  workingMinutesBetween,
} from '../../../src/ward/calendar/working-hours.ts'
import { readReference } from '../../support/read-reference.ts'

const rows = readReference<CalendarDay>('calendar-days.csv')
const calendar = makeCalendar(rows)
const saturdays = makeCalendar(rows, { ...usualOfficeHours, saturday: [{ from: '08:00', to: '11:00' }] })

const at = (text: string) => atWardTime(text.slice(0, 10), text.slice(11))
const show = (instant: Date | null | undefined) => instant && `${wardDateOf(instant)} ${wardClockOf(instant)}`

describe('working hours', () => {
  it.each([
    // The intake promise of eight working hours runs over the culture day.
    ['2026-11-23 09:30', 8, '2026-11-25 10:00'],
    ['2026-11-20 08:00', 3.5, '2026-11-20 11:30'],
    ['2026-11-20 08:00', 4, '2026-11-20 14:00'],
    ['2026-11-20 12:00', 1, '2026-11-20 14:30'],
    ['2026-11-20 16:30', 1, '2026-11-23 08:00'],
    ['2026-11-21 22:00', 7.5, '2026-11-23 17:00'],
    ['2026-08-21 16:00', 2, '2026-08-22 08:30'],
    ['2026-02-13 17:00', 0.5, '2026-02-23 08:00'],
  ])('from %s, %d hours end at %s', (from, hours, end) => {
    expect(show(addWorkingHours(calendar, at(from), hours).at)).toBe(end)
  })

  it('are provisional when they run into a year without a notice', () => {
    expect(addWorkingHours(calendar, at('2026-12-31 16:00'), 2).provisional).toBe(true)
    expect(addWorkingHours(calendar, at('2026-12-31 14:00'), 2).provisional).toBe(false)
  })

  it('between two instants leave out lunch, nights and days off', () => {
    expect(workingMinutesBetween(calendar, at('2026-11-20 11:00'), at('2026-11-20 14:00'))).toBe(60)
    expect(workingMinutesBetween(calendar, at('2026-11-20 16:00'), at('2026-11-25 08:00'))).toBe(60 + 450 + 30)
    expect(workingMinutesBetween(calendar, at('2026-11-25 08:00'), at('2026-11-20 16:00'))).toBe(0)
  })

  it('stand still while the ward waits for the citizen', () => {
    const pause = { from: at('2026-11-20 09:00'), to: at('2026-11-25 09:00') }
    expect(show(addWorkingHoursPausing(calendar, at('2026-11-20 08:00'), 4, [pause])?.at)).toBe('2026-11-25 14:00')
  })

  it('have no end while the pause is open', () => {
    const pause = { from: at('2026-11-20 09:00'), to: null }
    expect(addWorkingHoursPausing(calendar, at('2026-11-20 08:00'), 4, [pause])).toBeNull()
  })

  it('are not moved by a pause after they ended', () => {
    const pause = { from: at('2026-11-20 14:30'), to: null }
    expect(show(addWorkingHoursPausing(calendar, at('2026-11-20 08:00'), 4, [pause])?.at)).toBe('2026-11-20 14:00')
  })

  it('count overlapping pauses once', () => {
    const pauses = [
      { from: at('2026-11-20 08:30'), to: at('2026-11-20 10:00') },
      { from: at('2026-11-20 09:00'), to: at('2026-11-20 10:30') },
    ]
    expect(show(addWorkingHoursPausing(calendar, at('2026-11-20 08:00'), 1, pauses)?.at)).toBe('2026-11-20 11:00')
  })

  it('that are empty are refused instead of searched for ever', () => {
    const closed = makeCalendar(rows, { spans: [], receiptCutOff: '15:00' })
    expect(() => addWorkingHours(closed, at('2026-11-20 08:00'), 1)).toThrow(/office hours are empty/)
  })
})

describe('the counter', () => {
  it('is open in office hours of working days', () => {
    const open = ['2026-11-20 07:30', '2026-11-20 16:59', '2026-08-22 09:00'].map(at)
    const closed = ['2026-11-20 07:29', '2026-11-20 11:30', '2026-11-20 17:00', '2026-11-21 09:00', '2026-11-24 09:00']
    expect(open.every((instant) => isOpen(calendar, instant))).toBe(true)
    expect(closed.map(at).some((instant) => isOpen(calendar, instant))).toBe(false)
  })

  it('serves on Saturday where the ward says so, which makes no working day', () => {
    expect(isOpen(saturdays, at('2026-11-21 09:00'))).toBe(true)
    expect(saturdays.isWorkingDay('2026-11-21')).toBe(false)
    expect(show(addWorkingHours(saturdays, at('2026-11-20 16:30'), 1).at)).toBe('2026-11-23 08:00')
  })

  it('says when it opens next', () => {
    expect(show(nextOpening(calendar, at('2026-11-20 12:00')))).toBe('2026-11-20 13:30')
    expect(show(nextOpening(calendar, at('2026-11-23 18:00')))).toBe('2026-11-25 07:30')
    expect(show(nextOpening(saturdays, at('2026-11-20 18:00')))).toBe('2026-11-21 08:00')
    expect(show(nextOpening(calendar, at('2026-11-20 09:00')))).toBe('2026-11-20 09:00')
  })
})
