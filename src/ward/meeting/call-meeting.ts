import { ok, refuse, type Result } from '../../platform/result.ts'
import { cancelLadder, planLadder, type LeadTimeMissed, type Planned } from '../ladder/plan-ladder.ts'
import { householdsInvited } from '../household/household-of-chat.ts'
import { cancelTellings } from '../ladder/rung-notice.ts'
import type { Work } from '../work.ts'
import { needsPapers, type MeetingKind } from './meeting.ts'
import { tellInvited } from './tell-invited.ts'
import { ladderOfMeeting, tellCancelled, tellMeeting } from './tell-meeting.ts'

type Ground = { id: string; kind: string; startsAt: Date; version: number }

/** Plans the ladder of a meeting: from a form that is being filled in, or from the row. */
export const planMeeting = (work: Work, { id, kind, startsAt, version }: Ground): Promise<Planned> =>
  planLadder(work, {
    ...{ noun: 'meeting', rowId: id, version },
    kind: ladderOfMeeting[kind as MeetingKind],
    anchors: { meetingAt: startsAt },
  })

/**
 * Calls the meeting: the number of households is frozen (thresholds count on it), the ladder is written. Refused where a
 * lead time of the law has passed, and where matters 1 to 3 come without papers.
 */
export async function callMeeting(
  work: Work,
  { meetingId }: { meetingId: string }
): Promise<
  Result<{ totalHouseholds: number }, 'not_found' | 'not_a_draft' | 'no_papers' | 'nobody_invited'> | LeadTimeMissed
> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (needsPapers(meeting.matter) && (await countPapers(work, meetingId)) === 0) return refuse('no_papers')
  const totalHouseholds = await work.db.household.count({ where: householdsInvited(meeting) })
  if (totalHouseholds === 0) return refuse('nobody_invited')
  const { count } = await work.db.meeting.updateMany({
    where: { id: meetingId, status: 'draft' },
    data: { status: 'called', calledAt: work.now, totalHouseholds },
  })
  if (count === 0) return refuse('not_a_draft')
  const planned = await planMeeting(work, meeting)
  if (!planned.ok) return planned
  await tellMeeting(work, { meetingId, anew: true })
  work.audit('meeting.called', { meetingId, totalHouseholds })
  return ok({ totalHouseholds })
}

const countPapers = (work: Work, rowId: string): Promise<number> =>
  work.db.paper.count({ where: { noun: 'meeting', rowId } })

/** The meeting is off: its ladder ends, and whoever has answered is told why. */
export async function cancelMeeting(
  work: Work,
  { meetingId, why }: { meetingId: string; why: string }
): Promise<Result<void, 'not_found' | 'over'>> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  const { count } = await work.db.meeting.updateMany({
    where: { id: meetingId, status: { in: ['draft', 'called'] } },
    data: { status: 'cancelled', cancelledWhy: why },
  })
  if (count === 0) return refuse('over')
  await cancelLadder(work, { noun: 'meeting', rowId: meetingId })
  await cancelTellings(work, { noun: 'meeting', rowId: meetingId })
  await tellCancelled(work, meeting, why)
  const said = { title: meeting.title, at: meeting.startsAt.toISOString(), why }
  await tellInvited(work, { meetingId, key: 'cancelled' }, [{ say: 'meeting.cancelled', with: said }])
  work.audit('meeting.cancelled', { meetingId })
  return ok()
}
