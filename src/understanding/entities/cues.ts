import { strip } from '../../platform/vietnamese/strip.ts'

/**
 * Words without which an entity is not even looked for: most messages hold few of them, and patterns are dear. Typed
 * without marks they count too, whatever else they may mean then.
 */
const words = {
  count: 'một hai ba bốn tư năm sáu bảy bẩy tám chín mười hăm',
  half: 'rưỡi kém',
  middle: 'nửa mấy',
  day: 'ngày hôm bữa',
  newDay: 'mùng mồng',
  month: 'tháng thg',
  span: 'tuần năm',
  tomorrow: 'mai',
  twoDaysOn: 'mốt',
  near: 'kia kìa qua nay ni',
  short: 'hnay hqua hq mơi',
  partOfDay: 'sáng trưa chiều tối đêm khuya',
  weekday: 'thứ t cn chủ',
  onward: 'nữa tới',
  after: 'sau',
  before: 'trước cách',
  about: 'khoảng độ hơn còn',
  lunar: 'âm âl ta',
  lunarMonth: 'giêng chạp',
  newYear: 'tết giao',
  fullMoon: 'rằm',
  feast: 'trung vu giỗ đoan táo',
  hour: 'h g giờ',
  scale: 'trăm nghìn ngàn triệu tr củ tỷ tỉ',
  place: 'tổ tdp khu kp thôn ấp âp xóm bản cụm group neighbourhood neighborhood residential quarter hamlet',
} as const

export type Cue = keyof typeof words | 'figure'

const bitOf = Object.fromEntries(['figure', ...Object.keys(words)].map((name, at) => [name, 1 << at])) as Record<
  Cue,
  number
>
const table = bitsByWord()
const wordLike = /[\p{L}\p{N}]+/gu
const letters = /\p{L}+/gu
const digit = /\p{N}/u
/** Below this only the Latin letters, of which all but × and ÷ are ones from À on; above it, those of Vietnamese. */
const latinEnd = 0x250
const [vietnameseStart, vietnameseEnd] = [0x1ea0, 0x1ef9]

/** Words with cues, in order: where each begins, and its cues; `all` are those of the whole text. */
export type Cues = { all: number; places: number[]; bits: number[] }

/** The cues in a text, lower case and with folded tone placement. */
export function cuesIn(text: string): Cues {
  const cues: Cues = { all: 0, places: [], bits: [] }
  let from = 0
  let figures = false
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 32
    const isDigit = code >= 48 && code <= 57
    if (isDigit) figures = true
    if (isDigit || (code >= 97 && code <= 122)) continue
    if (code >= 0xc0 && code !== 0xd7 && code !== 0xf7) {
      if (code < latinEnd || (code >= vietnameseStart && code <= vietnameseEnd)) continue
      return cuesOfWords(text)
    }
    if (code >= 0x80 || (code >= 65 && code <= 90)) return cuesOfWords(text)
    if (at > from) {
      const word = text.slice(from, at)
      note(cues, from, figures ? cuesOfFigures(word) : (table.get(word) ?? 0))
    }
    from = at + 1
    figures = false
  }
  return cues
}

/** The same for texts with signs of other scripts. */
function cuesOfWords(text: string): Cues {
  const cues: Cues = { all: 0, places: [], bits: [] }
  for (const { 0: word, index } of text.matchAll(wordLike))
    note(cues, index, digit.test(word) ? cuesOfFigures(word) : (table.get(word) ?? 0))
  return cues
}

function note(cues: Cues, place: number, bits: number): void {
  if (bits === 0) return
  cues.all |= bits
  cues.places.push(place)
  cues.bits.push(bits)
}

/** "9h", "t5", "tổ12": what stands beside the figures counts too. */
function cuesOfFigures(word: string): number {
  return (word.match(letters) ?? []).reduce((cues, piece) => cues | (table.get(piece) ?? 0), bitOf.figure)
}

/** Any of these cues, as one number. */
export function cue(...names: Cue[]): number {
  return names.reduce((bits, name) => bits | bitOf[name], 0)
}

function bitsByWord(): Map<string, number> {
  const bits = new Map<string, number>()
  for (const [name, list] of Object.entries(words)) {
    for (const word of list.split(' ')) {
      for (const spelling of [word, strip(word)]) bits.set(spelling, (bits.get(spelling) ?? 0) | bitOf[name as Cue])
    }
  }
  return bits
}
