import { addDays, atWardTime, columnToday, wardDateOf } from '../../platform/ward-time.ts'
import { newId } from '../../platform/ids.ts'
import { dayAfterPeriod } from '../feedback/feedback-clock.ts'
import { loadFeedbackClock } from '../feedback/load-clock.ts'
import type { Work } from '../work.ts'
import { isOfBereavement } from './satisfaction.ts'

/** The hour of the day at which people are asked. */
export const askingClock = '09:00'

type Finished = { dossierId: string; procedureName: string; conversationIds: readonly string[] }

/** The result has been handed over: a day later those who followed the dossier are asked once how it was. Never after a death. */
export async function openSurveys(work: Work, finished: readonly Finished[]): Promise<void> {
  const wanted = finished.filter(({ procedureName }) => !isOfBereavement(procedureName))
  if (wanted.length === 0) return
  const nextAt = atWardTime(dayAfterPeriod(await loadFeedbackClock(work), 'FB.SURVEY.ASK', work.now), askingClock)
  await work.db.survey.createMany({
    data: wanted.flatMap(({ dossierId, conversationIds }) =>
      conversationIds.map((conversationId) => ({ id: newId(), dossierId, conversationId, nextAt, createdAt: work.now }))
    ),
    skipDuplicates: true,
  })
}

/** Whether this chat has had to do with a death lately, or its house mourns: then it is left in peace. */
export async function isInGrief(work: Work, conversationId: string): Promise<boolean> {
  const today = columnToday(work.now)
  const mourning = await work.db.chatLink.count({
    where: { conversationId, endedAt: null, citizen: { household: { mourningUntil: { gte: today } } } },
  })
  if (mourning > 0) return true
  const since = atWardTime(addDays(wardDateOf(work.now), -30))
  const followed = await work.db.dossierFollow.findMany({
    where: { conversationId, dossier: { updatedAt: { gte: since } } },
    select: { dossier: { select: { procedureName: true } } },
  })
  if (followed.some(({ dossier }) => isOfBereavement(dossier.procedureName))) return true
  return (await work.db.letter.count({ where: { kind: 'condolence', conversationId, sentAt: { gte: since } } })) > 0
}
