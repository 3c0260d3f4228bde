import { tolerantPattern } from '../../platform/vietnamese/tolerant-pattern.ts'
import { readSmallNumber, smallNumber } from './numbers.ts'
import { cue } from './cues.ts'
import { matchesAtCues, matchesOf, type Page } from './page.ts'

/** Without marks "toi" is also "I": "8h toi len nop". */
const part = '(sáng|trưa|chiều|tối(?! len| den| ghe| co>| se>| xin| moi| muon| nop| lay| gap| di>| ra>| ve>)|đêm|khuya)'
const hourMark = '(?:h|g|giờ|gio)'
const hoursAndMinutes = tolerantPattern(
  `<(${smallNumber})(?: |(?<=\\d))${hourMark}(?: ?(?:(kém) )?(\\d{1,2}|${smallNumber})(?! ?(?:ngày|tháng|giờ|h>|người|lần|hộ|tổ))(?: ?(?:phút|p)>)?| ?(rưỡi))?(?: ?(?:p|phút))?>(?! đồng hồ| làm việc| liền)(?:,? (?:buổi |giờ )?${part}>)?`,
  'y'
)
const clock = tolerantPattern(`<([01]?\\d|2[0-3]):([0-5]\\d)(?::[0-5]\\d)?>(?: ?(?:buổi )?${part}>)?`, 'y')
const spoken = tolerantPattern(`<(${smallNumber})(?: (rưỡi)| (kém) (${smallNumber})(?: phút)?) ${part}>`, 'y')
const spokenBare = tolerantPattern(
  `(?<=<(?:lúc|tầm|khoảng|hồi|từ|mai|mốt|nay|kia|${part}) )(${smallNumber}) (?:(rưỡi)|(kém) (${smallNumber}))>`,
  'y'
)
const midnight = tolerantPattern('<nửa đêm>', 'y')
const duration = tolerantPattern(
  '<(?:chờ|đợi|mất|trong|suốt|hơn|gần|tận|cả|ngồi|sau|thêm|vòng|cách đây|những|tới)(?: tận| hơn| gần| cả)? $'
)
const partBefore = tolerantPattern(`<${part}>`, 'g')

type Reading = { match: RegExpExecArray; hour: number; minute: number; part: string | undefined }

const figure = cue('figure')
const number = cue('figure', 'count')
const anyTime = cue('hour', 'figure', 'half', 'middle')

/** Takes the first time of day off the page, as HH:MM. A length of time ("chờ 3 giờ") is none. */
export function takeTime(page: Page): string | undefined {
  if (!page.has(anyTime)) return undefined
  const first = readings(page).sort((a, b) => a.match.index - b.match.index)[0]
  if (!first) return undefined
  const { match } = first
  const daypart = first.part ?? lastPartBefore(page.text, match.index)
  page.take('time', match.index, match.index + match[0].length)
  const minutes = ((onTheDay(first.hour, daypart) * 60 + first.minute + 1440) % 1440) | 0
  return `${String((minutes / 60) | 0).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function readings(page: Page): Reading[] {
  const { text } = page
  const matches = (pattern: RegExp, wanted: number, begins = number): RegExpExecArray[] =>
    page.has(wanted) ? matchesAtCues(page, begins, pattern) : []
  const found: Reading[] = []
  for (const match of matches(hoursAndMinutes, cue('hour'))) {
    const [, hours, less, minutes, half, daypart] = match
    if (isDuration(text, match, daypart ?? minutes ?? half)) continue
    const minute = half ? 30 : minutes ? readSmallNumber(minutes) : 0
    found.push({ match, hour: readSmallNumber(hours!), minute: less ? -minute : minute, part: daypart })
  }
  for (const match of matches(clock, figure, figure)) {
    found.push({ match, hour: Number(match[1]), minute: Number(match[2]), part: match[3] })
  }
  for (const match of matches(spoken, cue('half'))) {
    const minute = match[2] ? 30 : -readSmallNumber(match[4]!)
    found.push({ match, hour: readSmallNumber(match[1]!), minute, part: match[5] })
  }
  for (const match of matches(spokenBare, cue('half'))) {
    const minute = match[3] ? 30 : -readSmallNumber(match[5]!)
    found.push({ match, hour: readSmallNumber(match[2]!), minute, part: match[1] })
  }
  for (const match of matches(midnight, cue('middle'), cue('middle')))
    found.push({ match, hour: 0, minute: 0, part: undefined })
  return found.filter(({ hour, minute }) => hour <= 24 && minute < 60)
}

function isDuration(text: string, match: RegExpExecArray, detail: string | undefined): boolean {
  return detail === undefined && duration.test(text.slice(Math.max(0, match.index - 16), match.index))
}

/** "tối mai 7h30": the part of the day was said before. */
function lastPartBefore(text: string, at: number): string | undefined {
  const before = text
    .slice(Math.max(0, at - 28), at)
    .split(/[.!?\n]/)
    .at(-1)!
  return matchesOf(partBefore, before).at(-1)?.[1]
}

function onTheDay(hour: number, daypart: string | undefined): number {
  if (daypart === undefined || hour > 12) return hour % 24
  if (/^s/.test(daypart)) return hour
  if (/^tr/.test(daypart)) return hour < 10 ? hour + 12 : hour
  if (/^ch/.test(daypart)) return hour === 12 ? 12 : hour + 12
  if (/^t/.test(daypart)) return hour === 12 ? 0 : hour >= 4 ? hour + 12 : hour
  return hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour
}
