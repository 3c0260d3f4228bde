import { addDays, atWardTime } from '../../platform/ward-time.ts'
import { correctTellings, leaveOutIfTold } from '../ladder/correct-tellings.ts'
import { draftTelling } from '../ladder/draft-telling.ts'
import { newsUntil } from '../ladder/telling.ts'
import { tellRungs } from '../ladder/tell-rungs.ts'
import type { Audience } from '../notice/audience.ts'
import type { OccasionName } from '../notice/notice-occasion.ts'
import type { Work } from '../work.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

const occasionOf: Readonly<Record<string, OccasionName>> = {
  opened: 'consultation_opened',
  half_way: 'consultation_reminder',
  near_end: 'consultation_reminder',
  last_days: 'consultation_last_days',
}

/** One opinion a household: so one adult of each is asked. */
const audienceOf = (neighbourhoodIds: readonly string[]): Audience => ({
  ...{ households: true, ...(neighbourhoodIds.length === 0 ? {} : { neighbourhoods: neighbourhoodIds }) },
})

/**
 * Drafts what an open consultation tells: that it is open (at the door too), and the reminders. Any lawful channel may
 * carry it: no agreement of the neighbourhood is needed (Luật 10/2022 Điều 26.1g).
 */
export async function tellConsultation(
  work: Work,
  { consultationId, anew = false }: { consultationId: string; anew?: boolean }
): Promise<void> {
  const row = await work.db.consultation.findFirst({ where: { id: consultationId, status: 'open' } })
  if (row === null) return
  const closesDate = dateOf(row.closesDate)
  const facts = {
    ...{ title: row.title, question: row.question, background: row.background, closes_date: closesDate },
    ...(row.answerDate === null ? {} : { answer_date: dateOf(row.answerDate) }),
  }
  const told = { noun: 'consultation' as const, rowId: consultationId, kind: 'consultation' as const, anew }
  await tellRungs(work, told, (step) => {
    const occasion = occasionOf[step]
    if (occasion === undefined) return null
    return {
      ...{ occasion, facts, statutory: false },
      audience: { ...audienceOf(row.neighbourhoodIds), visits: step === 'opened' },
      expiresAt: atWardTime(addDays(closesDate, 1)),
    }
  })
}

/** What answers whoever spoke: one message a chat. */
export const answerKey = 'answer'

/** Summary and explanation for everybody who was asked; whoever spoke gets an answer in the own chat. */
export async function tellAnswer(work: Work, { consultationId }: { consultationId: string }): Promise<void> {
  const row = await work.db.consultation.findFirst({ where: { id: consultationId, status: 'answered' } })
  if (row === null) return
  const spoke = await work.db.opinion.findMany({
    where: { consultationId },
    select: { conversationId: true, householdId: true },
  })
  const id = await draftTelling(work, {
    ...{
      noun: 'consultation',
      rowId: consultationId,
      step: 'answered',
      occasion: 'consultation_answered',
      plain: true,
    },
    expiresAt: newsUntil(work.now),
    facts: { title: row.title, summary: row.summary ?? '', explanation: row.explanation ?? '' },
    audience: {
      ...{ ...audienceOf(row.neighbourhoodIds), visits: false },
      spared: {
        households: spoke.flatMap(({ householdId }) => householdId ?? []).sort(),
        chats: spoke.map(({ conversationId }) => conversationId).sort(),
      },
      toldBy: { source: 'consultation', key: `${consultationId}:${answerKey}` },
    },
    statutory: false,
  })
  if (id !== null) await leaveOutIfTold(work, id)
}

type Row = NonNullable<Awaited<ReturnType<Work['db']['consultation']['findFirst']>>>

/** Whoever spoke hears at once that it is withdrawn, and why; whoever was only asked gets a correction. */
export async function tellWithdrawn(work: Work, { id, title, closesDate }: Row, why: string): Promise<void> {
  const spoke = await work.db.opinion.findMany({ where: { consultationId: id }, select: { conversationId: true } })
  const told = spoke.map(({ conversationId }) => conversationId)
  const parts = [{ say: 'consultation.withdrawn', with: { title, why } } as const]
  for (const to of told)
    work.say({ to, class: 'status', source: 'consultation', sourceRow: `${id}:withdrawn:${to}`, parts })
  await correctTellings(work, {
    isOff: true,
    ...{ told, toldBy: { source: 'consultation', key: `${id}:withdrawn` } },
    ...{ noun: 'consultation', rowId: id, step: 'withdrawn', occasion: 'consultation_withdrawn', plain: true },
    ...{ facts: { title, why }, statutory: false, eventAt: atWardTime(addDays(dateOf(closesDate), 1)) },
  })
}
