import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { arrivalsOf, type Arrival } from '../message/owed-answers.ts'
import type { Work } from '../work.ts'
import { countStances, isOpenOn, type Counts, type Disposition, type Said } from './consultation.ts'
import { answerKey } from './tell-consultation.ts'

export type OpinionLine = {
  id: string
  /** Of a household of the register; otherwise of a chat nobody is known behind. */
  household: string | null
  stance: Said['stance']
  reason: string | null
  disposition: Disposition | null
  answer: string | null
  /** Of the answer in its chat; null where it was not sent, or so long ago that nothing is kept of it. */
  arrival: Arrival | null
}

/** `unlinked`: those of chats whose household is not known, counted apart: one person may stand behind several. */
export type Opinions = { counts: Counts; unlinked: Counts; ofHouseholds: number; opinions: OpinionLine[] }

/**
 * What was said. Nobody sees it, and nobody sees how many, before the last day is over: officials who watch a count sway
 * it. After that each opinion stands with its household's code; names are not shown.
 */
export async function seeOpinions(
  work: Work,
  { consultationId }: { consultationId: string }
): Promise<Result<Opinions, 'not_found' | 'still_open' | 'withdrawn'>> {
  const row = await work.db.consultation.findFirst({ where: { id: consultationId } })
  if (row === null) return refuse('not_found')
  if (row.status === 'cancelled' || row.status === 'draft') return refuse('withdrawn')
  const closesDate = row.closesDate.toISOString().slice(0, 10)
  if (isOpenOn({ status: row.status, closesDate }, wardDateOf(work.now))) return refuse('still_open')
  const rows = await work.db.opinion.findMany({
    where: { consultationId },
    orderBy: { id: 'asc' },
    include: { household: { select: { code: true } } },
  })
  const messageOf = ({ conversationId }: { conversationId: string }) =>
    `${consultationId}:${answerKey}:${conversationId}`
  const arrivals = await arrivalsOf(work, { source: 'consultation', rows: rows.map(messageOf) })
  const opinions = rows.map((one): OpinionLine => {
    const { stance, reason } = work.seal.openJson<Said>(one.said)
    return {
      ...{ id: one.id, household: one.household?.code ?? null, stance, reason },
      disposition: one.disposition as Disposition | null,
      answer: one.answer === null ? null : work.seal.openText(one.answer),
      arrival: arrivals.get(messageOf(one)) ?? null,
    }
  })
  work.audit('consultation.opinions_seen', { consultationId })
  const ofHouseholds = opinions.filter(({ household }) => household !== null).length
  const [known, unlinked] = [true, false].map((is) => opinions.filter(({ household }) => (household !== null) === is))
  return ok({ counts: countStances(known ?? []), unlinked: countStances(unlinked ?? []), ofHouseholds, opinions })
}
