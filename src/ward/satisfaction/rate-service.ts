import { randomUUID } from 'node:crypto'
import { isId } from '../../platform/ids.ts'
import { columnToday } from '../../platform/ward-time.ts'
import type { RatingReason } from '../feedback/feedback.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

export type ServiceRated = { kind: 'rated'; ratingId: string } | { kind: 'already_rated' | 'not_asked' }

/**
 * A mark for how a dossier was handled: once, and apart from who gave it. The mark knows its day and the unit; the survey
 * knows only that it was answered. An empty `surveyId` is the ward's service as a whole.
 */
export async function rateService(
  work: Work,
  { conversationId }: Talk,
  { surveyId, score }: { surveyId: string; score: number }
): Promise<ServiceRated> {
  if (!Number.isInteger(score) || score < 1 || score > 5) return { kind: 'not_asked' }
  if (surveyId === '') return { kind: 'rated', ratingId: await keep(work, score, null) }
  const survey = isId(surveyId)
    ? await work.db.survey.findFirst({
        where: { id: surveyId, conversationId },
        include: { dossier: { select: { unit: true } } },
      })
    : null
  if (survey === null) return { kind: 'not_asked' }
  const { count } = await work.db.survey.updateMany({
    where: { id: surveyId, status: { in: ['waiting', 'asked', 'silent'] } },
    data: { status: 'rated', nextAt: null },
  })
  if (count === 0) return { kind: 'already_rated' }
  return { kind: 'rated', ratingId: await keep(work, score, survey.dossier.unit) }
}

/** Never an id that sorts by time: beside the survey's last change it would say whose mark this is. */
async function keep(work: Work, score: number, unit: string | null): Promise<string> {
  const id = randomUUID()
  const ratedOn = columnToday(work.now)
  await work.db.serviceRating.createMany({ data: [{ id, ratedOn, unit, score }] })
  return id
}

/** Why it was a 1 or a 2; the dialogue remembers which mark for as long as it lasts. */
export async function explainService(
  work: Work,
  _talk: Talk,
  { ratingId, reason, comment }: { ratingId: string; reason?: RatingReason; comment?: string }
): Promise<{ kind: 'kept' }> {
  const words = comment?.normalize('NFC').trim().slice(0, 1_000)
  await work.db.serviceRating.updateMany({
    where: { id: ratingId },
    data: { ...(reason ? { reason } : {}), ...(words ? { comment: work.seal.text(words) } : {}) },
  })
  return { kind: 'kept' }
}

/** The questions this chat has not answered yet, newest first. */
export async function listOpenSurveys(
  work: Work,
  { conversationId }: Talk,
  _input: Record<string, never>
): Promise<{ surveys: readonly { surveyId: string; dossierCode: string; procedureName: string }[] }> {
  const rows = await work.db.survey.findMany({
    where: { conversationId, status: { in: ['waiting', 'asked'] } },
    orderBy: { id: 'desc' },
    take: 5,
    include: { dossier: { select: { code: true, procedureName: true } } },
  })
  return {
    surveys: rows.map(({ id, dossier }) => ({
      surveyId: id,
      dossierCode: dossier.code,
      procedureName: dossier.procedureName,
    })),
  }
}
