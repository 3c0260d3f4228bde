import { isId } from '../../platform/ids.ts'
import { columnToday } from '../../platform/ward-time.ts'
import { householdOfChat, neighbourhoodOfChat } from '../household/household-of-chat.ts'
import { isFor } from '../meeting/meeting.ts'
import type { Talk } from '../talk.ts'
import { paperNames } from '../paper/list-papers.ts'
import type { Work } from '../work.ts'
import type { ConsultationStatus, Said } from './consultation.ts'

/** A consultation as a resident is told of it: with their own opinion, and nobody else's. */
export type ConsultationBrief = {
  id: string
  title: string
  question: string
  background: string
  closesDate: string
  answerDate: string | null
  status: ConsultationStatus
  papers: string[]
  mine: Said | null
  summary: string | null
  explanation: string | null
}

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)
const mostTold = 4

/** What the ward asks the neighbourhood this chat lives in, what ends first at the top. */
export async function findConsultations(
  work: Work,
  talk: Talk,
  _input: Record<string, never>
): Promise<{ consultations: ConsultationBrief[] }> {
  const neighbourhood = await neighbourhoodOfChat(work, talk.conversationId)
  const rows = await work.db.consultation.findMany({
    where: { status: 'open', closesDate: { gte: columnToday(work.now) } },
    orderBy: [{ closesDate: 'asc' }, { id: 'asc' }],
    take: 50,
  })
  const mine = rows.filter(({ neighbourhoodIds }) => isFor(neighbourhoodIds, neighbourhood?.id ?? null))
  const found = await Promise.all(
    mine.slice(0, mostTold).map(({ id }) => showConsultation(work, talk, { consultationId: id }))
  )
  return { consultations: found.filter((one): one is ConsultationBrief => one !== null) }
}

/** One consultation by its id; null where it was never put or is withdrawn. */
export async function showConsultation(
  work: Work,
  { conversationId }: Talk,
  { consultationId }: { consultationId: string }
): Promise<ConsultationBrief | null> {
  if (!isId(consultationId)) return null
  const row = await work.db.consultation.findFirst({
    where: { id: consultationId, status: { in: ['open', 'answered'] } },
  })
  if (row === null) return null
  const papers = await paperNames(work, { noun: 'consultation', rowId: consultationId })
  const householdId = await householdOfChat(work, conversationId)
  const mine = await work.db.opinion.findFirst({
    where: { consultationId, OR: [{ conversationId }, ...(householdId === null ? [] : [{ householdId }])] },
    orderBy: { givenAt: 'desc' },
  })
  const { id, title, question, background, summary, explanation } = row
  return {
    ...{ id, title, question, background, summary, explanation, papers },
    ...{ closesDate: dateOf(row.closesDate), answerDate: row.answerDate === null ? null : dateOf(row.answerDate) },
    status: row.status as ConsultationStatus,
    mine: mine === null ? null : work.seal.openJson<Said>(mine.said),
  }
}
