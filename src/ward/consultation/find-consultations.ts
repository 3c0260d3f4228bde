import { isId } from '../../platform/ids.ts'
import { columnToday } from '../../platform/ward-time.ts'
import { householdOfChat } from '../household/household-of-chat.ts'
import { placeAsked } from '../household/place-asked.ts'
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

export type ConsultationsFound = {
  /** Where the one who asks lives, else the one named; null where neither is known. */
  neighbourhood: { code: string; name: string } | null
  consultations: ConsultationBrief[]
  /** Some neighbourhood is asked by itself: which it is matters. */
  local: boolean
}

/** What the ward asks the neighbourhood this chat lives in, else the one named, what ends first at the top. */
export async function findConsultations(
  work: Work,
  talk: Talk,
  asked: { named?: string | undefined }
): Promise<ConsultationsFound> {
  const place = await placeAsked(work, talk, asked)
  // who lives elsewhere is not asked, and has no opinion to give there
  const { neighbourhood } = place.lives === 'elsewhere' || place.unknown ? await placeAsked(work, talk, {}) : place
  const rows = await work.db.consultation.findMany({
    where: { status: 'open', closesDate: { gte: columnToday(work.now) } },
    orderBy: [{ closesDate: 'asc' }, { id: 'asc' }],
    take: 50,
  })
  const mine = rows.filter(({ neighbourhoodIds }) => isFor(neighbourhoodIds, neighbourhood?.id ?? null))
  const found = await Promise.all(
    mine.slice(0, mostTold).map(({ id }) => showConsultation(work, talk, { consultationId: id }))
  )
  return {
    neighbourhood: neighbourhood && { code: neighbourhood.code, name: neighbourhood.name },
    consultations: found.filter((one): one is ConsultationBrief => one !== null),
    local: rows.some(({ neighbourhoodIds }) => neighbourhoodIds.length > 0),
  }
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
