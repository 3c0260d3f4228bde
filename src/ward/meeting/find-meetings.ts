import { householdOfChat } from '../household/household-of-chat.ts'
import { placeAsked, type PlaceAsked } from '../household/place-asked.ts'
import type { Talk } from '../talk.ts'
import { paperNames } from '../paper/list-papers.ts'
import type { Work } from '../work.ts'
import { isFor, type MeetingAnswer, type MeetingKind, type MeetingStatus } from './meeting.ts'

/** A meeting as a resident is told of it. */
export type MeetingBrief = {
  id: string
  kind: MeetingKind
  title: string
  agenda: string[]
  place: string
  /** ISO. */
  at: string
  chair: string
  contact: string
  papers: string[]
  status: MeetingStatus
  cancelledWhy: string | null
  minutes: string | null
  myAnswer: MeetingAnswer | null
  delegate: string | null
}

export type MeetingsFound = {
  /** The one named, else where the one who asks lives; null where neither is known. */
  neighbourhood: { code: string; name: string } | null
  lives: PlaceAsked['lives']
  unknown?: PlaceAsked['unknown']
  meetings: MeetingBrief[]
  /** Some neighbourhood meets by itself: which it is matters. */
  local: boolean
}

const hourMs = 3_600_000
const mostTold = 5

/**
 * Meetings still to come for the neighbourhood named, else for where this chat lives, the next one first. Where neither is
 * known: those of the whole ward.
 */
export async function findMeetings(
  work: Work,
  talk: Talk,
  asked: { named?: string | undefined }
): Promise<MeetingsFound> {
  const { neighbourhood, ...where } = await placeAsked(work, talk, asked)
  const householdId = await householdOfChat(work, talk.conversationId)
  const rows = await work.db.meeting.findMany({
    where: { status: 'called', startsAt: { gt: new Date(work.now.getTime() - 2 * hourMs) } },
    orderBy: { startsAt: 'asc' },
    take: 100,
  })
  const mine = rows.filter(
    (row) =>
      isFor(row.neighbourhoodIds, neighbourhood?.id ?? null) &&
      (row.householdIds.length === 0 || (householdId !== null && row.householdIds.includes(householdId)))
  )
  const meetings = await Promise.all(mine.slice(0, mostTold).map((row) => brief(work, talk, row)))
  const local = rows.some(({ neighbourhoodIds }) => neighbourhoodIds.length > 0)
  return {
    neighbourhood: neighbourhood && { code: neighbourhood.code, name: neighbourhood.name },
    ...where,
    meetings,
    local,
  }
}

/** One meeting by its id, called, held or cancelled; null where there is none a resident may know of. */
export async function showMeeting(
  work: Work,
  talk: Talk,
  { meetingId }: { meetingId: string }
): Promise<MeetingBrief | null> {
  const row = await work.db.meeting.findFirst({ where: { id: meetingId, status: { not: 'draft' } } })
  return row === null ? null : brief(work, talk, row)
}

type Row = NonNullable<Awaited<ReturnType<Work['db']['meeting']['findFirst']>>>

async function brief(work: Work, { conversationId }: Talk, row: Row): Promise<MeetingBrief> {
  const papers = await paperNames(work, { noun: 'meeting', rowId: row.id })
  const householdId = await householdOfChat(work, conversationId)
  const reply = await work.db.meetingReply.findFirst({
    where: { meetingId: row.id, OR: [{ conversationId }, ...(householdId === null ? [] : [{ householdId }])] },
    orderBy: { answeredAt: 'desc' },
  })
  return {
    ...{ id: row.id, title: row.title, agenda: row.agenda, place: row.place, at: row.startsAt.toISOString() },
    ...{ chair: row.chair, contact: row.contact, cancelledWhy: row.cancelledWhy, minutes: row.minutes },
    kind: row.kind as MeetingKind,
    status: row.status as MeetingStatus,
    papers,
    myAnswer: (reply?.answer ?? null) as MeetingAnswer | null,
    delegate: reply?.delegate ? work.seal.openText(reply.delegate) : null,
  }
}
