import { hasMarks } from '../platform/vietnamese/strip.ts'
import { isUnmarkedSyllable } from '../platform/vietnamese/syllable-shape.ts'
import { lexicon } from './lexicon.ts'

type English = { marks: string[]; gloss: Record<string, string> }
let marks: Set<string> | undefined
let longestGloss = 0
let glosses: Map<string, string[]> | undefined

/** English when there are no Vietnamese marks and enough words that only English has. */
export function detectLanguage(text: string): 'vi' | 'en' {
  const lower = text.slice(0, 600).toLowerCase()
  const words = lower.match(/[\p{L}\p{M}']+/gu) ?? []
  if (words.length < 1) return 'vi'
  marks ??= new Set(lexicon<English>('english').marks)
  const vietnamese = words.filter(hasMarks).length
  if (vietnamese > words.length * 0.15) return 'vi'
  const certain = words.filter((word) => marks!.has(word)).length
  const foreign = words.filter((word) => marks!.has(word) || !isUnmarkedSyllable(word)).length
  return certain >= Math.max(1, words.length * 0.2) && foreign > words.length * 0.5 ? 'en' : 'vi'
}

/** An English message in the Vietnamese words of the same matters, so that one classifier serves both. */
export function glossEnglish(words: readonly string[]): string[] {
  const table = (glosses ??= loadGlosses())
  const out: string[] = []
  for (let at = 0; at < words.length;) {
    let length = Math.min(longestGloss, words.length - at)
    while (length > 0 && !table.has(words.slice(at, at + length).join(' '))) length -= 1
    if (length === 0) out.push(words[at]!)
    else out.push(...table.get(words.slice(at, at + length).join(' '))!)
    at += Math.max(1, length)
  }
  return out
}

function loadGlosses(): Map<string, string[]> {
  const table = new Map<string, string[]>()
  for (const [english, vietnamese] of Object.entries(lexicon<English>('english').gloss)) {
    longestGloss = Math.max(longestGloss, english.split(' ').length)
    table.set(english, vietnamese === '' ? [] : vietnamese.split(' '))
  }
  return table
}
