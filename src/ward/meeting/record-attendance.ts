import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { householdsInvited } from '../household/household-of-chat.ts'
import type { Work } from '../work.ts'
import { mayKeepMeeting } from './own-meeting.ts'

/**
 * Ticks off who came. Only what this official changed is written: `shown` are those that were ticked on the page, so that
 * two at two doors do not undo each other. A household nobody has ticked did not come.
 */
export async function recordAttendance(
  work: Work,
  { meetingId, present, shown = [] }: { meetingId: string; present: readonly string[]; shown?: readonly string[] }
): Promise<Result<{ present: number }, 'not_found' | 'not_yours' | 'not_yet' | 'not_called'>> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (!(await mayKeepMeeting(work, meeting.neighbourhoodIds))) return refuse('not_yours')
  if (meeting.status !== 'called' && meeting.status !== 'held') return refuse('not_called')
  if (meeting.startsAt > work.now) return refuse('not_yet')
  const invited = await work.db.household.findMany({ where: householdsInvited(meeting), select: { id: true } })
  const [came, before] = [new Set(present), new Set(shown)]
  const ticked = invited.map(({ id }) => id).filter((id) => came.has(id) && !before.has(id))
  const unticked = [...before].filter((id) => !came.has(id))
  await work.db.meetingReply.createMany({
    data: ticked.map((householdId) => ({ id: newId(), meetingId, householdId, attended: true })),
    skipDuplicates: true,
  })
  const mark = (householdId: object, attended: boolean) =>
    work.db.meetingReply.updateMany({ where: { meetingId, householdId }, data: { attended } })
  await mark({ in: ticked }, true)
  await mark({ in: unticked }, false)
  await work.db.meetingReply.updateMany({ where: { meetingId, attended: null }, data: { attended: false } })
  const here = await work.db.meetingReply.count({ where: { meetingId, attended: true } })
  work.audit('meeting.attendance_recorded', { meetingId, present: here })
  return ok({ present: here })
}
