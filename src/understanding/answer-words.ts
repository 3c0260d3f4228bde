import { decodeKeystrokes } from '../platform/vietnamese/keystrokes.ts'
import { normalise } from '../platform/vietnamese/normalise.ts'
import { strip } from '../platform/vietnamese/strip.ts'
import { expand } from './expand.ts'
import { detectLanguage } from './language.ts'
import { splitWords } from './reading.ts'

/** A word as typed and as compared: without marks, i and y as one. */
export type Word = { typed: string; plain: string }
export type Phrases = Word[][]

export const isWord = ({ typed }: Word): boolean => /[\p{L}\p{N}]/u.test(typed)

export function wordsOf(text: string): Word[] {
  const { text: even } = normalise(text.replace(/[\u20e3\ufe0f]/g, ' '))
  const typed = expand(splitWords((detectLanguage(even) === 'en' ? null : decodeKeystrokes(even, 1)) ?? even))
  return typed.map((word) => ({ typed: word, plain: strip(word).replaceAll('y', 'i') }))
}

/** The same word: marks may be missing on the typed one, but may not contradict. */
function fits(word: Word, meant: Word): boolean {
  return word.typed === meant.typed || (word.plain === meant.plain && strip(word.typed) === word.typed)
}

/** The same word allowing for one slip of the finger or of the ear. */
export function sound(word: Word, meant: Word): boolean {
  if (fits(word, meant) || (word.plain === meant.plain && word.plain.length >= 3)) return true
  const [heard, said] = [word.plain.replace(/^f/, 'ph'), meant.plain]
  return heard === said || (Math.max(heard.length, said.length) >= 4 && heard.length >= 3 && oneSlip(heard, said))
}

function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const [x, y] = [a.slice(at), b.slice(at)]
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1)
}

export function same(words: Word[], phrase: Word[]): boolean {
  return words.length === phrase.length && words.every((word, at) => fits(word, phrase[at]!))
}

export function isSubsequence(words: Word[], phrase: Word[]): boolean {
  let at = 0
  for (const word of phrase) if (at < words.length && sound(words[at]!, word)) at += 1
  return at === words.length
}

export function indexOfRun(words: Word[], phrase: Word[]): number {
  for (let from = 0; from + phrase.length <= words.length; from += 1) {
    if (phrase.every((word, at) => fits(words[from + at]!, word))) return from
  }
  return -1
}

export function contains(words: Word[], list: Phrases): boolean {
  return list.some((phrase) => indexOfRun(words, phrase) >= 0)
}

export function without(words: Word[], list: Phrases): Word[] {
  const phrase = list.find((each) => indexOfRun(words, each) >= 0)
  if (!phrase) return words
  const at = indexOfRun(words, phrase)
  return [...words.slice(0, at), ...words.slice(at + phrase.length)]
}

export function longest(words: Word[], at: number, list: Phrases): number {
  return list.find((phrase) => indexOfRun(words.slice(at, at + phrase.length), phrase) === 0)?.length ?? 0
}

export function matchesWhole(words: Word[], list: Phrases): boolean {
  return list.some((phrase) => same(words, phrase))
}
