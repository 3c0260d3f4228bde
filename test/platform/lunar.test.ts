import { describe, expect, it } from 'vitest'
import { lunarAnniversary, lunarToSolar, solarToLunar } from '../../src/platform/lunar.ts'

const regular = (day: number, month: number, year: number) => lunarToSolar({ day, month, year, leap: false })

/** Mùng 1 Tết as announced in Viet Nam. */
const tet = `
  1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16
  2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26
  2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05
  2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
  2030-02-02`
  .trim()
  .split(/\s+/)

// columns: year, last day of Chạp before Tết, Tết, rằm tháng Giêng, 10/3, 15/4, 5/5, 15/7, 15/8, 9/9, leap month and its first day
const feasts = [
  '2025 29 01-29 02-12 04-07 05-12 05-31 09-06 10-06 10-29 6 07-25',
  '2026 29 02-17 03-03 04-26 05-31 06-19 08-27 09-25 10-18 - -',
  '2027 29 02-06 02-20 04-16 05-20 06-09 08-16 09-15 10-08 - -',
  '2028 29 01-26 02-09 04-04 05-09 05-28 09-03 10-03 10-26 5 06-23',
  '2029 29 02-13 02-27 04-23 05-27 06-16 08-24 09-22 10-16 - -',
  '2030 29 02-02 02-16 04-12 05-16 06-05 08-13 09-12 10-05 - -',
].map((line) => line.split(' '))

const feastDays: [day: number, month: number][] = [
  [1, 1],
  [15, 1],
  [10, 3],
  [15, 4],
  [5, 5],
  [15, 7],
  [15, 8],
  [9, 9],
]

const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)

describe('the lunar calendar of Viet Nam', () => {
  it.each(tet.map((date) => [date.slice(0, 4), date]))('knows that Tết %s begins on %s', (year, date) => {
    expect(regular(1, 1, Number(year))).toBe(date)
    expect(solarToLunar(date)).toEqual({ day: 1, month: 1, year: Number(year), leap: false })
  })

  it.each(feasts)('knows the feasts of %s', (year, lastOfChap, ...rest) => {
    expect(feastDays.map(([day, month]) => regular(day, month, Number(year)))).toEqual(
      rest.slice(0, 8).map((date) => `${year}-${date}`)
    )
    const eve = solarToLunar(dayBefore(`${year}-${rest[0]}`))
    expect(eve).toEqual({ day: Number(lastOfChap), month: 12, year: Number(year) - 1, leap: false })
  })

  it.each(feasts)('knows whether %s has a leap month, and its first day', (...row) => {
    const [year, leapMonth, firstDay] = [Number(row[0]), row[10], row[11]]
    const leapMonths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((month) => {
      const date = lunarToSolar({ day: 1, month, year, leap: true })
      return date ? [[String(month), date]] : []
    })
    expect(leapMonths).toEqual(leapMonth === '-' ? [] : [[leapMonth, `${year}-${firstDay}`]])
  })

  it('has no 30 Tết from 2025 to 2030: the eve is 29 Chạp', () => {
    for (let year = 2024; year <= 2029; year++) {
      expect(regular(30, 12, year)).toBeNull()
      expect(regular(29, 12, year)).not.toBeNull()
    }
  })

  it('knows the day of the kitchen gods, 23 Chạp', () => {
    expect([2024, 2025, 2026].map((year) => regular(23, 12, year))).toEqual(['2025-01-22', '2026-02-10', '2027-01-30'])
  })

  it('puts the leap eleventh month of 2033 before the turn of the year', () => {
    expect(solarToLunar('2033-12-22')).toEqual({ day: 1, month: 11, year: 2033, leap: true })
    expect(lunarToSolar({ day: 1, month: 11, year: 2033, leap: true })).toBe('2033-12-22')
    expect(solarToLunar('2034-01-20')).toEqual({ day: 1, month: 12, year: 2033, leap: false })
  })

  it('goes there and back for every day from 1930 to 2050', () => {
    for (let at = Date.parse('1930-01-01'); at <= Date.parse('2050-12-31'); at += 86_400_000) {
      const date = new Date(at).toISOString().slice(0, 10)
      const lunar = solarToLunar(date)
      if (lunarToSolar(lunar) !== date) expect.fail(`${date} became ${JSON.stringify(lunar)}`)
    }
  })

  it('has months of 29 or 30 days that follow one another without a gap', () => {
    let previous = solarToLunar('1989-12-31')
    for (let at = Date.parse('1990-01-01'); at <= Date.parse('2040-12-31'); at += 86_400_000) {
      const lunar = solarToLunar(new Date(at).toISOString().slice(0, 10))
      const continues = lunar.day === previous.day + 1 && lunar.month === previous.month && lunar.leap === previous.leap
      const turns = lunar.day === 1 && previous.day >= 29
      if (!continues && !turns) expect.fail(`${JSON.stringify(previous)} was followed by ${JSON.stringify(lunar)}`)
      previous = lunar
    }
  })

  it('gives no date for a year it does not reckon', () => {
    expect(lunarToSolar({ day: 24, month: 12, year: 389, leap: false })).toBeNull()
    expect(lunarToSolar({ day: 24, month: 12, year: 2389, leap: false })).toBeNull()
  })

  it('gives no date for a day or month that does not exist', () => {
    expect(lunarToSolar({ day: 1, month: 6, year: 2026, leap: true })).toBeNull()
    expect(regular(31, 1, 2026)).toBeNull()
    expect(regular(0, 1, 2026)).toBeNull()
    expect(regular(1, 13, 2026)).toBeNull()
  })
})

describe('a lunar anniversary', () => {
  it('is kept once in a year with a leap month, in the regular month', () => {
    expect(lunarAnniversary({ day: 3, month: 6 }, 2025)).toBe(regular(3, 6, 2025))
    expect(lunarAnniversary({ day: 3, month: 6 }, 2025)).toBe('2025-06-27')
  })

  it('of a 30th is kept on the 29th where the month has no 30th', () => {
    expect(lunarAnniversary({ day: 30, month: 12 }, 2025)).toBe('2026-02-16')
    expect(lunarAnniversary({ day: 30, month: 12 }, 2023)).toBe('2024-02-09')
  })

  it('on a day that no lunar month has is not kept at all', () => {
    expect(lunarAnniversary({ day: 31, month: 1 }, 2026)).toBeNull()
  })
})
