import { tolerantPattern } from '../../platform/vietnamese/tolerant-pattern.ts'
import { readDigits, readSpokenNumber } from './numbers.ts'
import { cue } from './cues.ts'
import { matchesAtCues, matchesOf, type Page } from './page.ts'

const word = '(?:một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|chục|linh|lẻ|rưỡi)'
const figure = '\\d+(?:[.,]\\d+)*'
const scale = '(?:trăm|nghìn|ngàn|triệu|tr|củ|tỷ|tỉ)'

const counted = '(?:ngày|tháng|năm|quý|tuần|người|hộ|lần|nhà|giờ|cái|suất|cây|đứa|tấm|bộ|mét|m2|tổ|khẩu|bát|tô|xe|chỗ)>'
const thing = '(?:cây|người|dân|lượt|hộ|con|lần|khoai|hành|tỏi|sắn|cà|gừng|nghệ|cải|dong|mì|đậu|người|view|năm|mét)>'

const withScale = tolerantPattern(
  `<(?:(?:nửa|${figure}|${word}(?: ${word})*) ?${scale}(?: ?(?:${figure}|${word}|${scale})>(?! ?${counted}))*)>(?! ?${thing})(?: ?(?:đồng|vnd|vnđ|đ)>)?`,
  'g'
)
const withUnit = tolerantPattern(
  `<(${figure}|\\d{1,3}(?: \\d{3})+) ?(k|đồng|vnd|vnđ|đ|d)>(?!\\p{L})(?! (?:lượt|view|like|follow)>)`,
  'y'
)
const grouped = /(?<![\p{L}\p{N}.,/])\d{1,3}(?:\.\d{3}){2,}(?![\p{L}\p{N}])/uy
const compact =
  /(?<![\p{L}\p{N}])(\d+(?:[.,]\d+)?)(triệu|trieu|tr|k|tỷ|ty|tỉ)(\d{1,3})?(?![\p{L}\p{N}])(?! (?:lượt|luot|view|like|follow))/uy

/** Without marks "ba cu" is a grandmother. */
const oldPerson = /[a-z] ?cu(?![\p{L}\p{N}])/u

const digits = cue('figure')
const scaleWord = cue('scale')
const anyAmount = digits | scaleWord

/** Takes the first amount of money off the page, in whole đồng. */
export function takeAmount(page: Page): number | undefined {
  if (!page.has(anyAmount)) return undefined
  const inFigures = page.has(digits)
  return (
    (inFigures ? takeCompact(page) : undefined) ??
    (page.has(scaleWord) ? takeScaled(page) : undefined) ??
    (inFigures ? takeWithUnit(page) : undefined)
  )
}

/** "2tr5", "500k", "1tỷ2". */
function takeCompact(page: Page): number | undefined {
  for (const match of matchesAtCues(page, digits, compact)) {
    const amount = readSpokenNumber(`${match[1]} ${match[2]} ${match[3] ?? ''}`)
    if (amount !== null && amount >= 1000) return took(page, match, amount)
  }
  return undefined
}

/** "1 triệu rưỡi", "hai trăm nghìn", "2,5 triệu", "nửa triệu". A bare "ba trăm" is money only before "nghìn" or "đồng". */
function takeScaled(page: Page): number | undefined {
  for (const match of matchesOf(withScale, page.text)) {
    if (oldPerson.test(match[0])) continue
    const half = /^(?:nửa|nua) /.test(match[0])
    const text = match[0].replace(/ ?(?:đồng|dong|vnd|vnđ|đ)$/, '').replace(/^(?:nửa|nua) /, '')
    const whole = readSpokenNumber(text)
    if (whole === null) continue
    const amount = half ? whole / 2 : whole
    if (amount >= 1000 || text.length < match[0].length) return took(page, match, amount)
  }
  return undefined
}

/** "24.300.000đ", "50 000 đồng", "24.300.000". */
function takeWithUnit(page: Page): number | undefined {
  for (const match of matchesAtCues(page, digits, withUnit)) {
    const value = readDigits(match[1]!.replace(/ /g, ''))
    const amount = match[2] === 'k' ? value * 1000 : value
    if (amount >= 1000 && (match[2] !== 'k' || !match[0].includes(' '))) return took(page, match, amount)
  }
  for (const match of matchesAtCues(page, digits, grouped)) return took(page, match, readDigits(match[0]))
  return undefined
}

function took(page: Page, match: RegExpExecArray, amount: number): number {
  page.take('amount', match.index, match.index + match[0].length)
  return Math.round(amount)
}
