import { strip } from '../../platform/vietnamese/strip.ts'

/** Another body: what it does is not the ward's to do. `phone` is null where nobody has given the ward one. */
export type Agency = {
  code: string
  name: string
  /** What people come for, in their own words: "mất điện", "cccd", "sổ hưu". */
  topics: readonly string[]
  phone: string | null
  address: string | null
  hours: string | null
}

const syllables = (text: string): string[] => text.split(/[^\p{L}\p{N}/]+/u).filter(Boolean)
const spaced = (text: string): string => ` ${syllables(text).join(' ')} `

/**
 * Who does what the words ask for, most likely first. A topic counts only as whole syllables; a longer one outweighs a
 * shorter one, and one written with the same marks outweighs one that only looks alike without them.
 */
export function rankAgencies<A extends Pick<Agency, 'name' | 'topics'>>(
  agencies: readonly A[],
  words: string,
  from = 0.5
): A[] {
  const marked = spaced(words.normalize('NFC').toLowerCase())
  const bare = spaced(strip(words))
  const hasMarks = marked !== bare
  const scoreOf = (phrase: string): number => {
    const plain = spaced(strip(phrase))
    if (!bare.includes(plain)) return 0
    const same = marked.includes(spaced(phrase.normalize('NFC').toLowerCase()))
    return plain.trim().split(' ').length + (same || !hasMarks ? 0.5 : -0.5)
  }
  const scored = agencies
    .map((agency) => ({ agency, score: Math.max(0, ...[agency.name, ...agency.topics].map(scoreOf)) }))
    .filter(({ score }) => score >= from)
    .sort((a, b) => b.score - a.score)
  const best = scored[0]?.score ?? 0
  return scored.filter(({ score }) => score === best).map(({ agency }) => agency)
}
