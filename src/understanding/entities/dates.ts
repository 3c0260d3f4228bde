import { tolerantPattern } from '../../platform/vietnamese/tolerant-pattern.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { addDays, wardDate } from '../../platform/ward-time.ts'
import { cue } from './cues.ts'
import {
  dayByWords,
  dayOfMonth,
  fullYear,
  inYear,
  monthShift,
  nearDay,
  shifted,
  weekdayDate,
} from './date-reckoning.ts'
import { anyLunar, lunarReadings } from './lunar-dates.ts'
import { readSmallNumber, smallNumber } from './numbers.ts'
import { matchesAtCues, matchesOf, type DateReading, type Page } from './page.ts'

type Reader = {
  /** Cues of which at least one stands in the text, each in its turn. */
  needs: number[]
  /** Cues of the word the pattern begins with; without them it is tried everywhere. */
  begins?: number
  pattern: RegExp
  read: (groups: (string | undefined)[], today: string, before: string, after: string) => string | null
}

const unit = '(ngày|hôm|bữa|tuần|tháng|năm)'
const monthTail = '(?: (này|sau|tới|trước|rồi|vừa rồi|qua|ni))?'
const weekTail =
  '(?: (?:của )?(tuần này|tuần ni|tuần sau nữa|tuần tới nữa|tuần sau|tuần tới|tuần trước|tuần rồi|tuần vừa rồi|tuần qua|này|ni|sau|tới|trước|rồi|vừa rồi|vừa qua|qua)>)?'

const figure = cue('figure')
const number = cue('figure', 'count')
const unitWord = cue('day', 'month', 'span')

const readers: Reader[] = [
  {
    needs: [figure],
    begins: cue('day', 'figure'),
    pattern: tolerantPattern('<(?:(?:ngày|hôm) )?(20\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})>', 'y'),
    read: ([, year, month, day]) => wardDate(Number(year), Number(month), Number(day)),
  },
  {
    needs: [figure],
    begins: figure,
    pattern: tolerantPattern('<(\\d{1,2}) ?[-/.] ?(\\d{1,2}) ?[-/.] ?((?:19|20)\\d\\d|\\d\\d)>', 'y'),
    read: ([, day, month, year]) => wardDate(fullYear(year!), Number(month), Number(day)),
  },
  {
    needs: [figure],
    begins: cue('day', 'newDay', 'partOfDay', 'figure'),
    pattern: tolerantPattern(
      '<(?:(ngày|hôm|mùng|mồng|bữa|sáng|trưa|chiều|tối) )?(\\d{1,2})/(\\d{1,2})(?:[ ,]*(?:năm (nay|ngoái|sau|tới|trước|\\d{4})|(sang) năm))?>(?![/\\d])(?! (?:điểm|sao|đường|phố|hẻm|ngõ|kiệt|ngách|số))',
      'y'
    ),
    read: ([, cue, day, month, year, coming], today, before, after) =>
      cue === undefined && (isAddress(before) || (day === '24' && (month === '7' || month === '24')))
        ? null
        : inYear(Number(day), Number(month), year ?? coming, today, looksBack(cue, before, after)),
  },
  {
    needs: [figure, cue('day')],
    begins: cue('day'),
    pattern: tolerantPattern('<ngày (\\d{1,2})[-.](\\d{1,2})>(?![-.\\d])', 'y'),
    read: ([, day, month], today, before, after) =>
      inYear(Number(day), Number(month), undefined, today, looksBack('', before, after)),
  },
  {
    needs: [number, cue('month')],
    begins: cue('day', 'newDay', 'figure', 'count'),
    pattern: tolerantPattern(
      `<(?<!(?:đường|lộ|phố|trường|phường|quận) )(?:(?:ngày|hôm|bữa)(?: mùng| mồng)?|mùng|mồng)? ?(${smallNumber}) ?(?:tháng|thg) ?(\\d{1,2}|giêng|chạp|tư|một|hai|ba|năm|sáu|bảy|tám|chín|mười một|mười hai|mười)>(?! (?:ngày|tháng|năm tháng|lương|sau|trước|nữa))(?:[ ,]*(?:năm (nay|ngoái|sau|tới|trước|\\d{4})|(sang) năm))?`,
      'y'
    ),
    read: ([whole, day, month, year, coming], today, before, after) => {
      const named = /^(?:ngày|ngay|hôm|hom|bữa|bua|mùng|mung|mồng|mong)/.test(whole!)
      const figures = /\d/.test(day!) && !/^(?:một|mot|hai|ba)$/.test(month!)
      if (month === 'sau') return null
      return named || figures
        ? inYear(readSmallNumber(day!), readSmallNumber(month!), year ?? coming, today, looksBack(whole, before, after))
        : null
    },
  },
  {
    needs: [number, cue('month'), cue('day', 'newDay')],
    begins: cue('day', 'newDay'),
    pattern: tolerantPattern(
      `<(?:ngày|hôm|bữa|mùng|mồng)(?: mùng| mồng)? ?(${smallNumber}) tháng (này|sau|tới|trước|rồi|vừa rồi|qua|ni)>`,
      'y'
    ),
    read: ([, day, month], today) => dayOfMonth(readSmallNumber(day!), monthShift(month!), today),
  },
  {
    needs: [unitWord, cue('near', 'tomorrow', 'twoDaysOn')],
    begins: unitWord,
    pattern: tolerantPattern(`<${unit} (kia|kìa|qua|mai|mốt|nay|ni)>`, 'y'),
    read: ([, word, which], today) => nearDay(word!, which!, today),
  },
  {
    needs: [cue('near', 'tomorrow', 'twoDaysOn', 'short', 'partOfDay')],
    begins: cue('short', 'near', 'day', 'partOfDay'),
    pattern: tolerantPattern(
      '<(hnay|hqua|hq|nay|ngày mai|sáng mai|trưa mai|chiều mai|tối mai|đêm mai|mơi|sáng mốt|chiều mốt|tối mốt|sáng nay|trưa nay|chiều nay|tối nay|đêm nay|sáng ni|chiều ni|tối ni|tối qua|đêm qua|chiều qua|sáng qua|khuya qua|đêm hôm)>',
      'y'
    ),
    read: ([, words], today) => dayByWords(words!, today),
  },
  {
    needs: [cue('tomorrow')],
    begins: cue('tomorrow'),
    pattern: tolerantPattern(
      '(?<!(?:cây|cay|đường|duong|hoa|chậu|nhành|phố|pho|chị|cô|bà|em|anh|bác|dì|mẹ|chi|co|ba|thị|thi|ông|ong|tương|tuong|hoa|mỉa|mia|khuyến|khuyen|ngày|ngay|sớm|som) )<(mai)>(?! (?:chí|chi tho|hắc|thúc|xuân|trước cổng|táng|mối|vàng|lan|phương|anh|thị|văn|tang|dịch|mỉa|mốt|này|kia|sau|một))',
      'y'
    ),
    read: ([, word], today) => (word ? addDays(today, 1) : null),
  },
  {
    needs: [cue('twoDaysOn')],
    pattern: tolerantPattern(
      '(?:^|[.,;!?\\n]\\s*|<(?:hẹn|tới|đến|để|mai|hay|hoặc|thì|vào|chờ|là) )(mốt)>(?! (?:này|kia|sau))',
      'g'
    ),
    read: ([, word], today) => (word === 'mốt' ? addDays(today, 2) : null),
  },
  {
    needs: [unitWord, cue('onward')],
    begins: cue('after', 'about', 'figure', 'count', 'middle'),
    pattern: tolerantPattern(
      `<(?:sau |khoảng |độ |còn )*(${smallNumber}|nửa|mấy) ${unit} (?:nữa|tới)>(?! nơi| chỗ| nay)`,
      'y'
    ),
    read: ([, count, word], today) => shifted(count!, word!, 1, today),
  },
  {
    needs: [number, unitWord, cue('after')],
    begins: cue('after'),
    pattern: tolerantPattern(`<(?:sau) (${smallNumber}) ${unit}>(?! (?:làm việc|nữa|mà|rồi|chưa|vẫn))`, 'y'),
    read: ([, count, word], today) => shifted(count!, word!, 1, today),
  },
  {
    needs: [unitWord, cue('before')],
    begins: cue('before', 'about', 'figure', 'count', 'middle'),
    pattern: tolerantPattern(
      `<(cách đây |cach day )?(?:khoảng |hơn |độ )?(${smallNumber}|nửa) ${unit}(?: (trước|hôm trước|về trước))?>`,
      'y'
    ),
    read: ([, ago, count, word, before], today) => ((ago ?? before) ? shifted(count!, word!, -1, today) : null),
  },
  {
    needs: [cue('weekday')],
    begins: cue('weekday'),
    pattern: tolerantPattern(
      `<(?:(thứ|t|thu)(?: |(?=\\d))(\\d|hai|ba|tư|bốn|năm|sáu|bảy|bẩy)|(chủ nhật|cn))>${weekTail}(?! (?:triệu|tr|nghìn|ngàn|k>|đồng|trăm|người|lần|nhân|trưởng|ba>|nhất|phí|nhập|cửa))`,
      'y'
    ),
    read: ([whole, prefix, number, sunday, week], today, before) => {
      const weekday = sunday ? 7 : weekdays[strip(number!)]
      if (
        weekday === undefined ||
        isOrdinal(before, prefix, number, week) ||
        (sunday === 'cn' &&
          whole === 'cn' &&
          /\p{L} $/u.test(before) &&
          !/(?:thứ|hôm|sáng|chiều|tối|này|ngày|bữa|hoặc|và) $/.test(before))
      )
        return null
      return weekdayDate(weekday, week, today)
    },
  },
  {
    needs: [number, cue('day', 'newDay')],
    begins: cue('day', 'newDay'),
    pattern: tolerantPattern(
      `<(?:ngày|hôm|bữa|mùng|mồng|hôm mùng|hôm mồng|ngày mùng|ngày mồng) ?(${smallNumber})${monthTail}>(?! ?(?:lần|bữa|viên|ca>|tiếng|giờ|tháng|/|người|chuyến|cữ|buổi|ngày|âm|tết|\\d|h>|[-.]\\d))`,
      'y'
    ),
    read: ([, day, month], today) =>
      dayOfMonth(readSmallNumber(day!), month && /[^iyn]|nay$/.test(month) ? monthShift(month) : undefined, today),
  },
]

const weekdays: Record<string, number> = {
  2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 7, hai: 1, ba: 2, tu: 3, bon: 3, nam: 4, sau: 5, bay: 6,
} // prettier-ignore

/** Without one of these cues no day is named. */
export const anyDay = readers.reduce((cues, { needs }) => cues | needs[0]!, anyLunar)

/** Takes the first calendar day off the page, as YYYY-MM-DD in the ward's calendar. */
export function takeDate(page: Page, today: string): string | undefined {
  const found: DateReading[] = lunarReadings(page, today)
  for (const { needs, begins, pattern, read } of readers) {
    if (!needs.every(page.has)) continue
    for (const match of begins === undefined ? matchesOf(pattern, page.text) : matchesAtCues(page, begins, pattern)) {
      const date = read(
        [...match],
        today,
        page.text.slice(Math.max(0, match.index - 18), match.index),
        page.text.slice(match.index + match[0].length, match.index + match[0].length + 10)
      )
      if (date !== null) found.push({ start: match.index, end: match.index + match[0].length, date })
    }
  }
  const first = found.sort((a, b) => a.start - b.start || b.end - a.end)[0]
  if (!first) return undefined
  page.take('date', first.start, first.end)
  return first.date
}

/** "hôm 20/11", "đã nộp ngày 12/10", "20/11 vừa rồi". */
function looksBack(cue: string | undefined, before: string, after: string): boolean {
  if (/^(?:hôm|hom|bữa|bua)/.test(cue ?? '') || /^[ ,]*(?:vừa|vua|rồi|roi|qua>)/.test(after)) return true
  return /(?:hôm|hom|bữa|bua|hồi|hoi|từ|tu|nộp|nop|đã|da|vừa|vua|nhận|gửi|gui) (?:ngày |ngay )?$/.test(before)
}

function isAddress(before: string): boolean {
  return /(?:số|so|số nhà|so nha|ngõ|ngo|hẻm|hem|kiệt|kiet|ngách|ngach|nhà|nha|sn|địa chỉ|dia chi|căn|can|lô|lo|thửa|thua|tờ|đ\/c|quốc lộ|ql|đường|duong|phố|cầu|chợ|trường|công viên|chấm|tỷ lệ|được|chiếm|hết|còn|nđ|luật|qđ)[ :]?$/.test(
    before
  )
}

/** "lần thứ hai", "cái thứ 3": an ordinal; "t5" alone is too little to be a Thursday. */
function isOrdinal(
  before: string,
  prefix: string | undefined,
  number: string | undefined,
  week: string | undefined
): boolean {
  if (
    /(?:lần|lan|cái|cai|con|đứa|dua|người|nguoi|vợ|cháu|chau|tầng|tang|năm|điều|khoản|mục|phương án|chọn|chon|việc|viec|ý|câu|cau|loại|bé|do|điểm|bước|vấn đề|nhất|sổ|bộ|bản) $/.test(
      before
    )
  )
    return true
  if (prefix === 't') return week === undefined && !/(?:sáng|chiều|tối|trưa|hôm|sang|chieu|toi|trua|hom) $/.test(before)
  return (
    prefix === 'thu' &&
    !/\d/.test(number ?? '') &&
    week === undefined &&
    !/(?:sang|chieu|toi|trua|hom|ngay|vao|den) $/.test(before)
  )
}
