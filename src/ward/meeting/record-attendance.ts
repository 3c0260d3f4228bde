import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { householdsInvited } from '../household/household-of-chat.ts'
import type { Work } from '../work.ts'

/** Ticks off who came; households not named did not. Can be done again: the last list counts. */
export async function recordAttendance(
  work: Work,
  { meetingId, present }: { meetingId: string; present: readonly string[] }
): Promise<Result<{ present: number }, 'not_found' | 'not_yet' | 'not_called'>> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (meeting.status !== 'called' && meeting.status !== 'held') return refuse('not_called')
  if (meeting.startsAt > work.now) return refuse('not_yet')
  const invited = await work.db.household.findMany({ where: householdsInvited(meeting), select: { id: true } })
  const came = new Set(present)
  const known = await work.db.meetingReply.findMany({
    where: { meetingId, householdId: { not: null } },
    select: { householdId: true },
  })
  const withRow = new Set(known.map(({ householdId }) => householdId))
  const here = invited.map(({ id }) => id).filter((id) => came.has(id))
  await work.db.meetingReply.createMany({
    data: here
      .filter((id) => !withRow.has(id))
      .map((householdId) => ({ id: newId(), meetingId, householdId, attended: true })),
  })
  await work.db.meetingReply.updateMany({
    where: { meetingId, householdId: { notIn: here } },
    data: { attended: false },
  })
  await work.db.meetingReply.updateMany({ where: { meetingId, householdId: { in: here } }, data: { attended: true } })
  work.audit('meeting.attendance_recorded', { meetingId, present: here.length })
  return ok({ present: here.length })
}
