import { lunarToSolar } from '../../platform/lunar.ts'
import { isWardDate, wardDate, weekdayOf } from '../../platform/ward-time.ts'
import { block, warn, type TextFinding } from './text-finding.ts'

const weekdayWords = [
  /thứ (?:hai|2)|t2|monday/,
  /thứ (?:ba|3)|t3|tuesday/,
  /thứ (?:tư|4)|t4|wednesday/,
  /thứ (?:năm|5)|t5|thursday/,
  /thứ (?:sáu|6)|t6|friday/,
  /thứ (?:bảy|bẩy|7)|t7|saturday/,
  /chủ nhật|cn|sunday/,
]
/** "Kỳ họp thứ hai", "lần thứ năm": what stands there in order, not a day of the week. */
const counted =
  'kỳ họp(?: \\p{L}+){0,2}|phiên họp|phiên|lần|khóa|khoá|đợt|vòng|quý|nhiệm kỳ|mũi|liều|hiệp|tập|chương|giai đoạn|năm học'
/** "Tòa T2" is a house. */
const housed = 'tòa|toà|nhà|tháp|block|lô|khu|sảnh|căn|chung cư'
const weekday = String.raw`((?<!(?:${counted})\s+)thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?<!(?:${housed})\s+)t[2-7]|cn|chủ nhật|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![\p{L}\d])`
/** After a day: its weekday, unless the weekday begins something else ("thứ Hai hằng tuần", "thứ Hai, 30/11"). */
const weekdayAfter = String.raw`(?:\s*\(${weekday}\)|,?\s+${weekday}(?!\s*(?:hằng|hàng|mỗi|tuần|và|hoặc|đến|tới|[-–&]|[,(]?\s*(?:ngày\s*)?\d|,\s*(?:thứ|chủ|t\d))))?`
const numericDate = String.raw`(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?`
const writtenDate = String.raw`(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?`
const months = 'january|february|march|april|may|june|july|august|september|october|november|december'
const englishDate = String.raw`(\d{1,2}) (${months})(?: (\d{4}))?`
const between = String.raw`[\s,(]*(?:ngày|the)?[\s,]*`
const shapes = [numericDate, writtenDate, englishDate].map((shape) => ({
  isNumeric: shape === numericDate,
  pattern: new RegExp(
    String.raw`(?:(?<![\p{L}])${weekday}${between})?(?<![\d/.-])${shape}(?![\d/-])${weekdayAfter}`,
    'giu'
  ),
}))

/** A lunar day, said as such or by the name of its year. */
const lunarAfter =
  /^\s*(?:nhuận\s*)?(?:năm (?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý) \p{L}+|(?:năm \d{4})?[\s,(]*(?:âm lịch|âl)(?!\p{L}))/iu
const saysDay = /(?:ngày|hôm|sáng|trưa|chiều|tối|đêm)\s+$/iu

/** `dates`: the ward days it can be; none where no calendar has such a day. */
type FoundDate = { quote: string; weekday: string | null; dates: readonly string[] }

/** The days a text names, as far as they are surely days. */
function datesIn(text: string, today: string): FoundDate[] {
  return shapes.flatMap(({ pattern, isNumeric }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [quote, before, d, m, y, inBrackets, after] = match
      const beside = before ?? inBrackets ?? after
      const isLunar = lunarAfter.test(text.slice(match.index + quote.length))
      // "24/7" or "1.5" is a day only where something beside it says so
      const isSaid = isLunar || (/\//.test(quote) && saysDay.test(text.slice(0, match.index)))
      if (isNumeric && y === undefined && beside === undefined && !isSaid) return []
      const month = /^\d+$/.test(m ?? '') ? Number(m) : months.split('|').indexOf((m ?? '').toLowerCase()) + 1
      const dates = isLunar ? lunarDays(Number(d), month, y, today) : solarDays(Number(d), month, y, today)
      return [{ quote, weekday: beside?.toLowerCase() ?? null, dates }]
    })
  )
}

/** A day without a year is the next one that comes, or one of the last ninety days. */
function solarDays(day: number, month: number, year: string | undefined, today: string): string[] {
  const thisYear = Number(today.slice(0, 4))
  const inYear = wardDate(year === undefined ? thisYear : Number(year), month, day)
  if (inYear === null || !isWardDate(inYear)) return []
  if (year !== undefined || Date.parse(today) - Date.parse(inYear) <= 90 * 86_400_000) return [inYear]
  const next = wardDate(thisYear + 1, month, day)
  return next === null ? [] : [next]
}

/** Which lunar year or leap month is meant is rarely said: each that can be. A month's 30th is said also where it has none. */
function lunarDays(day: number, month: number, year: string | undefined, today: string): string[] {
  if (day < 1 || day > 30 || month < 1 || month > 12) return []
  const thisYear = Number(today.slice(0, 4))
  const years = year === undefined ? [thisYear - 1, thisYear, thisYear + 1] : [Number(year)]
  return years.flatMap((one) =>
    [false, true].flatMap((leap) =>
      [day, day - 1].slice(0, day === 30 ? 2 : 1).flatMap((d) => lunarToSolar({ day: d, month, year: one, leap }) ?? [])
    )
  )
}

type Read = { today: string; language: 'vi' | 'en'; isSober: boolean }

/** Days that no calendar has, weekdays that are not that day's, and words that look back only. */
export function dateFindings(text: string, { today, language, isSober }: Read): TextFinding[] {
  const found = datesIn(text, today)
  const wrong = found.flatMap(({ quote, weekday, dates }) => {
    if (dates.length === 0) return [block('no_such_date', quote)]
    if (weekday === null) return []
    const said = weekdayWords.findIndex((word) => word.test(weekday)) + 1
    return dates.some((date) => weekdayOf(date) === said) ? [] : [block('weekday_mismatch', quote)]
  })
  const ahead = found.some(({ dates }) => dates.some((date) => date >= today))
  const last = found.filter(({ dates }) => dates.length > 0).at(-1)
  return language === 'vi' && isSober && last !== undefined && !ahead
    ? [...wrong, warn('date_past', last.quote)]
    : wrong
}
