import { householdsInvited } from '../household/household-of-chat.ts'
import type { Work } from '../work.ts'
import type { MeetingAnswer } from './meeting.ts'

/** One household of the list at the door, and why somebody should go and knock. */
export type InvitedHousehold = {
  householdId: string
  code: string
  head: string | null
  neighbourhood: string | null
  answer: MeetingAnswer | null
  delegate: string | null
  attended: boolean | null
  /** no_way: nobody of the household writes to the ward · not_answered: somebody does and has not answered. */
  visit: 'no_way' | 'not_answered' | null
}

export type InvitedList = {
  households: InvitedHousehold[]
  /** Answers of chats whose household is not known. */
  strangers: { coming: number; delegate: number; not_coming: number }
}

/** Everybody who was invited, with answer and attendance, by neighbourhood and code. */
export async function listHouseholds(work: Work, { meetingId }: { meetingId: string }): Promise<InvitedList | null> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return null
  const rows = await work.db.household.findMany({
    where: householdsInvited(meeting),
    select: {
      ...{ id: true, code: true, neighbourhood: { select: { name: true } } },
      members: {
        where: { deceasedAt: null, movedAwayAt: null },
        select: { fullName: true, headOfHousehold: true, links: { where: { endedAt: null }, select: { id: true } } },
      },
    },
    orderBy: { code: 'asc' },
  })
  const replies = await work.db.meetingReply.findMany({ where: { meetingId } })
  const byHousehold = new Map(
    replies.flatMap((reply) => (reply.householdId ? [[reply.householdId, reply] as const] : []))
  )
  const households = rows.map(({ id, code, neighbourhood, members }): InvitedHousehold => {
    const reply = byHousehold.get(id)
    const reachable = members.some(({ links }) => links.length > 0)
    return {
      ...{ householdId: id, code, neighbourhood: neighbourhood?.name ?? null },
      head: members.find(({ headOfHousehold }) => headOfHousehold)?.fullName ?? null,
      answer: (reply?.answer ?? null) as MeetingAnswer | null,
      delegate: reply?.delegate ? work.seal.openText(reply.delegate) : null,
      attended: reply?.attended ?? null,
      visit: reply?.answer ? null : reachable ? 'not_answered' : 'no_way',
    }
  })
  const strangers = { coming: 0, delegate: 0, not_coming: 0 }
  for (const reply of replies) {
    if (reply.householdId === null && reply.answer !== null) strangers[reply.answer as MeetingAnswer]++
  }
  return { households, strangers }
}
