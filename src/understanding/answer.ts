import {
  contains,
  indexOfRun,
  isSubsequence,
  isWord,
  longest,
  matchesWhole,
  same,
  sound,
  without,
  wordsOf,
  type Phrases,
  type Word,
} from './answer-words.ts'
import { lexicon } from './lexicon.ts'
import type { Answer, PendingQuestion } from './meaning.ts'

const kinds = [
  'yes',
  'no',
  'fillers',
  'negations',
  'stops',
  'asks',
  'questions',
  'corrections',
  'pointers',
  'last',
] as const
type Of<T> = Record<(typeof kinds)[number], T>
type Lists = Of<string[]> & { numbers: Record<string, number> }
type Known = Of<Phrases> & { numbers: { phrase: Word[]; value: number }[] }

/** An answer is short; anything longer is a new message. */
const longestAnswer = 120
let known: Known | undefined

/**
 * What a short message means as an answer to a pending question: a number, the words of one choice, yes or no, or a
 * correction of the last answer. Null when it is not an answer, or when two choices would fit as well.
 */
export function answerTo(pending: PendingQuestion, text: string): Answer {
  if (text.length > longestAnswer) return null
  known ??= loadLists()
  const all = wordsOf(text)
  const words = all.filter(({ typed }) => typed !== '!' && typed !== '?')
  // "o dau the" is no "ô đầu", the first one
  const asked = all.some(({ typed }) => typed === '?') || contains(words, known.questions)
  if (words.length === 0 || words.length > 14) return null
  const corrected = contains(words, known.corrections)
  const choiceId = asked ? null : choose(pending, corrected ? without(words, known.corrections) : words)
  if (choiceId !== null) return { choiceId }
  return corrected ? { correction: true } : null
}

function choose(pending: PendingQuestion, words: Word[]): string | null {
  const labels = pending.choices.map(({ id, label }) => ({
    id,
    words: wordsOf(label).filter(isWord),
    parts: label.split(/[,;]/).map((part) => wordsOf(part).filter(isWord)),
  }))
  const whole = labels.filter((label) => same(words, label.words))
  const part = whole.length > 0 ? whole : labels.filter(({ parts }) => parts.some((each) => same(trim(words), each)))
  if (part.length === 1) return part[0]!.id
  return byNumber(labels, words) ?? byWords(labels, words) ?? byYesOrNo(labels, words)
}

type Label = { id: string; words: Word[]; parts: Word[][] }

function byNumber(labels: Label[], words: Word[]): string | null {
  const core = trimPointers(words)
  if (core.length === 0) return null
  const value = readNumber(core)
  const numbered = labels.filter((label) => label.words.some(({ plain }) => /^\d+$/.test(plain)))
  if (numbered.length >= 2) {
    return (
      byOwnNumber(numbered, words) ??
      (value !== null && value <= labels.length && isSmallList(numbered) ? (labels[value - 1]?.id ?? null) : null)
    )
  }
  if (value !== null) return labels[value - 1]?.id ?? null
  return matchesWhole(core, known!.last) ? (labels.at(-1)?.id ?? null) : null
}

/** Choices that carry numbers ("Tổ 12", "5 sao") are called by those. */
function byOwnNumber(labels: Label[], words: Word[]): string | null {
  const rest = trim(words)
  const found = labels.filter((label) => {
    const number = label.words.find(({ plain }) => /^\d+$/.test(plain))!
    for (let at = 0; at < rest.length; at += 1) {
      for (let length = Math.min(2, rest.length - at); length > 0; length -= 1) {
        if (readOwnNumber(rest.slice(at, at + length)) !== Number(number.plain)) continue
        const others = [...rest.slice(0, at), ...rest.slice(at + length)]
        if (others.every((word) => label.words.some((each) => sound(word, each)))) return true
      }
    }
    return false
  })
  return found.length === 1 ? found[0]!.id : null
}

function readOwnNumber(words: Word[]): number | null {
  if (words.length === 2 && words[0]!.plain === 'muoi') return 10 + (readNumber(words.slice(1)) ?? Number.NaN)
  return readNumber(words)
}

/** A list place may be meant where no choice has that number: "1" of Tổ 5, Tổ 7, Tổ 12. */
function isSmallList(labels: Label[]): boolean {
  return labels.length <= 4
}

function readNumber(core: Word[]): number | null {
  if (core.length === 1 && /^\d{1,2}$/.test(core[0]!.plain)) return Number(core[0]!.plain)
  return known!.numbers.find(({ phrase }) => same(core, phrase))?.value ?? null
}

/** The one label that holds all the words of the answer, in order and side by side. */
function byWords(labels: Label[], words: Word[]): string | null {
  if (contains(words, known!.asks)) return null
  // a bare no ("thôi", "bỏ đi") that only sounds like a word of a choice ("tôi", "cán bộ") chooses nothing
  const meant = yesOrNo(words) === 'no' ? labels.filter((label) => contains(label.words, known!.no)) : labels
  for (const core of [words, trim(words)]) {
    const scored = meant
      .map(({ id, words: label }) => ({ id, score: overlap(core, label) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
    if (scored.length > 0 && (scored.length === 1 || scored[0]!.score > scored[1]!.score)) return scored[0]!.id
  }
  return null
}

function overlap(said: Word[], label: Word[]): number {
  if (said.length === 0 || negated(said) !== denies(label)) return 0
  // "nhận tin" is the contrary of "Dừng nhận tin", not a part of it
  if (leansTo(label, known!.stops) && !contains(said, known!.stops)) return 0
  const core = inItsOwnStop(said, label)
  for (let from = 0; from + core.length <= label.length; from += 1) {
    if (core.every((word, at) => sound(word, label[from + at]!))) return core.length / label.length
  }
  if (core.length >= 2 && core.length === label.length - 1 && isSubsequence(core, label))
    return core.length / label.length - 0.05
  const inside = label.length >= 2 && core.length <= label.length + 3 && indexOfRun(core, label) >= 0
  return inside ? label.length / core.length : 0
}

/** "ngừng nhận tin" of the label "Dừng nhận tin": a stop is a stop, by whichever word. */
function inItsOwnStop(said: Word[], label: Word[]): Word[] {
  const [own, other] = [longest(label, 0, known!.stops), longest(said, 0, known!.stops)]
  return own > 0 && other > 0 && said.length > other ? [...label.slice(0, own), ...said.slice(other)] : said
}

function byYesOrNo(labels: Label[], words: Word[]): string | null {
  if (contains(words, known!.asks)) return null
  const yes = labels.filter((label) => leansTo(label.words, known!.yes) && !denies(label.words.slice(0, 2)))
  const no = labels.filter((label) => leansTo(label.words, known!.no) && denies(label.words.slice(0, 2)))
  const said = yesOrNo(words)
  if (labels.length === 2 && said === null) return negatedChoice(labels, words)
  const [yesLabel, noLabel] =
    labels.length === 2 ? pair(labels, yes, no) : no.length === 1 ? [denied(yes, no[0]!), no[0]] : []
  if (said === 'yes') return yesLabel?.id ?? null
  return said === 'no' ? (noLabel?.id ?? null) : null
}

/** Of several choices that begin with a yes ("Đồng ý", "Có ý kiến khác") the one that the no takes back. */
function denied(yes: Label[], no: Label): Label | undefined {
  return single(yes) ?? single(yes.filter(({ words }) => indexOfRun(no.words, words) >= 0))
}

/** Of two choices, knowing one of them is knowing the other. */
function pair(labels: Label[], yes: Label[], no: Label[]): [Label | undefined, Label | undefined] {
  const other = (label: Label | undefined): Label | undefined =>
    label ? labels.find((each) => each !== label) : undefined
  const [one, two] = [single(yes), single(no)]
  const byId = labels.find(({ id }) => id === 'yes')
  return byId ? [byId, other(byId)] : [one ?? other(two), two ?? other(one)]
}

/** "đừng dừng": the other choice, said by denying this one. */
function negatedChoice(labels: Label[], words: Word[]): string | null {
  const core = trim(words)
  if (contains(words, known!.asks) || !negated(core.slice(0, 1)) || core.length < 2) return null
  const denied = byWords(labels, core.slice(1))
  return denied === null ? null : (labels.find(({ id }) => id !== denied)?.id ?? null)
}

/** Every word must be one of yes, no or filler; one no is enough to be no. */
function yesOrNo(words: Word[]): 'yes' | 'no' | null {
  let verdict: 'yes' | 'no' | null = null
  for (let at = 0; at < words.length;) {
    const [no, yes, filler] = [
      longest(words, at, known!.no),
      longest(words, at, known!.yes),
      longest(words, at, known!.fillers),
    ]
    const length = Math.max(no, yes, filler)
    if (length === 0) return null
    if (no === length && !(verdict === 'yes' && at + length === words.length && words[at]!.plain === 'khong'))
      verdict = 'no'
    else if (no === length) return null
    else if (yes === length && filler < yes) verdict ??= 'yes'
    else if (yes === length && words.length <= 2) verdict ??= 'yes'
    at += length
  }
  return verdict
}

function loadLists(): Known {
  const lists = lexicon<Lists>('answers')
  const phrases = (list: string[]): Phrases => list.map((phrase) => wordsOf(phrase)).sort((a, b) => b.length - a.length)
  const numbers = Object.entries(lists.numbers).map(([phrase, value]) => ({ phrase: wordsOf(phrase), value }))
  const known = Object.fromEntries(kinds.map((kind) => [kind, phrases(lists[kind])])) as Of<Phrases>
  return { ...known, numbers }
}

function leansTo(words: Word[], list: Phrases): boolean {
  return longest(words, 0, list) > 0
}

function negated(words: Word[]): boolean {
  return contains(words, known!.negations)
}

/** The same of a choice, which is written with its marks: "nội dung" holds no "đừng". */
function denies(label: Word[]): boolean {
  const holds = (phrase: Word[]): boolean => label.some((_, at) => phrase.every(({ typed }, i) => label[at + i]?.typed === typed)) // prettier-ignore
  return known!.negations.some(holds)
}

function single(labels: Label[]): Label | undefined {
  return labels.length === 1 ? labels[0] : undefined
}

/** The words without politeness and padding at both ends. */
function trim(words: Word[]): Word[] {
  let [from, to] = [0, words.length]
  while (from < to && longest(words, from, known!.fillers) > 0) from += longest(words, from, known!.fillers)
  while (to > from && longest(words.slice(0, to), to - 1, known!.fillers) > 0) to -= 1
  return words.slice(from, to)
}

/** Padding after what was said; one word always stays. */
function trimEnd(words: Word[]): Word[] {
  let to = words.length
  while (to > 1 && longest(words.slice(0, to), to - 1, known!.fillers) > 0) to -= 1
  return words.slice(0, to)
}

/** "cái số 4", "câu thứ hai": without what points at a number. */
function trimPointers(words: Word[]): Word[] {
  let from = 0
  for (;;) {
    const length = longest(words, from, known!.pointers)
    const padding =
      length > 0 ? 0 : readNumber(trimEnd(words.slice(from))) === null ? longest(words, from, known!.fillers) : 0
    if (length + padding === 0 || from + length + padding >= words.length) break
    from += length + padding
  }
  return trimEnd(words.slice(from))
}
