import { strip } from '../../platform/vietnamese/strip.ts'
import { addDays, addMonths, daysBetween, wardDate, weekdayOf } from '../../platform/ward-time.ts'
import { readSmallNumber } from './numbers.ts'

export function fullYear(typed: string): number {
  return typed.length === 2 ? 2000 + Number(typed) : Number(typed)
}

/** A day and month without a year is the next such day, unless the words around it look back. */
export function inYear(
  day: number,
  month: number,
  year: string | undefined,
  today: string,
  backwards: boolean
): string | null {
  const thisYear = Number(today.slice(0, 4))
  if (year !== undefined) {
    const wanted = /^\d/.test(year)
      ? Number(year)
      : thisYear + (/^(?:s|t[ớo]i)/.test(year) ? 1 : /^(?:ng|tr)/.test(year) ? -1 : 0)
    return wardDate(wanted, month, day)
  }
  const candidates = [thisYear - 1, thisYear, thisYear + 1]
    .map((each) => wardDate(each, month, day))
    .filter((date) => date !== null)
  return backwards ? nearest(candidates, today) : (candidates.find((date) => date >= today) ?? null)
}

function nearest(dates: string[], today: string): string | null {
  const distance = (date: string): number => Math.abs(daysBetween(today, date))
  return dates.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

export function monthShift(word: string): number {
  const plain = strip(word)
  return plain === 'nay' || plain === 'ni' ? 0 : plain === 'sau' || plain === 'toi' ? 1 : -1
}

export function dayOfMonth(day: number, shift: number | undefined, today: string): string | null {
  const inMonth = (months: number): string | null => {
    const first = addMonths(`${today.slice(0, 7)}-01`, months)
    return wardDate(Number(first.slice(0, 4)), Number(first.slice(5, 7)), day)
  }
  if (shift !== undefined) return inMonth(shift)
  return nearest(
    [inMonth(-1), inMonth(0), inMonth(1)].filter((date) => date !== null),
    today
  )
}

export function nearDay(word: string, which: string, today: string): string | null {
  const past = /^(?:hôm|hom|bữa|bua)/.test(word)
  if (/^(?:tuần|tuan|tháng|thang|năm|nam)/.test(word)) return null
  const plain = strip(which)
  if (plain === 'nay' || plain === 'ni') return past || /^ng/.test(word) ? addDays(today, 0) : null
  if (plain === 'qua') return past ? addDays(today, -1) : null
  if (plain === 'mai') return addDays(today, 1)
  if (plain === 'mot') return which === 'mốt' || word === 'ngay' || word === 'ngày' ? addDays(today, 2) : null
  const far = which === 'kìa' ? 3 : 2
  return addDays(today, past ? -far : far)
}

export function dayByWords(words: string, today: string): string | null {
  const last = strip(words.split(' ').at(-1)!)
  // Without its mark "mơi" is "mới" or "mỗi".
  if (words === 'nay' || words === 'moi') return null
  if (last === 'mai' || last === 'moi') return addDays(today, 1)
  if (last === 'mot') return addDays(today, 2)
  if (last === 'qua' || last === 'hqua' || last === 'hq') return addDays(today, -1)
  return last === 'hom' ? null : today
}

export function shifted(count: string, word: string, direction: 1 | -1, today: string): string | null {
  const plain = strip(word)
  if (strip(count) === 'may') return null
  const half = strip(count) === 'nua'
  const number = half ? 0 : readSmallNumber(count)
  if (plain === 'thang') return half ? addDays(today, 15 * direction) : addMonths(today, number * direction)
  if (plain === 'nam') return half ? addMonths(today, 6 * direction) : addMonths(today, 12 * number * direction)
  if (half) return null
  return addDays(today, number * (plain === 'tuan' ? 7 : 1) * direction)
}

export function weekdayDate(weekday: number, week: string | undefined, today: string): string {
  const monday = addDays(today, 1 - weekdayOf(today))
  const ofThisWeek = addDays(monday, weekday - 1)
  const plain = strip(week ?? '')
  if (/^tuan (?:sau|toi) nua/.test(plain)) return addDays(ofThisWeek, 14)
  if (/^tuan (?:sau|toi)/.test(plain)) return addDays(ofThisWeek, 7)
  if (/^tuan (?:truoc|roi|vua roi|qua)/.test(plain)) return addDays(ofThisWeek, -7)
  if (/^tuan (?:nay|ni)/.test(plain)) return ofThisWeek
  const next = ofThisWeek >= today ? ofThisWeek : addDays(ofThisWeek, 7)
  if (/^(?:sau)/.test(plain)) return addDays(ofThisWeek, 7)
  if (/^(?:toi)/.test(plain)) return next === today ? addDays(next, 7) : next
  if (/^(?:truoc|roi|vua|qua)/.test(plain)) return ofThisWeek < today ? ofThisWeek : addDays(ofThisWeek, -7)
  return next
}
