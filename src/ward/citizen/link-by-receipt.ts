import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { lookUpDossier } from '../dossier/look-up-dossier.ts'
import { hasGuessedTooOften, writeGuess } from './guess-limits.ts'
import { linkCitizen, type LinkedCitizen } from './open-link.ts'
import { phoneHashOf, readPhone } from './read-phone.ts'

export type ReceiptOutcome =
  | ({ kind: 'linked' } & LinkedCitizen)
  /** The papers fit, and nobody or several in the register have this phone: an official must look. */
  | { kind: 'not_in_register' }
  /** Unknown code, wrong phone, locked or past the cap: nobody can tell which. */
  | { kind: 'no_match' }

/**
 * Links the chat to the citizen whose whole phone number and dossier code stand on one receipt. `digits`: the last four of
 * that phone. Guesses count against the dossier's caps and lock, and against those of links.
 */
export async function linkByReceipt(
  work: Work,
  talk: Talk,
  { phone, code, digits }: { phone: string; code: string; digits: string }
): Promise<ReceiptOutcome> {
  if (await hasGuessedTooOften(work, talk)) return { kind: 'no_match' }
  const read = readPhone(phone)
  const answer = await lookUpDossier(work, talk, { code, proof: digits })
  const phoneHash = phoneHashOf(work.seal, read ?? '')
  const fits = await work.db.dossier.count({ where: { code, phoneHash } })
  const proven = read !== null && read.endsWith(digits) && answer.kind === 'full' && fits === 1
  await writeGuess(work, talk, { kind: 'link_receipt', about: code, found: proven })
  if (!proven) return { kind: 'no_match' }
  const sharing = await work.db.citizen.findMany({
    where: { phoneHash, deceasedAt: null, movedAwayAt: null },
    select: { id: true },
    take: 2,
  })
  if (sharing.length !== 1) return { kind: 'not_in_register' }
  const citizenId = sharing[0]!.id
  const linked = await linkCitizen(work, talk.conversationId, citizenId, { provenBy: 'phone_and_receipt', phoneHash })
  return { kind: 'linked', ...linked }
}
