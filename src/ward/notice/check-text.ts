import { isWardDate, wardDate, weekdayOf } from '../../platform/ward-time.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { isSober, type DraftKind } from './notice-kind.ts'

/** A notice with a finding that blocks is not submitted; a warning is shown and has to be read. */
export type TextRule =
  | 'weekday_mismatch'
  | 'no_such_date'
  | 'date_past'
  | 'missing_marks'
  | 'abolished_level'
  | 'abolished_place'
  | 'citizen_id'
  | 'private_phone'
  | 'home_address'
  | 'asks_money'
  | 'votes_in_chat'
  | 'too_long'
  | 'long'
  | 'all_capitals'
  | 'familiar'
  | 'emoji'
  | 'unfilled'
  | 'hidden_link'
  | 'empty'

export type TextFinding = { rule: TextRule; level: 'block' | 'warn'; quote: string }

/** `publicPhones`: numbers the ward itself publishes, in any writing. `today`: a ward day. */
export type CheckedText = {
  kind: DraftKind
  title: string
  body: string
  language: 'vi' | 'en'
  today: string
  publicPhones?: readonly string[]
}

/** Zalo takes 2,000 characters in a message; a reader on a phone about a hundred words. */
const mostCharacters = 2_000
const mostWords = 120

/** What must be mended, and what should be looked at again, before a notice goes to many. */
export function checkText(text: CheckedText): TextFinding[] {
  const whole = `${text.title}\n${text.body}`.normalize('NFC')
  const findings = [
    ...emptyFindings(text),
    ...dateFindings(whole, text),
    ...(text.language === 'vi' ? [...markFindings(text), ...levelFindings(whole), ...familiarFindings(whole)] : []),
    ...personFindings(whole, text.publicPhones ?? []),
    ...moneyFindings(whole),
    ...(text.kind === 'election' ? votingFindings(whole) : []),
    ...lengthFindings(text),
    ...loudFindings(text, whole),
    ...leftoverFindings(whole),
  ]
  const seen = new Set<string>()
  return findings.filter(({ rule, quote }) => !seen.has(`${rule} ${quote}`) && seen.add(`${rule} ${quote}`))
}

export const isBlocked = (findings: readonly TextFinding[]): boolean => findings.some(({ level }) => level === 'block')

const block = (rule: TextRule, quote: string): TextFinding => ({ rule, level: 'block', quote: quote.trim() })
const warn = (rule: TextRule, quote: string): TextFinding => ({ rule, level: 'warn', quote: quote.trim() })

const emptyFindings = ({ title, body }: CheckedText): TextFinding[] => [
  ...(title.trim() === '' ? [block('empty', '')] : []),
  ...(body.trim() === '' ? [block('empty', '')] : []),
]

// ── days ──

const weekdayWords = [
  /thứ (?:hai|2)|monday/,
  /thứ (?:ba|3)|tuesday/,
  /thứ (?:tư|4)|wednesday/,
  /thứ (?:năm|5)|thursday/,
  /thứ (?:sáu|6)|friday/,
  /thứ (?:bảy|bẩy|7)|saturday/,
  /chủ nhật|sunday/,
]
const weekday = '(thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'
const numericDate = String.raw`(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?`
const writtenDate = String.raw`(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?`
const months = 'january|february|march|april|may|june|july|august|september|october|november|december'
const englishDate = String.raw`(\d{1,2}) (${months})(?: (\d{4}))?`
const between = String.raw`[\s,(]*(?:ngày|the)?[\s,]*`

type FoundDate = { quote: string; weekday: string | null; date: string | null; at: number }

function datesIn(text: string, today: string): FoundDate[] {
  const found: FoundDate[] = []
  for (const shape of [numericDate, writtenDate, englishDate]) {
    const pattern = new RegExp(
      String.raw`(?:(?<![\p{L}])${weekday}${between})?(?<![\d/.-])${shape}(?![\d/-])(?:\s*\(${weekday}\))?`,
      'giu'
    )
    for (const match of text.matchAll(pattern)) {
      const [quote, before, d, m, y, after] = match
      if (isNumberRather(quote, before ?? after, y, shape)) continue
      const monthNumber = /^\d+$/.test(m ?? '') ? Number(m) : months.split('|').indexOf((m ?? '').toLowerCase()) + 1
      found.push({
        quote,
        weekday: (before ?? after)?.toLowerCase() ?? null,
        date: readDate(Number(d), monthNumber, y, today),
        at: match.index,
      })
    }
  }
  return found
}

/** "24/7" or "1.5" is a day only where a weekday stands beside it or a year follows. */
const isNumberRather = (_quote: string, weekdayBeside: string | undefined, year: string | undefined, shape: string) =>
  shape === numericDate && year === undefined && weekdayBeside === undefined

/** A day without a year is the next one that comes, or one of the last ninety days. */
function readDate(day: number, month: number, year: string | undefined, today: string): string | null {
  if (year !== undefined) return wardDate(Number(year), month, day)
  const thisYear = Number(today.slice(0, 4))
  const candidate = wardDate(thisYear, month, day)
  if (candidate === null || candidate >= today) return candidate
  const next = wardDate(thisYear + 1, month, day)
  const isLongAgo = Date.parse(today) - Date.parse(candidate) > 90 * 86_400_000
  return isLongAgo ? next : candidate
}

function dateFindings(text: string, { today, kind, language }: CheckedText): TextFinding[] {
  const dates = datesIn(text, today)
  const findings: TextFinding[] = []
  for (const { quote, weekday, date } of dates) {
    if (date === null || !isWardDate(date)) findings.push(block('no_such_date', quote))
    else if (weekday !== null && weekdayWords.findIndex((word) => word.test(weekday)) + 1 !== weekdayOf(date))
      findings.push(block('weekday_mismatch', quote))
  }
  const ahead = dates.some(({ date }) => date !== null && date >= today)
  const last = dates.at(-1)
  if (language === 'vi' && isSober(kind) && last !== undefined && !ahead) findings.push(warn('date_past', last.quote))
  return findings
}

// ── Vietnamese that lost its marks ──

const isMarked = (word: string): boolean => strip(word) !== word.toLowerCase()
const wordsOf = (text: string): string[] => text.match(/\p{L}+/gu)?.filter((word) => word.length > 1) ?? []

/** About seven of ten written syllables carry a mark; a sentence of six without any has lost them. */
function markFindings({ title, body }: CheckedText): TextFinding[] {
  return [title, ...body.split(/\n+|(?<=[.!?;])\s+/u)].flatMap((sentence) => {
    const words = wordsOf(sentence.replace(/https?:\S+|\{\{.*?\}\}/g, ' '))
    const marked = words.filter(isMarked).length
    const lost = (words.length >= 4 && marked === 0) || (words.length >= 10 && marked / words.length < 0.2)
    return lost ? [block('missing_marks', sentence.slice(0, 60))] : []
  })
}

// ── levels that are gone since 1/7/2025 (Luật 72/2025) ──

const bodies =
  'ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|ubmttq|mttq|công an|đảng ủy|đảng uỷ|tòa án nhân dân|viện kiểm sát nhân dân|chi cục thuế|bhxh|bảo hiểm xã hội|trung tâm y tế|phòng giáo dục(?: và đào tạo)?|phòng tư pháp|phòng nội vụ'
const levels = 'quận|huyện|thị xã'

function levelFindings(text: string): TextFinding[] {
  const bodyOf = new RegExp(
    String.raw`(?<!\p{L})(?:(?:${bodies}) (?:${levels})|quận [uủ][yỷ]|huyện [uủ][yỷ]|quận ủy|huyện ủy|quận uỷ|huyện uỷ|thị ủy|thị uỷ)(?!\p{L})`,
    'giu'
  )
  const blocked = [...text.matchAll(bodyOf)].map(([quote]) => block('abolished_level', quote))
  const place = /(?<!\p{L})(?:quận|huyện|thị xã|Quận|Huyện|Thị xã) (?:\p{Lu}\p{L}*|\d{1,2})(?: \p{Lu}\p{L}*){0,2}/gu
  const places = [...text.matchAll(place)].map(([quote]) => warn('abolished_place', quote))
  return [...blocked, ...(blocked.length > 0 ? [] : places)]
}

// ── persons ──

const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^84/, '0')
const phone = /(?<![\d])(?:\+?84 ?|0)[35789](?:[ .-]?\d){8}(?!\d)/g
const idNumber = /(?<!\d)0\d{2}[ .]?\d{3}[ .]?\d{6}(?!\d)/g
const namedId = /(?:cccd|căn cước|cmnd|chứng minh nhân dân)(?:[^\d\n]{0,20})(\d{9,12})/giu
const person = String.raw`(?:ông|bà|anh|chị|cụ|cháu|em|Ông|Bà|Anh|Chị|Cụ|Cháu|Em) \p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,4}`
const house = String.raw`(?:số nhà|nhà số|nhà|địa chỉ|trú tại|ngụ tại|ở)[^\n.;]{0,12}?\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*`

function personFindings(text: string, publicPhones: readonly string[]): TextFinding[] {
  const published = new Set(publicPhones.map(digitsOf))
  const ids = [...text.matchAll(idNumber), ...text.matchAll(namedId)].map(([quote]) =>
    block('citizen_id', masked(quote))
  )
  const phones = [...text.matchAll(phone)]
    .filter(([quote]) => !published.has(digitsOf(quote)))
    .map(([quote]) => warn('private_phone', quote))
  const homes = new RegExp(String.raw`${person}[^.\n;]{0,40}?(?<!\p{L})${house}`, 'gu')
  return [...ids, ...phones, ...[...text.matchAll(homes)].map(([quote]) => block('home_address', quote))]
}

/** An identity number is not repeated on a page that others read. */
const masked = (text: string): string => text.replace(/\d(?=(?:\D*\d){3})/g, '•')

/** The ward never takes money by message: whoever asks for it in its name is a fraud, so it must not look like one. */
function moneyFindings(text: string): TextFinding[] {
  const asking = /(?<!\p{L})(?:chuyển khoản|số tài khoản|stk|bank transfer|account number)(?!\p{L})/giu
  return [...text.matchAll(asking)]
    .filter(({ index }) => !isDenied(text, index))
    .map(([quote]) => block('asks_money', quote))
}

/** Nobody is elected by message (NĐ 59/2023 Đ5): a notice must not sound as if. */
function votingFindings(text: string): TextFinding[] {
  const voting =
    /(?<!\p{L})(?:bỏ phiếu|bầu|bình chọn|biểu quyết|vote)(?:(?!bỏ phiếu|bầu|bình chọn|biểu quyết|vote)[^.\n]){0,30}(?:qua|trên|by|on|via) (?:tin nhắn|zalo|telegram|mạng|message|chat)/giu
  return [...text.matchAll(voting)]
    .filter(({ index }) => !isDenied(text, index))
    .map(([quote]) => block('votes_in_chat', quote))
}

const isDenied = (text: string, at: number): boolean =>
  /(?:không|đừng|chưa|never|not|no|nobody|cannot)(?:\s+\p{L}+){0,4}\s*$/iu.test(text.slice(Math.max(0, at - 40), at))

// ── manner ──

function lengthFindings({ body }: CheckedText): TextFinding[] {
  if (body.length > mostCharacters) return [block('too_long', String(body.length))]
  const words = body.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  return words > mostWords ? [warn('long', String(words))] : []
}

const shortForms =
  /^(?:UBND|HĐND|MTTQ|UBMTTQ|TDP|BHYT|BHXH|PCCC|CCCD|THCS|THPT|TTHC|CNXH|VNPT|EVN|QĐ|NĐ|TB|KH|GM|CV|BC|NQ|TP|HCM|AI|VNeID|[IVX]+)$/
const emoji = /\p{Extended_Pictographic}/gu

function loudFindings({ kind, title, body }: CheckedText, whole: string): TextFinding[] {
  const shouting = [title, ...body.split('\n')].filter((line) => {
    const words = wordsOf(line).filter((word) => !shortForms.test(word))
    return words.length >= 3 && words.filter((word) => word === word.toUpperCase()).length / words.length > 0.6
  })
  const pictures = whole.match(emoji) ?? []
  return [
    ...shouting.map((line) => block('all_capitals', line.slice(0, 60))),
    ...(pictures.length > 0 && isSober(kind) ? [block('emoji', pictures.join(' '))] : []),
    ...(pictures.length > 1 && !isSober(kind) ? [warn('emoji', pictures.join(' '))] : []),
  ]
}

function familiarFindings(text: string): TextFinding[] {
  const familiar = /(?<!\p{L})(?<!tình )(?:các )?bạn(?! bè| đời| đọc| hàng)(?!\p{L})/giu
  return [...text.matchAll(familiar)].map(([quote]) => block('familiar', quote))
}

function leftoverFindings(text: string): TextFinding[] {
  const blanks =
    /\{\{(?!\s*(?:household|salutation|neighbourhood)\s*\}\}).*?\}\}|(?:\.{4,}|…{2,}|_{3,}|…\/…)|\[(?:điền|ghi|nhập)[^\]]*\]/giu
  // a blank whose name was mistyped stands there as it was typed
  const bracketed = /\[(?!điền|ghi|nhập)[^\]\n]{2,40}\]/giu
  const shortener = /(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|cutt\.ly|is\.gd|s\.id)\/\S*/giu
  return [
    ...[...text.matchAll(blanks)].map(([quote]) => block('unfilled', quote)),
    ...[...text.matchAll(bracketed)].map(([quote]) => warn('unfilled', quote)),
    ...[...text.matchAll(shortener)].map(([quote]) => block('hidden_link', quote)),
  ]
}
