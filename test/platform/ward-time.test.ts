import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  atWardTime,
  daysBetween,
  formatClock,
  formatDate,
  formatInstant,
  formatLetterDate,
  formatShortDate,
  formatShortInstant,
  isClock,
  isWardDate,
  wardClockOf,
  wardDate,
  wardDateOf,
  wardTimeZone,
  weekdayOf,
} from '../../src/platform/ward-time.ts'

describe('the ward clock', () => {
  it('turns to the next day at 17:00 UTC', () => {
    expect(wardDateOf(new Date('2026-11-20T16:59:59Z'))).toBe('2026-11-20')
    expect(wardDateOf(new Date('2026-11-20T17:00:00Z'))).toBe('2026-11-21')
    expect(wardClockOf(new Date('2026-11-20T17:00:00Z'))).toBe('00:00')
    expect(wardClockOf(new Date('2026-11-20T01:15:42Z'))).toBe('08:15')
  })

  it('reads a day and a clock time as an instant', () => {
    expect(atWardTime('2026-11-26', '14:30').toISOString()).toBe('2026-11-26T07:30:00.000Z')
    expect(atWardTime('2026-11-26').toISOString()).toBe('2026-11-25T17:00:00.000Z')
  })

  it('agrees with the time zone data of the machine in every month from 1976 to 2040', () => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: wardTimeZone, dateStyle: 'short' })
    for (let month = 0; month < 65 * 12; month++) {
      const at = new Date(Date.UTC(1976, month, 1, 17, 0))
      expect(wardDateOf(at)).toBe(format.format(at))
    }
  })
})

describe('ward days', () => {
  it('are added across months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(daysBetween('2026-11-20', '2026-12-01')).toBe(11)
    expect(daysBetween('2026-11-20', '2026-11-18')).toBe(-2)
  })

  it('stay in the month when months are added', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29')
    expect(addMonths('2026-08-31', 3)).toBe('2026-11-30')
    expect(addMonths('2026-01-15', -2)).toBe('2025-11-15')
  })

  it('begin the week on Monday', () => {
    expect(weekdayOf('2026-11-23')).toBe(1)
    expect(weekdayOf('2026-11-22')).toBe(7)
    expect(weekdayOf('2027-02-06')).toBe(6)
  })

  it('that do not exist are told apart', () => {
    expect(isWardDate('2026-02-29')).toBe(false)
    expect(isWardDate('2028-02-29')).toBe(true)
    expect(isWardDate('2026-13-01')).toBe(false)
    expect(isWardDate('26-11-20')).toBe(false)
    expect(wardDate(2026, 4, 31)).toBeNull()
    expect(wardDate(2026, 4, 30)).toBe('2026-04-30')
    expect([isClock('07:30'), isClock('24:00'), isClock('7:30'), isClock('07:60')]).toEqual([true, false, false, false])
  })
})

describe('the words for a time', () => {
  it('are the ones the ward uses', () => {
    expect(formatInstant(atWardTime('2026-11-26', '14:30'), 'vi')).toBe('14 giờ 30 thứ Năm, 26/11/2026')
    expect(formatInstant(atWardTime('2026-12-06', '08:00'), 'vi')).toBe('08 giờ 00 Chủ nhật, 06/12/2026')
    expect(formatDate('2026-11-23', 'vi')).toBe('thứ Hai, 23/11/2026')
    expect(formatShortInstant(atWardTime('2026-11-20', '08:15'), 'vi')).toBe('08 giờ 15 ngày 20/11/2026')
    expect(formatShortDate('2026-03-05', 'vi')).toBe('05/03/2026')
    expect(formatClock('07:30', 'vi')).toBe('07 giờ 30')
  })

  it('are plain English for those who chose it', () => {
    expect(formatInstant(atWardTime('2026-11-26', '14:30'), 'en')).toBe('14:30 on Thursday, 26 November 2026')
    expect(formatDate('2026-11-23', 'en')).toBe('Monday, 23 November 2026')
    expect(formatShortInstant(atWardTime('2026-11-20', '08:15'), 'en')).toBe('08:15 on 20 November 2026')
  })

  it('in a letter follow the decree on clerical work', () => {
    expect(formatLetterDate('2026-09-05')).toBe('ngày 05 tháng 9 năm 2026')
    expect(formatLetterDate('2026-02-15')).toBe('ngày 15 tháng 02 năm 2026')
    expect(formatLetterDate('2026-11-20')).toBe('ngày 20 tháng 11 năm 2026')
  })
})
