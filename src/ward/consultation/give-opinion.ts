import { newId } from '../../platform/ids.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { chatsOfSamePerson, householdOfChat } from '../household/household-of-chat.ts'
import type { Talk } from '../talk.ts'
import { keepThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { isOpenOn, type Said } from './consultation.ts'
import { showConsultation, type ConsultationBrief } from './find-consultations.ts'

export type OpinionGiven =
  | { kind: 'kept' | 'changed'; consultation: ConsultationBrief }
  | { kind: 'closed'; consultation: ConsultationBrief }
  | { kind: 'no_such_consultation' }

/**
 * One opinion a household, changed as often as it likes until the last day is over. A person whose household is not known
 * has one, in however many chats; a chat nobody is known behind has one of its own, until that is known.
 */
export async function giveOpinion(
  work: Work,
  talk: Talk,
  { consultationId, stance, reason }: Said & { consultationId: string }
): Promise<OpinionGiven> {
  await keepThing(work, { noun: 'consultation', rowId: consultationId })
  const consultation = await showConsultation(work, talk, { consultationId })
  if (consultation === null) return { kind: 'no_such_consultation' }
  if (!isOpenOn(consultation, wardDateOf(work.now))) return { kind: 'closed', consultation }
  const { conversationId } = talk
  const householdId = await householdOfChat(work, conversationId)
  const chats = await chatsOfSamePerson(work, conversationId)
  const known = await work.db.opinion.findMany({
    where: {
      consultationId,
      OR: [{ conversationId: { in: chats } }, ...(householdId === null ? [] : [{ householdId }])],
    },
    select: { id: true, householdId: true },
  })
  const kept = known.find((row) => householdId !== null && row.householdId === householdId) ?? known[0]
  const spare = known.filter((row) => row !== kept).map(({ id }) => id)
  if (spare.length > 0) await work.db.opinion.deleteMany({ where: { id: { in: spare } } })
  const said: Said = { stance, reason: reason === null ? null : reason.slice(0, 2_000) }
  const row = { conversationId, householdId, said: work.seal.json(said), givenAt: work.now }
  if (kept === undefined) await work.db.opinion.createMany({ data: [{ id: newId(), consultationId, ...row }] })
  else await work.db.opinion.updateMany({ where: { id: kept.id }, data: row })
  // that somebody spoke is on record; what was said is not
  work.audit('consultation.opinion_given', { consultationId })
  return { kind: kept === undefined ? 'kept' : 'changed', consultation }
}
