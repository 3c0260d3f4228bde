import { countSyllables, readAloud } from './read-aloud.ts'

/**
 * A reader on a street loudspeaker says about 200 syllables a minute, slower than the news, and rests at every full stop.
 * Our own measure, to be set right by ear.
 */
const syllablesPerSecond = 200 / 60
const restSeconds = 0.4

/** A reading is at most a minute: people want short, useful items. */
export const longestReadingSeconds = 60

export type Reading = { text: string; seconds: number; cut: boolean }

/** How long a text takes to be read aloud. */
export function readingSeconds(spoken: string): number {
  const sentences = spoken.split(/[.!?;]+(?:\s|$)|\n+/).filter((part) => part.trim() !== '').length
  return Math.round(countSyllables(spoken) / syllablesPerSecond + sentences * restSeconds)
}

/** `again`: said between two readings of what is urgent, where a minute holds both. */
type Said = { opening: string; title: string; body: string; closing: string; again?: string }

/** What nobody can do without: the hour, the place, what to do, whom to call. An agenda may name hours of its own. */
const needed =
  /^(?!nội dung|thể lệ|thành phần|tài liệu).*(?:\d{1,2} ?(?:giờ|h)(?!\p{L})|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})|^(?:thời gian|địa điểm|nơi |tại |bà con cần|gọi|liên hệ|xin mang|hạn )/iu

/**
 * The reading of a notice: greeting, title, then what a minute holds, then where the rest can be read. Hour, place and
 * what to do are taken first, the agenda fills what is left, point by point; all of it is read in its own order. `cut`:
 * something had to be left out.
 */
export function loudspeakerReading({ opening, title, body, closing, again }: Said): Reading {
  const [first, last] = [readAloud(opening), readAloud(closing)]
  const fits = (lines: readonly string[]): boolean =>
    readingSeconds([first, ...lines, last].join('\n')) <= longestReadingSeconds
  const lines = [sentence(title), ...sentencesOf(body)]
  const taken: string[] = lines.map(() => '')
  let cut = false
  for (const [at, line] of inOrderOfNeed(lines)) {
    const held = shortened(line, at === 0 ? ' ' : '; ').find((shorter) =>
      fits(taken.with(at, readAloud(shorter)).filter(Boolean))
    )
    taken[at] = held === undefined ? '' : readAloud(held)
    cut ||= held !== line
  }
  const once = taken.filter(Boolean)
  const twice = again === undefined ? once : [...once, readAloud(again), ...once]
  const text = [first, ...(fits(twice) ? twice : once), last].join('\n')
  return { text, seconds: readingSeconds(text), cut }
}

/** The title, then what is needed, the short before the long, then the rest as it stands. */
function inOrderOfNeed(lines: readonly string[]): (readonly [number, string])[] {
  const weight = (line: string, at: number): number => (at === 0 ? -1 : needed.test(line) ? line.length : Infinity)
  return lines
    .map((line, at) => ({ at, line, weight: weight(line, at) }))
    .sort((a, b) => (a.weight === b.weight ? a.at - b.at : a.weight - b.weight))
    .map(({ at, line }) => [at, line] as const)
}

/** A sentence, then the same with ever fewer of its parts. */
function shortened(line: string, between: string): string[] {
  const parts = line.split(between)
  return parts.map((_part, at) => sentence(parts.slice(0, parts.length - at).join(between)))
}

const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/** Lines and full stops part sentences; a point inside a number or an abbreviation does not. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}\d])/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(sentence)
