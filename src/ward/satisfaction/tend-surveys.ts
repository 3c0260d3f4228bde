import { atWardTime } from '../../platform/ward-time.ts'
import { dayAfterPeriod } from '../feedback/feedback-clock.ts'
import { loadFeedbackClock } from '../feedback/load-clock.ts'
import type { SayingChoice } from '../message/message.ts'
import type { Work } from '../work.ts'
import { askingClock, isInGrief } from './open-surveys.ts'

const atOnce = 200

/** Five levels with their words; they carry the survey, so that last week's buttons still mean last week's dossier. */
export const surveyChoicesOf = (surveyId: string): SayingChoice[] =>
  [5, 4, 3, 2, 1].map((score) => ({ id: `satisfaction:rate:${surveyId}:${score}`, label: `feedback.score.${score}` }))

/** Asks once, reminds once, then lets it be. Returns how many were looked at. */
export async function tendSurveys(work: Work): Promise<number> {
  const due = await work.db.survey.findMany({
    where: { nextAt: { lte: work.now } },
    orderBy: { nextAt: 'asc' },
    take: atOnce,
    include: { dossier: { select: { code: true, procedureName: true } } },
  })
  for (const survey of due) await tend(work, survey)
  return due.length
}

type Due = {
  id: string
  status: string
  reminders: number
  conversationId: string
  dossier: { code: string; procedureName: string }
}

async function tend(work: Work, { id, status, reminders, conversationId, dossier }: Due): Promise<void> {
  if (reminders >= 2 || (await isInGrief(work, conversationId))) {
    await work.db.survey.updateMany({
      where: { id, nextAt: { lte: work.now } },
      data: { status: status === 'waiting' ? 'dropped' : 'silent', nextAt: null },
    })
    return
  }
  const rule = reminders === 0 ? 'FB.SURVEY.REMIND' : 'FB.SURVEY.END'
  const nextAt = atWardTime(dayAfterPeriod(await loadFeedbackClock(work), rule, work.now), askingClock)
  const { count } = await work.db.survey.updateMany({
    where: { id, reminders, status: { in: ['waiting', 'asked'] } },
    data: { status: 'asked', reminders: reminders + 1, nextAt },
  })
  if (count === 0) return
  const say = reminders === 0 ? 'satisfaction.ask' : 'satisfaction.remind'
  const values = { dossierCode: dossier.code, procedureName: dossier.procedureName }
  const parts = [{ say, with: values, choices: surveyChoicesOf(id) }]
  work.say({ to: conversationId, class: 'status', source: 'satisfaction', sourceRow: `${id}:${reminders}`, parts })
}
