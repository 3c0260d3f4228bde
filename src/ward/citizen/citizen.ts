import { strip } from '../../platform/vietnamese/strip.ts'

/** Somebody of the ward's register. */
export type Gender = 'male' | 'female'

/** How a chat proved whose it is; `register`: the source system named the chat's address. */
export type Proof = 'contact_share' | 'counter_code' | 'phone_and_receipt' | 'console_code' | 'register'

/** Why a chat is no longer linked. */
export type LinkEnd =
  'asked' | 'wrong_person' | 'phone_changed' | 'phone_recycled' | 'replaced' | 'deceased' | 'moved_away' | 'by_official'

/** Proofs that hold only as long as the number belongs to the citizen. */
export const phoneProofs: readonly Proof[] = ['contact_share', 'phone_and_receipt']

/** Operators give unused numbers to others: after this silence a chat must prove itself again (domain.md §9.3). */
export const linkLastsDays = 180

/**
 * Family name, middle names and given name. Vietnamese order; a name of one word is a given name. Names that do not follow
 * it carry a `callName` in the register.
 */
export function nameParts(fullName: string): { family: string; middle: string; given: string } {
  const words = fullName.trim().split(/\s+/)
  const given = words.at(-1) ?? ''
  return { family: words.length > 1 ? (words[0] ?? '') : '', middle: words.slice(1, -1).join(' '), given }
}

/** What a citizen is called by: the given name, unless the register says otherwise. */
export const callNameOf = (citizen: { fullName: string; callName?: string | null }): string =>
  citizen.callName ?? nameParts(citizen.fullName).given

/** The first letter of the call name: enough to recognise oneself by, too little to learn another's name. */
export const initialOf = (citizen: { fullName: string; callName?: string | null }): string =>
  (callNameOf(citizen).match(/\p{L}\p{M}*/u)?.[0] ?? '').toLocaleUpperCase('vi')

const collator = new Intl.Collator('vi')

/** Vietnamese lists are sorted by given name, then family name, then middle names. */
export function byName(a: { fullName: string }, b: { fullName: string }): number {
  const [one, two] = [nameParts(a.fullName), nameParts(b.fullName)]
  return (
    collator.compare(one.given, two.given) ||
    collator.compare(one.family, two.family) ||
    collator.compare(one.middle, two.middle)
  )
}

/** What a search for a citizen is answered by: syllables without marks, and pairs of them that stand together. */
export function nameTokens(...texts: readonly (string | null | undefined)[]): string[] {
  const tokens = new Set<string>()
  for (const text of texts) {
    const words = strip((text ?? '').normalize('NFC')).match(/[a-z0-9]+/g) ?? []
    words.forEach((word, i) => {
      tokens.add(word)
      const next = words[i + 1]
      if (next !== undefined) tokens.add(`${word} ${next}`)
    })
  }
  return [...tokens]
}
