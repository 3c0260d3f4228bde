import { exactPattern, tolerantPattern } from '../platform/vietnamese/tolerant-pattern.ts'
import { strip } from '../platform/vietnamese/strip.ts'
import { lexicon } from './lexicon.ts'
import type { EmergencyKind } from './meaning.ts'

type Rules = {
  not: string[]
  calm: string[]
  still: string[]
  now: string[]
  beyondDoubt: string[]
  kinds: Record<EmergencyKind, { strong: string[]; weak: string[] }>
}
type Kind = { kind: EmergencyKind; strong: RegExp; weak: RegExp }
type Compiled = { not: RegExp; calm: RegExp; still: RegExp; now: RegExp; beyondDoubt: RegExp; kinds: Kind[] }
type Reader = { marked: Compiled; unmarked: Compiled }

export type Alarm = {
  /** `certain`: the rules say danger, and a little agreement of the classifier is enough. `hint`: only danger words. */
  strength: 'certain' | 'hint'
  kind: EmergencyKind
  /** No second opinion is wanted. */
  beyondDoubt?: true
}

/** A very short message that holds a danger word is one ("cháy!", "ngất rồi"). */
const fewWords = 4
let reader: Reader | undefined

/** Looks for danger in the words of a message, before anything else is decided about it. */
export function findAlarm(words: readonly string[]): Alarm | null {
  reader ??= compileBoth(lexicon<Rules>('emergency'))
  const marked = words.filter((word) => strip(word) !== word).length >= words.length * 0.2
  const rules = marked ? reader.marked : reader.unmarked
  const said = ` ${words.filter((word) => word !== '?' && word !== '!').join(' ')} `
  const meant = said.replace(rules.not, ' ∅ ')
  const strong = rules.kinds.find(({ strong }) => strong.test(meant))
  const weak = strong ?? rules.kinds.find(({ weak }) => weak.test(meant))
  const undoubted = rules.beyondDoubt.test(meant)
  if (!weak && !undoubted) return null
  const calm = rules.calm.test(meant) && !rules.still.test(meant)
  const urgent = rules.now.test(meant) || (words.length <= fewWords && marked)
  const certain = !calm && (strong ? marked || urgent : urgent && marked)
  const kind = weak?.kind ?? 'other'
  if (undoubted && !calm) return { strength: 'certain', kind, beyondDoubt: true }
  return { strength: certain ? 'certain' : 'hint', kind }
}

/** Words typed without marks are read more freely, but then "vui" may be "vùi": danger needs a second sign. */
function compileBoth(rules: Rules): Reader {
  return { marked: compile(rules, exactPattern), unmarked: compile(rules, tolerantPattern) }
}

function compile(rules: Rules, read: (pattern: string, flags?: string) => RegExp): Compiled {
  return {
    not: anyOf(rules.not, read, 'g'),
    calm: anyOf(rules.calm, read),
    still: anyOf(rules.still, read),
    now: anyOf(rules.now, read),
    beyondDoubt: anyOf(rules.beyondDoubt, read),
    kinds: Object.entries(rules.kinds).map(([kind, { strong, weak }]) => ({
      kind: kind as EmergencyKind,
      strong: anyOf(strong, read),
      weak: anyOf(weak, read),
    })),
  }
}

/** Patterns of the word list as one expression over words joined by single spaces. */
function anyOf(patterns: readonly string[], read: (pattern: string, flags?: string) => RegExp, flags = ''): RegExp {
  const joined = patterns
    .map((pattern) =>
      pattern
        .toLowerCase()
        .replace(/\((?!\?)/g, '(?:')
        .replaceAll('…', '(?:\\S+ ){0,4}?')
        .replaceAll(/ (?![){])(?!\)\{)/g, '(?: +|(?<= ))')
    )
    .join('|')
  return read(`(?<= )(?:${joined})(?:(?= )|(?<= ))`, flags)
}
