import { tolerantPattern } from '../../platform/vietnamese/tolerant-pattern.ts'
import { readSmallNumber, smallNumber } from './numbers.ts'
import { cue } from './cues.ts'
import { matchesAtCues, type Page } from './page.ts'

const kinds =
  '(?:tổ dân phố|tổ dp|tổ nhân dân|tổ|tdp|khu phố|khu vực|khu dân cư|khu|kp|thôn|ấp|xóm|bản|cụm|(?:neighbou?rhood|residential) group|group|neighbou?rhood|quarter|hamlet)'
/** What is counted after a number ("tổ 5 người"); of a day or an hour only what is no question for one ("tổ 7 ngày nào"). */
const counted = '(?:người|tầng|hộ|thành viên|đồng|triệu|lần|cán bộ|đồng chí|mét|people|of \\d+)>'
const lasting = '(?:ngày|tháng|năm|giờ)>(?! (?:nào|mấy|này|nay|mai|kia|ngoái|\\d))'
const numbered = tolerantPattern(
  `(?<!công )<${kinds}(?: số| sô| no| number)? ?(0?\\d{1,3}[a-d]?|${smallNumber})>(?! (?:${counted}|${lasting}))`,
  'y'
)
/** "ô tô 7 chỗ"; without marks "o to 7" is where one lives, unless the words around it are of a car. */
const carBefore = /(?:ô|(?:xe|chiếc|chiec|lái|lai|đậu|dau|đỗ|do|chạy|chay) o) $/u
const carAfter = /^ (?:chỗ|tấn|tan|bánh|banh|cho(?= ngoi|$))(?!\p{L})/u
const movedTo = tolerantPattern('(?:sang|qua|về|đến|tới|ở) $')
const not = tolerantPattern('(?:không|ko|k) phải (?:(?:sang|qua|về|đến|tới|ở) )?$')
const named =
  /(?<![\p{L}\p{N}])(?:[Tt]ổ dân phố|TDP|[Kk]hu phố|[Kk]hu|KP|[Tt]hôn|[ẤấÂâ]p|[Xx]óm|[Bb]ản) ((?:\p{Lu}\p{Ll}*)(?: \p{Lu}\p{Ll}*){0,3}(?: \d{1,2})?)/uy
const notNames = /^(?:Công|Đô|Tái|Chế|Du|Đất|Nhà|Vực|Phố|Dân)(?![\p{L}])/u

const place = cue('place')
const number = cue('figure', 'count')

/** The neighbourhood named; of several, the one moved to ("từ tổ 7 sang tổ 9" → 9). Reads without taking. */
export function findNeighbourhood(page: Page, normalised: string): string | undefined {
  if (!page.has(place)) return undefined
  const found = (page.has(number) ? matchesAtCues(page, place, numbered) : []).filter(
    (match) => !isOrdinary(page.text, match) && !isName(normalised, match)
  )
  const chosen = found.find(({ index }) => movedTo.test(page.text.slice(Math.max(0, index - 5), index))) ?? found[0]
  if (chosen) {
    const figure = /^0*(\d{1,3}[a-d]?)$/.exec(chosen[1]!)
    return figure ? figure[1]!.toUpperCase() : String(readSmallNumber(chosen[1]!))
  }
  for (const match of matchesAtCues({ cues: page.cues, text: normalised }, place, named)) {
    if (!notNames.test(match[1]!)) return match[1]
  }
  return undefined
}

/** "khu Nam Tiến": a capital where a number word would have none. */
function isName(normalised: string, match: RegExpExecArray): boolean {
  const at = match.index + match[0].length - match[1]!.length
  return /^\p{Lu}\p{Ll}/u.test(normalised.slice(at, at + 2))
}

/** "khu tư nhân", "tổ ba người", "ô tô 7 chỗ": a word or a number that names no neighbourhood. */
function isOrdinary(text: string, match: RegExpExecArray): boolean {
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12)
  const before = text.slice(Math.max(0, match.index - 16), match.index)
  if (not.test(before) || carBefore.test(before)) return true
  if (/o $/.test(before) && carAfter.test(after)) return true
  return /^ (?:nhân|nhan|gia|chân|quản)(?!\p{L})/u.test(after) && !/\d/.test(match[1]!)
}
