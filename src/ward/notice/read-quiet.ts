import { strip } from '../../platform/vietnamese/strip.ts'

export type QuietWish = { kind: 'quiet'; fromClock: string; toClock: string }

/** An hour is said as one: "8 giờ", "20h", "8:30", "8 tối". Three days are none. */
const unit = String.raw`(?: ?(?:h|gio)(?: ?(\d{2}|ruoi))?|:(\d{2}))`
const part = String.raw`(?: (sang|trua|chieu|toi|dem|khuya|pm|am))`
const time = String.raw`(\d{1,2})(?:${unit}${part}?|${part})(?! ?\d)`
const bareTime = String.raw`(\d{1,2})${unit}?${part}?`
const span = new RegExp(String.raw`\b(?:tu|from|between) ${bareTime} (?:den|toi|to|and) ${time}`)
const after = new RegExp(String.raw`\b(?:sau|qua|after|from) ${time}`)
const before = new RegExp(String.raw`\b(?:truoc|before) ${time}`)

/** When the morning's notices may begin again for one who only named an evening hour. */
const morning = '07:00'
const evening = '21:00'

type Hour = { hour: number; minute: number; part: string | undefined }

/** The hours in which nobody wishes to be written to; null where none are named. `words`: lower case, single spaces. */
export function readQuiet(words: string): QuietWish | null {
  const plain = strip(words)
  const between = span.exec(plain)
  if (between !== null) return quietBetween(hourOf(between.slice(1, 5)), hourOf(between.slice(5)))
  const late = after.exec(plain)
  if (late !== null) return quiet(inTheEvening(hourOf(late.slice(1))), morning)
  const early = before.exec(plain)
  if (early !== null) return quiet(evening, clockOf(hourOf(early.slice(1))))
  if (/\b(?:ban dem|buoi toi|dem khuya|at night)\b/.test(plain)) return quiet(evening, morning)
  if (/\b(?:gio trua|buoi trua)\b/.test(plain)) return quiet('11:30', '13:30')
  return null
}

/** The parts of a day as they are lived here: when each begins and ends. */
const parts: readonly (readonly [RegExp, from: string, to: string])[] = [
  [/\b(?:sang|morning)\b/, '07:00', '12:00'],
  [/\btrua\b/, '11:00', '14:00'],
  [/\b(?:chieu|afternoon)\b/, '13:00', '18:00'],
  [/\b(?:buoi|ban|vao|vo|luc|in the) (?:toi|evening)\b|\btoi thoi\b/, '18:00', morning],
  [/\bban ngay\b|\bduring the day\b/, morning, '18:00'],
  [/\bgio hanh chinh\b|\bgio lam viec\b|\boffice hours\b/, '07:30', '17:00'],
]

/** "chỉ nhắn buổi sáng": quiet is the rest of the day. Null where no hours are named. `words` as in `readQuiet`. */
export function readOnlyHours(words: string): QuietWish | null {
  const plain = strip(words)
  const between = span.exec(plain)
  const open = between === null ? null : quietBetween(hourOf(between.slice(1, 5)), hourOf(between.slice(5)))
  if (open !== null) return quiet(open.toClock, open.fromClock)
  const [, from, to] = parts.find(([named]) => named.test(plain)) ?? []
  return from === undefined || to === undefined ? null : quiet(to, from)
}

function quiet(fromClock: string | null, toClock: string | null): QuietWish | null {
  return fromClock === null || toClock === null || fromClock === toClock ? null : { kind: 'quiet', fromClock, toClock }
}

/** "từ 1 đến 3 giờ chiều": one part of the day for both. "từ 10 giờ đến 6 giờ sáng" begins the evening before. */
function quietBetween(from: Hour, to: Hour): QuietWish | null {
  const crosses = from.hour > to.hour
  if (from.part === undefined && to.part !== undefined && from.hour <= 12) {
    const isMorning = to.part === 'sang' || to.part === 'am'
    const shared = crosses ? (isMorning ? 'dem' : undefined) : to.part
    return quiet(clockOf({ ...from, part: shared }), clockOf(to))
  }
  const isNoon = from.part === undefined || from.part === 'trua' || from.part === 'sang'
  if (to.part === undefined && isNoon && crosses && from.hour >= 10 && from.hour <= 12 && to.hour <= 5)
    return quiet(clockOf(from), clockOf({ ...to, part: 'chieu' }))
  return quiet(clockOf(from), clockOf(to))
}

function hourOf([hour = '', afterUnit, afterColon, withUnit, alone]: (string | undefined)[]): Hour {
  const minutes = afterUnit ?? afterColon
  return { hour: Number(hour), minute: minutes === 'ruoi' ? 30 : Number(minutes ?? 0), part: withUnit ?? alone }
}

/** Without a part of the day, "sau 8 giờ" means the evening. */
const inTheEvening = (hour: Hour): string | null =>
  clockOf(hour.part === undefined && hour.hour < 12 ? { ...hour, part: 'toi' } : hour)

/** "8 giờ tối" is 20:00, "8 giờ sáng" 08:00, "12 giờ đêm" 00:00, "2 giờ đêm" 02:00. Null where the clock has no such hour. */
function clockOf({ hour, minute, part }: Hour): string | null {
  if (hour > 24 || minute > 59) return null
  const said = hour > 12 ? hour % 24 : hourIn(hour, part)
  return `${String(said).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function hourIn(hour: number, part: string | undefined): number {
  switch (part) {
    case undefined:
      return hour
    case 'sang':
    case 'am':
      return hour % 12
    case 'dem':
    case 'khuya':
      return hour === 12 || hour < 6 ? hour % 12 : hour + 12
    case 'toi':
      return hour === 12 ? 0 : hour + 12
    case 'trua':
      return hour < 5 ? hour + 12 : hour
    default: // chiều, pm
      return hour === 12 ? 12 : hour + 12
  }
}
