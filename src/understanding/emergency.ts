import { hasMarks, strip } from '../platform/vietnamese/strip.ts'
import { lexicon } from './lexicon.ts'
import type { EmergencyKind } from './meaning.ts'
import { groupsIn, phraseGroups, phrasesTold, withoutPhrases, type PhraseGroups } from './phrase-groups.ts'

type Rules = {
  everyday: string[]
  not: string[]
  calm: string[]
  still: string[]
  now: string[]
  beyondDoubt: string[]
  kinds: Record<EmergencyKind, { strong: string[]; weak: string[] }>
}
type Compiled = { kinds: EmergencyKind[]; not: PhraseGroups; dangers: PhraseGroups; manner: PhraseGroups }
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
  const marked = words.filter(hasMarks).length >= words.length * 0.2
  const { kinds, not, dangers, manner } = marked ? reader.marked : reader.unmarked
  const heard = words.filter((word) => word !== '?' && word !== '!')
  const told = phrasesTold(heard, dangers)
  if (told.size === 0) return null
  const meant = withoutPhrases(` ${heard.join(' ')} `, phrasesTold(heard, not), not, ' ∅ ')
  const [undoubted, ...found] = groupsIn(meant, told, dangers)
  const first = found.indexOf(true)
  if (first < 0 && !undoubted) return null
  const strong = first >= 0 && first < kinds.length
  const [calmly, still, now] = groupsIn(meant, phrasesTold(heard, manner), manner)
  const calm = calmly && !still
  const urgent = now || (words.length <= fewWords && marked)
  const certain = !calm && (strong ? marked || urgent : urgent && marked)
  const kind = kinds[first % kinds.length] ?? 'other'
  if (undoubted && !calm) return { strength: 'certain', kind, beyondDoubt: true }
  return { strength: certain ? 'certain' : 'hint', kind }
}

/** Words typed without marks are read more freely, but then "vui" may be "vùi": danger needs a second sign. */
function compileBoth(rules: Rules): Reader {
  return { marked: compile(rules, false), unmarked: compile(rules, true) }
}

/** Strong words of all kinds come before weak ones: the first kind found is the one meant. */
function compile({ everyday, not, calm, still, now, beyondDoubt, kinds }: Rules, tolerant: boolean): Compiled {
  const each = Object.values(kinds)
  const common = new Set(everyday.flatMap((words) => words.split(' ')).flatMap((word) => [word, strip(word)]))
  const dangers = [beyondDoubt, ...each.map(({ strong }) => strong), ...each.map(({ weak }) => weak)]
  return {
    kinds: Object.keys(kinds) as EmergencyKind[],
    not: phraseGroups([not], tolerant, common),
    dangers: phraseGroups(dangers, tolerant, common),
    manner: phraseGroups([calm, still, now], tolerant, common),
  }
}
