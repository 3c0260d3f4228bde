import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { hasGuessedTooOften, writeGuess } from './guess-limits.ts'
import { linkCitizen, type LinkedCitizen } from './open-link.ts'
import { phoneHashOf, readPhone } from './read-phone.ts'

export type LinkOutcome =
  | ({ kind: 'linked' } & LinkedCitizen)
  /** Several people of the register share the phone: the birth year tells which, and no name is said. */
  | { kind: 'several' }
  | { kind: 'wrong_birth_year' }
  | { kind: 'unknown' }
  | { kind: 'too_many' }

/**
 * Links the chat to the citizen whose phone the platform has verified for this account. `birthYear` chooses among several
 * who share it; it is a guess and counted as one.
 */
export async function linkByContact(
  work: Work,
  talk: Talk,
  { phone, birthYear }: { phone: string; birthYear?: number }
): Promise<LinkOutcome> {
  const read = readPhone(phone)
  if (read === null) return { kind: 'unknown' }
  const phoneHash = phoneHashOf(work.seal, read)
  const sharing = await work.db.citizen.findMany({
    where: { phoneHash, deceasedAt: null, movedAwayAt: null },
    select: { id: true, birthYear: true },
  })
  if (sharing.length === 0) return { kind: 'unknown' }
  const only = sharing.length === 1 ? sharing[0]! : null
  if (only !== null) return link(work, talk, only.id, phoneHash)
  if (birthYear === undefined) return { kind: 'several' }
  if (await hasGuessedTooOften(work, talk)) return { kind: 'too_many' }
  const named = sharing.filter((citizen) => citizen.birthYear === birthYear)
  await writeGuess(work, talk, { kind: 'link_birth_year', about: read, found: named.length === 1 })
  return named.length === 1 ? link(work, talk, named[0]!.id, phoneHash) : { kind: 'wrong_birth_year' }
}

async function link(
  work: Work,
  talk: Talk,
  citizenId: string,
  phoneHash: Uint8Array<ArrayBuffer>
): Promise<LinkOutcome> {
  const linked = await linkCitizen(work, talk.conversationId, citizenId, { provenBy: 'contact_share', phoneHash })
  return { kind: 'linked', ...linked }
}
