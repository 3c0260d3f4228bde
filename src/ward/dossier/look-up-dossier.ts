import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { describeBriefly, describeFully, type DossierBrief, type DossierDetail } from './describe-dossier.ts'
import { isToldInChat } from './follow-dossier.ts'
import { guessDossier } from './guess-dossier.ts'

export type DossierAnswer =
  ({ kind: 'brief' } & DossierBrief) | ({ kind: 'full' } & DossierDetail) | { kind: 'no_answer' }

/**
 * What a chat may know of a dossier. The code alone shows how far it is and when it is due, with no name; the rest is for
 * the one who knows the last four digits of the phone on the receipt, or whose chat is linked (TT 01/2018 Điều 16.2d).
 * A failed guess is an outcome, not a refusal: it must stay written.
 */
export async function lookUpDossier(
  work: Work,
  talk: Talk,
  input: { code: string; proof?: string }
): Promise<DossierAnswer> {
  const guess = await guessDossier(work, talk, input)
  if (guess.kind === 'nothing') return { kind: 'no_answer' }
  if (guess.kind === 'known') return { kind: 'brief', ...(await describeBriefly(work, guess.dossierId)) }
  if (guess.kind === 'proven') await rememberProof(work, talk, guess.dossierId)
  return {
    kind: 'full',
    ...(await describeFully(work, guess.dossierId, await isToldInChat(work, talk, guess.dossierId))),
  }
}

/** Who has proven a dossier once in this chat need not do it again; nothing is sent until it is asked for. */
async function rememberProof(work: Work, talk: Talk, dossierId: string): Promise<void> {
  const key = { dossierId, conversationId: talk.conversationId }
  const { count } = await work.db.dossierFollow.updateMany({
    where: key,
    data: { provenBy: 'receipt_digits', since: work.now, endedAt: null, notify: false },
  })
  if (count === 0) await work.db.dossierFollow.create({ data: { ...key, provenBy: 'receipt_digits', since: work.now } })
  work.audit('dossier.proven', { dossierId })
}
