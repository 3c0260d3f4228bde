import { newId } from '../../platform/ids.ts'
import { householdOfChat } from '../household/household-of-chat.ts'
import type { Talk } from '../talk.ts'
import { keepThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { showMeeting, type MeetingBrief } from './find-meetings.ts'
import type { MeetingAnswer } from './meeting.ts'

export type Replied =
  | { kind: 'kept'; meeting: MeetingBrief; answer: MeetingAnswer; delegate: string | null }
  | { kind: 'cancelled' | 'over'; meeting: MeetingBrief }
  | { kind: 'no_such_meeting' }

/**
 * Keeps what a household answers to an invitation; the last answer counts. A chat whose household is not known answers for
 * itself, until it is known. The delegate's name is kept sealed, for the list at the door only.
 */
export async function replyToMeeting(
  work: Work,
  talk: Talk,
  { meetingId, answer, delegate = null }: { meetingId: string; answer: MeetingAnswer; delegate?: string | null }
): Promise<Replied> {
  await keepThing(work, { noun: 'meeting', rowId: meetingId })
  const meeting = await showMeeting(work, talk, { meetingId })
  if (meeting === null) return { kind: 'no_such_meeting' }
  if (meeting.status === 'cancelled') return { kind: 'cancelled', meeting }
  if (meeting.status !== 'called' || new Date(meeting.at) <= work.now) return { kind: 'over', meeting }
  const { conversationId } = talk
  const householdId = await householdOfChat(work, conversationId)
  const known = await work.db.meetingReply.findMany({
    where: { meetingId, OR: [{ conversationId }, ...(householdId === null ? [] : [{ householdId }])] },
    select: { id: true, householdId: true },
  })
  // the household's row stays, its own attendance with it; a second one of this chat from before it was known goes
  const kept = known.find((row) => row.householdId === householdId && householdId !== null) ?? known[0]
  const spare = known.filter((row) => row !== kept).map(({ id }) => id)
  if (spare.length > 0) await work.db.meetingReply.deleteMany({ where: { id: { in: spare } } })
  const said = { answer, delegate: delegate === null ? null : work.seal.text(delegate), answeredAt: work.now }
  const row = { ...said, conversationId, householdId }
  if (kept === undefined) await work.db.meetingReply.createMany({ data: [{ id: newId(), meetingId, ...row }] })
  else await work.db.meetingReply.updateMany({ where: { id: kept.id }, data: row })
  work.audit('meeting.answered', { meetingId, answer, conversationId })
  return { kind: 'kept', meeting: { ...meeting, myAnswer: answer, delegate }, answer, delegate }
}
