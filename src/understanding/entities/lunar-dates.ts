import { lunarToSolar, solarToLunar } from '../../platform/lunar.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { tolerantPattern } from '../../platform/vietnamese/tolerant-pattern.ts'
import { addDays } from '../../platform/ward-time.ts'
import { cue } from './cues.ts'
import { matchesAtCues, matchesOf, type DateReading, type Page } from './page.ts'
import { readSmallNumber, smallNumber } from './numbers.ts'

const month = '(giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|\\d{1,2})'
const lunar = '(?:âm lịch|âl|âm|ta)'
const year = '(?: (?:năm )?(nay|ngoái|sau|trước|vừa rồi|vừa qua|rồi|\\d{4})>)?'

type LunarDay = { day: number; month: number }
type Reader = {
  needs: number
  begins?: number
  pattern: RegExp
  read: (groups: (string | undefined)[]) => LunarDay | null
}

const anyDayNumber = cue('day', 'newDay', 'count', 'figure')

const readers: Reader[] = [
  {
    needs: cue('lunar'),
    begins: anyDayNumber,
    pattern: tolerantPattern(
      `<(?:ngày )?(?:mùng|mồng|ngày|hôm)? ?(${smallNumber}) ?(?:tháng|/) ?${month} ${lunar}>${year}`,
      'y'
    ),
    read: ([, day, name]) => ({ day: readSmallNumber(day!), month: monthNumber(name!) }),
  },
  {
    needs: cue('lunarMonth'),
    begins: anyDayNumber,
    pattern: tolerantPattern(
      `<(?:ngày )?(?:mùng|mồng|ngày|hôm)? ?(${smallNumber}) (?:tháng )?(giêng|chạp)>${year}`,
      'y'
    ),
    read: ([, day, name]) => ({ day: readSmallNumber(day!), month: monthNumber(name!) }),
  },
  {
    needs: cue('newDay'),
    begins: cue('day', 'newDay'),
    pattern: tolerantPattern(
      `<(?:ngày )?(?:mùng|mồng) ?(${smallNumber}) (?:tết|tết âm lịch|tết nguyên đán)>${year}`,
      'y'
    ),
    read: ([, day]) => ({ day: readSmallNumber(day!), month: 1 }),
  },
  {
    needs: cue('newYear'),
    begins: cue('count', 'figure', 'newYear'),
    pattern: tolerantPattern(`<(?:(?:ba mươi|30) tết|giao thừa)>${year}`, 'y'),
    read: () => ({ day: 30, month: 12 }),
  },
  {
    needs: cue('newYear'),
    begins: cue('count', 'figure'),
    pattern: tolerantPattern(`<(2\\d|hai \\p{L}+|hăm \\p{L}+) tết>${year}`, 'y'),
    read: ([, day]) => ({ day: readSmallNumber(day!), month: 12 }),
  },
  {
    needs: cue('fullMoon'),
    begins: cue('fullMoon'),
    pattern: tolerantPattern(`<rằm tháng ${month}>(?: ${lunar}>)?${year}`, 'y'),
    read: ([, name]) => ({ day: 15, month: monthNumber(name!) }),
  },
  {
    needs: cue('feast'),
    begins: cue('feast', 'newYear'),
    pattern: tolerantPattern(`<(?:trung thu|tết trung thu)>${year}`, 'y'),
    read: () => ({ day: 15, month: 8 }),
  },
  {
    needs: cue('feast'),
    begins: cue('feast'),
    pattern: tolerantPattern(`<(?:vu lan)>${year}`, 'y'),
    read: () => ({ day: 15, month: 7 }),
  },
  {
    needs: cue('feast'),
    begins: cue('feast'),
    pattern: tolerantPattern(`<(?:giỗ tổ)(?: hùng vương)?>${year}`, 'y'),
    read: () => ({ day: 10, month: 3 }),
  },
  {
    needs: cue('feast'),
    begins: cue('feast'),
    pattern: tolerantPattern(`<(?:đoan ngọ)>${year}`, 'y'),
    read: () => ({ day: 5, month: 5 }),
  },
  {
    needs: cue('feast'),
    pattern: tolerantPattern(`<(?:ông công ông táo|cúng ông táo|đưa ông táo)>${year}`, 'g'),
    read: () => ({ day: 23, month: 12 }),
  },
]
const fullMoon = tolerantPattern('<(?:ngày |hôm |đúng )?rằm>(?: (này|tới|vừa rồi|trước|qua))?(?! tháng)', 'g')

/** Without one of these cues no lunar day is named. */
export const anyLunar = cue('lunar', 'lunarMonth', 'newDay', 'newYear', 'fullMoon', 'feast')

/** Days of the lunar calendar named in the text, each at its coming solar day unless a year is said. */
export function lunarReadings(page: Page, today: string): DateReading[] {
  const found: DateReading[] = []
  if (!page.has(anyLunar)) return found
  for (const { needs, begins, pattern, read } of readers) {
    if (!page.has(needs)) continue
    for (const match of begins === undefined ? matchesOf(pattern, page.text) : matchesAtCues(page, begins, pattern)) {
      const lunarDay = read([...match])
      const date = lunarDay && solarDay(lunarDay, match.at(-1), today)
      if (date) found.push({ start: match.index, end: match.index + match[0].length, date })
    }
  }
  if (!page.has(cue('fullMoon'))) return found
  for (const match of matchesOf(fullMoon, page.text)) {
    const date = nextFullMoon(today, /^(?:vừa|vua|tr|qua)/.test(match[1] ?? ''))
    found.push({ start: match.index, end: match.index + match[0].length, date })
  }
  return found
}

function monthNumber(name: string): number {
  const plain = strip(name)
  return plain === 'gieng' ? 1 : plain === 'chap' ? 12 : readSmallNumber(name)
}

function solarDay({ day, month }: LunarDay, yearWord: string | undefined, today: string): string | null {
  const thisYear = solarToLunar(today).year
  const inYear = (year: number): string | null =>
    lunarToSolar({ day, month, year, leap: false }) ?? lastOfMonth(day, month, year)
  if (yearWord !== undefined && /^\d{4}$/.test(yearWord)) return inYear(Number(yearWord))
  const word = strip(yearWord ?? '')
  if (word === 'nay') return inYear(Number(today.slice(0, 4)))
  if (word === 'ngoai' || word === 'truoc') return inYear(Number(today.slice(0, 4)) - 1)
  if (word === 'sau') return inYear(Number(today.slice(0, 4)) + 1)
  const known = [thisYear - 1, thisYear, thisYear + 1].map(inYear).filter((date) => date !== null)
  if (/^(?:vua|roi)/.test(word)) return known.findLast((date) => date <= today) ?? null
  return known.find((date) => date >= today) ?? null
}

/** "30 Tết" is the 29th of Chạp in a year whose last month has no 30th. */
function lastOfMonth(day: number, month: number, year: number): string | null {
  return day === 30 ? lunarToSolar({ day: 29, month, year, leap: false }) : null
}

function nextFullMoon(today: string, past: boolean): string {
  let date = past ? addDays(today, -1) : today
  for (let step = 0; step < 31 && solarToLunar(date).day !== 15; step += 1) date = addDays(date, past ? -1 : 1)
  return date
}
