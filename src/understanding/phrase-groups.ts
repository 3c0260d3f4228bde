import { foldTonePlacement } from '../platform/vietnamese/fold-tone-placement.ts'
import { exactPattern, tolerantPattern } from '../platform/vietnamese/tolerant-pattern.ts'
import { firstWords, tellingWords } from './first-words.ts'

/**
 * Groups of phrases to be looked for in words joined by single spaces (and one at either end). Many phrases are known and
 * a message holds few words, so a phrase is tried only in messages with a word that tells of it, and there only where a
 * word stands with which it can begin.
 */
export type PhraseGroups = {
  count: number
  startingWith: (word: string) => readonly Phrase[]
  toldBy: (word: string) => readonly Phrase[]
}
type Phrase = { group: number; pattern: RegExp }

export function phraseGroups(
  groups: readonly (readonly string[])[],
  tolerant: boolean,
  everyday: ReadonlySet<string>
): PhraseGroups {
  const starts = wordTable()
  const signs = wordTable()
  groups.forEach((patterns, group) => {
    for (const source of patterns.map(inLists)) {
      const phrase = { group, pattern: compile(source, tolerant) }
      starts.add(firstWords(source, tolerant), phrase)
      signs.add(tellingWords(source, tolerant, everyday), phrase)
    }
  })
  return { count: groups.length, startingWith: starts.of, toldBy: signs.of }
}

type WordTable = {
  add: (words: ReadonlySet<string> | null, phrase: Phrase) => void
  of: (word: string) => readonly Phrase[]
}

/** Phrases by word, in the order they were added; one without words of its own belongs to all of them. */
function wordTable(): WordTable {
  const anywhere: Phrase[] = []
  const byWord = new Map<string, Phrase[]>()
  const of = (word: string): Phrase[] => byWord.get(word) ?? anywhere
  const add = (words: ReadonlySet<string> | null, phrase: Phrase): void => {
    for (const word of words ?? []) byWord.set(word, [...of(word), phrase])
    if (words !== null) return
    for (const list of byWord.values()) list.push(phrase)
    anywhere.push(phrase)
  }
  return { add, of }
}

/** The phrases that these words tell of; in no other can a phrase be found. */
export function phrasesTold(words: readonly string[], { toldBy }: PhraseGroups): ReadonlySet<Phrase> {
  const told = new Set<Phrase>()
  for (const word of words) for (const phrase of toldBy(word)) told.add(phrase)
  return told
}

/** Which groups have a phrase in this text, looking for the phrases told of. */
export function groupsIn(said: string, told: ReadonlySet<Phrase>, { count, startingWith }: PhraseGroups): boolean[] {
  const found = new Array<boolean>(count).fill(false)
  if (told.size === 0) return found
  for (let at = said.indexOf(' ') + 1; at > 0; at = said.indexOf(' ', at) + 1) {
    for (const phrase of startingWith(wordAt(said, at))) {
      if (!found[phrase.group] && told.has(phrase) && endOf(phrase, said, at) > at) found[phrase.group] = true
    }
  }
  return found
}

/** The text with every phrase told of replaced, whatever its group. */
export function withoutPhrases(
  said: string,
  told: ReadonlySet<Phrase>,
  { startingWith }: PhraseGroups,
  instead: string
): string {
  let out = ''
  let kept = 0
  if (told.size === 0) return said
  for (let at = said.indexOf(' ') + 1; at > 0; at = said.indexOf(' ', at) + 1) {
    const end = firstEnd(startingWith(wordAt(said, at)), told, said, at)
    if (end <= at) continue
    out += said.slice(kept, at) + instead
    kept = end
    at = said[end - 1] === ' ' ? end - 1 : end
  }
  return kept === 0 ? said : out + said.slice(kept)
}

function firstEnd(phrases: readonly Phrase[], told: ReadonlySet<Phrase>, said: string, at: number): number {
  for (const phrase of phrases) {
    const end = told.has(phrase) ? endOf(phrase, said, at) : -1
    if (end > at) return end
  }
  return -1
}

/** Where a phrase that begins here ends; -1 where none does. */
function endOf({ pattern }: Phrase, said: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(said) ? pattern.lastIndex : -1
}

function wordAt(said: string, at: number): string {
  const end = said.indexOf(' ', at)
  return end < 0 ? said.slice(at) : said.slice(at, end)
}

function inLists(pattern: string): string {
  return foldTonePlacement(pattern.toLowerCase().normalize('NFC'))
}

/** A phrase of the word lists as an expression: `…` stands for up to four words, a space also for one already passed. */
function compile(source: string, tolerant: boolean): RegExp {
  const spaced = source
    .replace(/\((?!\?)/g, '(?:')
    .replaceAll('…', '(?:\\S+ ){0,4}?')
    .replaceAll(/ (?![){])(?!\)\{)/g, '(?: +|(?<= ))')
  return (tolerant ? tolerantPattern : exactPattern)(`(?:${spaced})(?:(?= )|(?<= ))`, 'y')
}
