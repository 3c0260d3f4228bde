import { strip } from '../platform/vietnamese/strip.ts'
import { syllables } from '../platform/vietnamese/syllables.ts'

export type NearDuplicate = { text: string; like: string; similarity: number }

/** Two messages this alike (stripped letter triples, Jaccard) say the same thing in the same words. */
const alike = 0.8

/** Test messages that nearly repeat a training utterance: what is right about them proves nothing. */
export function nearDuplicates(tests: readonly string[], training: readonly string[]): NearDuplicate[] {
  const sets = training.map(triples)
  const holders = new Map<string, number[]>()
  sets.forEach((set, at) => {
    for (const triple of set) {
      const list = holders.get(triple)
      if (list) list.push(at)
      else holders.set(triple, [at])
    }
  })
  return tests.flatMap((text) => {
    const found = closest(triples(text), sets, holders)
    return found && found.similarity >= alike ? [{ text, like: training[found.at]!, similarity: found.similarity }] : []
  })
}

/** Only sets that share one of the rarest triples can be alike enough, so only those are counted. */
function closest(
  set: Set<string>,
  sets: Set<string>[],
  holders: Map<string, number[]>
): { at: number; similarity: number } | null {
  const byRarity = [...set].sort((a, b) => (holders.get(a)?.length ?? 0) - (holders.get(b)?.length ?? 0))
  const needed = byRarity.slice(0, set.size - Math.ceil(set.size * alike) + 1)
  const candidates = new Set(needed.flatMap((triple) => holders.get(triple) ?? []))
  let best: { at: number; similarity: number } | null = null
  for (const at of candidates) {
    const other = sets[at]!
    const common = [...set].filter((triple) => other.has(triple)).length
    const similarity = common / (set.size + other.size - common)
    if (!best || similarity > best.similarity) best = { at, similarity }
  }
  return best
}

function triples(text: string): Set<string> {
  const plain = ` ${syllables(strip(text))
    .map((syllable) => syllable.text)
    .join(' ')} `
  const set = new Set<string>()
  for (let at = 0; at + 3 <= plain.length; at += 1) set.add(plain.slice(at, at + 3))
  return set
}
