import { describe, expect, it } from 'vitest'
import { makeCalendar } from '../../../src/ward/calendar/calendar.ts'
import type { CalendarDay, DayKind } from '../../../src/ward/calendar/calendar.ts'
import { readReference } from '../../support/read-reference.ts'

const rows = readReference<CalendarDay>('calendar-days.csv')
const calendar = makeCalendar(rows)

const day = (date: string, kind: DayKind): CalendarDay => ({
  date,
  kind,
  name: '',
  source: 'invented',
  confidence: 'MEM',
})
const withTet2027 = (...days: CalendarDay[]) =>
  makeCalendar([...rows.filter((row) => row.date !== '2027-02-06'), ...days, day('2027-09-03', 'S')])

describe('working days of the ward', () => {
  it.each([
    ['2025-01-24', true, 'the Friday before Tết 2025'],
    ['2025-01-27', false, 'Tết 2025'],
    ['2025-01-31', false, 'Tết 2025'],
    ['2025-02-03', true, 'the Monday after Tết 2025'],
    ['2025-04-07', false, 'Giỗ Tổ 2025'],
    ['2025-04-26', true, 'a Saturday worked for 2 May'],
    ['2025-05-02', false, 'a Friday off by swap'],
    ['2025-08-30', false, 'a Saturday'],
    ['2025-09-01', false, 'the day beside Quốc khánh 2025'],
    ['2025-09-02', false, 'Quốc khánh 2025'],
    ['2025-11-24', true, 'a Monday before the culture day became law'],
    ['2026-01-01', false, 'New Year'],
    ['2026-01-02', false, 'a Friday off by swap'],
    ['2026-01-10', true, 'a Saturday worked for 2 January'],
    ['2026-01-17', false, 'an ordinary Saturday'],
    ['2026-02-13', true, 'the Friday before Tết 2026'],
    ['2026-02-16', false, 'Tết 2026, 29 Chạp'],
    ['2026-02-20', false, 'Tết 2026, mùng 4'],
    ['2026-02-23', true, 'the Monday after Tết 2026'],
    ['2026-04-26', false, 'Giỗ Tổ 2026, a Sunday'],
    ['2026-04-27', false, 'the Monday that makes up for Giỗ Tổ'],
    ['2026-04-28', true, 'the Tuesday after it'],
    ['2026-04-30', false, '30 April'],
    ['2026-05-01', false, '1 May'],
    ['2026-08-22', true, 'a Saturday worked for 31 August'],
    ['2026-08-31', false, 'a Monday off by swap'],
    ['2026-09-01', false, 'the day beside Quốc khánh 2026'],
    ['2026-09-03', true, 'the day after Quốc khánh 2026'],
    ['2026-11-24', false, 'the first culture day'],
    ['2026-11-28', false, 'a Saturday: no swap was announced for the culture day'],
    ['2027-01-01', false, 'New Year 2027'],
    ['2027-04-16', false, 'Giỗ Tổ 2027'],
    ['2027-05-03', false, 'the Monday that makes up for Saturday 1 May'],
    ['2027-11-24', false, 'the culture day 2027'],
  ])('%s works: %s (%s)', (date, working) => {
    expect(calendar.isWorkingDay(date)).toBe(working)
  })

  it('of announced years are firm, those of 2027 provisional until its notice comes', () => {
    expect(['2025-06-10', '2026-06-10', '2027-06-10'].map(calendar.isProvisional)).toEqual([false, false, true])
    expect(calendar.addWorkingDays('2026-12-30', 1)).toEqual({ date: '2026-12-31', provisional: false })
    expect(calendar.addWorkingDays('2026-12-31', 1)).toEqual({ date: '2027-01-04', provisional: true })
  })

  it('are counted after the day of receipt', () => {
    expect(calendar.addWorkingDays('2026-11-20', 1).date).toBe('2026-11-23')
    expect(calendar.addWorkingDays('2026-11-20', 2).date).toBe('2026-11-25')
    expect(calendar.addWorkingDays('2026-11-21', 1).date).toBe('2026-11-23')
    expect(calendar.addWorkingDays('2026-02-13', 1).date).toBe('2026-02-23')
    expect(calendar.addWorkingDays('2026-04-24', 3).date).toBe('2026-05-04')
    expect(calendar.addWorkingDays('2026-08-21', 1).date).toBe('2026-08-22')
  })

  it('are counted backwards for duties before a day', () => {
    expect(calendar.addWorkingDays('2026-11-25', -1).date).toBe('2026-11-23')
    expect(calendar.addWorkingDays('2026-09-03', -1).date).toBe('2026-08-28')
    expect(calendar.addWorkingDays('2026-11-22', 0).date).toBe('2026-11-23')
    expect(calendar.addWorkingDays('2026-11-23', 0).date).toBe('2026-11-23')
  })

  it('between two days leave out the first and count the last', () => {
    expect(calendar.workingDaysBetween('2026-11-12', '2026-11-24').days).toBe(7)
    expect(calendar.workingDaysBetween('2026-11-21', '2026-11-23').days).toBe(1)
    expect(calendar.workingDaysBetween('2026-11-23', '2026-11-23').days).toBe(0)
    expect(calendar.workingDaysBetween('2026-11-25', '2026-11-20').days).toBe(-2)
    expect(calendar.workingDaysBetween('2026-02-13', '2026-02-23').days).toBe(1)
  })
})

describe('a year without a complete notice', () => {
  it('raises an alarm that names what is missing', () => {
    expect(calendar.gaps('2026-11-21')).toEqual([{ year: 2027, missing: ['tet', 'national_day'] }])
    expect(calendar.gaps('2025-11-21')).toEqual([])
    expect(calendar.gaps('2027-10-01')).toEqual([
      { year: 2027, missing: ['tet', 'national_day'] },
      { year: 2028, missing: 'everything' },
    ])
  })

  it('still rests on the fixed and lunar holidays and what law makes up for', () => {
    const off = ['2028-01-01', '2028-01-03', '2028-01-25', '2028-01-26', '2028-01-28', '2028-04-04', '2028-05-01']
    expect(off.filter(calendar.isWorkingDay)).toEqual([])
    // 30 April 2028 is a Sunday and 1 May a Monday, so the make-up day is the Tuesday
    expect([calendar.isWorkingDay('2028-05-02'), calendar.isWorkingDay('2028-05-03')]).toEqual([false, true])
    expect(calendar.dayOf('2028-04-04')).toMatchObject({ provisional: true, name: 'Giỗ Tổ Hùng Vương' })
  })

  it('does not make up for a culture day on a weekend', () => {
    expect(calendar.dayOf('2029-11-24').working).toBe(false)
    expect(calendar.isWorkingDay('2029-11-26')).toBe(true)
  })

  it('becomes firm with one day before and four after Tết, made up on the Wednesday and Thursday', () => {
    const tet = ['05', '06', '07', '08', '09'].map((d) => day(`2027-02-${d}`, 'S'))
    const announced = withTet2027(...tet, day('2027-02-10', 'M'), day('2027-02-11', 'M'))
    expect(announced.addWorkingDays('2027-02-04', 1)).toEqual({ date: '2027-02-12', provisional: false })
    expect(announced.gaps('2027-01-02')).toEqual([{ year: 2028, missing: 'everything' }])
  })

  it('becomes firm with two days before and three after Tết, made up on the Tuesday and Wednesday', () => {
    const tet = ['04', '05', '06', '07', '08'].map((d) => day(`2027-02-${d}`, 'S'))
    const announced = withTet2027(...tet, day('2027-02-09', 'M'), day('2027-02-10', 'M'))
    expect(announced.addWorkingDays('2027-02-03', 1)).toEqual({ date: '2027-02-11', provisional: false })
  })

  it('stays provisional until the ward says that its notice is in', () => {
    const unsaid = makeCalendar(rows, undefined, { announcedYears: new Set([2025]) })
    expect([unsaid.isProvisional('2025-06-10'), unsaid.isProvisional('2026-06-10')]).toEqual([false, true])
    expect(unsaid.gaps('2025-10-01')).toEqual([{ year: 2026, missing: ['notice'] }])
  })

  it('stays provisional when the notice gives four days for Tết', () => {
    const tet = ['05', '06', '07', '08'].map((d) => day(`2027-02-${d}`, 'S'))
    expect(withTet2027(...tet).gaps('2027-01-02')[0]).toEqual({ year: 2027, missing: ['tet'] })
  })
})
