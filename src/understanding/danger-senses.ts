import { foldTonePlacement } from '../platform/vietnamese/fold-tone-placement.ts'
import { strip } from '../platform/vietnamese/strip.ts'
import { lexicon } from './lexicon.ts'

type Phrase = { words: string[]; senses: number[] }
type Book = Map<string, Phrase[]>
type Senses = { names: readonly string[]; marked: Book; unmarked: Book }

let senses: Senses | undefined

/** All senses, in the order of the alphabet; a sense is known by its place here. */
export const senseNames = (): readonly string[] => (senses ??= readSenses()).names

/**
 * What the words of a message are about where danger is told, in order: who, what, in which state, when, said in which
 * manner. The longest phrase at a place counts; a message typed without marks is read by the stripped phrases.
 */
export function sensesIn(words: readonly string[], marked: boolean): number[] {
  senses ??= readSenses()
  const book = marked ? senses.marked : senses.unmarked
  const found: number[] = []
  for (let at = 0; at < words.length;) {
    const phrase = phraseAt(book.get(words[at]!), words, at)
    if (phrase) for (const sense of phrase.senses) found.push(sense)
    at += phrase?.words.length ?? 1
  }
  return found
}

function phraseAt(phrases: readonly Phrase[] | undefined, words: readonly string[], at: number): Phrase | undefined {
  if (phrases === undefined) return undefined
  for (const phrase of phrases) {
    let n = 1
    while (n < phrase.words.length && words[at + n] === phrase.words[n]) n += 1
    if (n === phrase.words.length) return phrase
  }
  return undefined
}

function readSenses(): Senses {
  const lists = lexicon<Record<string, string>>('danger-senses')
  const names = Object.keys(lists).sort()
  return { names, marked: bookOf(lists, names, (phrase) => phrase), unmarked: bookOf(lists, names, strip) }
}

function bookOf(
  lists: Readonly<Record<string, string>>,
  names: readonly string[],
  spelling: (phrase: string) => string
): Book {
  const meanings = new Map<string, number[]>()
  for (const [name, list] of Object.entries(lists)) {
    const sense = names.indexOf(name)
    for (const each of list.split(', ')) {
      const phrase = spelling(foldTonePlacement(each.normalize('NFC')))
      const known = meanings.get(phrase) ?? []
      if (!known.includes(sense)) meanings.set(phrase, [...known, sense])
    }
  }
  const book: Book = new Map()
  for (const [phrase, meant] of meanings) {
    const words = phrase.split(' ')
    book.set(words[0]!, [...(book.get(words[0]!) ?? []), { words, senses: meant }])
  }
  for (const phrases of book.values()) phrases.sort((a, b) => b.words.length - a.words.length)
  return book
}
