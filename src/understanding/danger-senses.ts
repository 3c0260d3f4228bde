import { foldTonePlacement } from '../platform/vietnamese/fold-tone-placement.ts'
import { strip } from '../platform/vietnamese/strip.ts'
import { lexicon } from './lexicon.ts'

type Phrase = { words: string[]; senses: string[] }
type Book = Map<string, Phrase[]>

let books: { marked: Book; unmarked: Book } | undefined

/**
 * What the words of a message are about where danger is told, in order: who, what, in which state, when, said in which
 * manner. The longest phrase at a place counts; a message typed without marks is read by the stripped phrases.
 */
export function sensesIn(words: readonly string[], marked: boolean): string[] {
  books ??= { marked: bookOf((phrase) => phrase), unmarked: bookOf(strip) }
  const book = marked ? books.marked : books.unmarked
  const senses: string[] = []
  for (let at = 0; at < words.length;) {
    const phrase = book.get(words[at]!)?.find((each) => each.words.every((word, n) => words[at + n] === word))
    if (phrase) senses.push(...phrase.senses)
    at += phrase?.words.length ?? 1
  }
  return senses
}

function bookOf(spelling: (phrase: string) => string): Book {
  const senses = new Map<string, string[]>()
  for (const [sense, list] of Object.entries(lexicon<Record<string, string>>('danger-senses'))) {
    for (const each of list.split(', ')) {
      const phrase = spelling(foldTonePlacement(each.normalize('NFC')))
      const known = senses.get(phrase) ?? []
      if (!known.includes(sense)) senses.set(phrase, [...known, sense])
    }
  }
  const book: Book = new Map()
  for (const [phrase, meant] of senses) {
    const words = phrase.split(' ')
    book.set(words[0]!, [...(book.get(words[0]!) ?? []), { words, senses: meant }])
  }
  for (const phrases of book.values()) phrases.sort((a, b) => b.words.length - a.words.length)
  return book
}
