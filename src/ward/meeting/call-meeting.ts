import { ok, refuse, type Result } from '../../platform/result.ts'
import { cancelLadder, planLadder, type LeadTimeMissed, type Planned } from '../ladder/plan-ladder.ts'
import type { LadderKind } from '../ladder/ladder.ts'
import { householdsInvited } from '../household/household-of-chat.ts'
import { cancelRungNotices, draftRungNotice } from '../ladder/draft-rung-notice.ts'
import { wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { needsPapers, type MeetingKind } from './meeting.ts'
import { tellInvited } from './tell-invited.ts'

const ladderOf: Readonly<Record<MeetingKind, LadderKind>> = {
  community: 'community',
  head_election: 'community',
  year_end: 'year_end',
  dialogue: 'dialogue',
  voter_contact: 'voter_contact',
}

type Ground = { id: string; kind: string; startsAt: Date; version: number }

/** Plans the ladder of a meeting: from a form that is being filled in, or from the row. */
export const planMeeting = (work: Work, { id, kind, startsAt, version }: Ground): Promise<Planned> =>
  planLadder(work, {
    ...{ noun: 'meeting', rowId: id, version },
    kind: ladderOf[kind as MeetingKind],
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
  await draftInvitation(work, meeting)
  work.audit('meeting.called', { meetingId, totalHouseholds })
  return ok({ totalHouseholds })
}

const countPapers = (work: Work, rowId: string): Promise<number> =>
  work.db.paper.count({ where: { noun: 'meeting', rowId } })

type Invited = {
  id: string
  title: string
  agenda: string[]
  place: string
  startsAt: Date
  chair: string
  contact: string
  number: string | null
  neighbourhoodIds: string[]
  householdIds: string[]
}

/** The invitation to every household, as a notice with an approver of its own; drafted anew where the meeting has moved. */
export async function draftInvitation(work: Work, meeting: Invited): Promise<void> {
  const papers = await work.db.paper.findMany({ where: { noun: 'meeting', rowId: meeting.id }, select: { name: true } })
  const members =
    meeting.householdIds.length === 0
      ? []
      : await work.db.citizen.findMany({ where: { householdId: { in: meeting.householdIds } }, select: { id: true } })
  await draftRungNotice(work, {
    ...{ kind: 'meeting', rowId: meeting.id, step: 'invite', title: meeting.title, eventAt: meeting.startsAt },
    facts: {
      ...{ agenda: meeting.agenda.join('; '), place: meeting.place, convener: meeting.chair, contact: meeting.contact },
      ...{ event_date: wardDateOf(meeting.startsAt), event_clock: wardClockOf(meeting.startsAt) },
      ...(meeting.number === null ? {} : { number: meeting.number }),
      ...(papers.length === 0 ? {} : { documents: papers.map(({ name }) => name).join('; ') }),
    },
    audience: {
      households: true,
      ...(meeting.neighbourhoodIds.length === 0 ? {} : { neighbourhoods: meeting.neighbourhoodIds }),
      ...(members.length === 0 ? {} : { citizens: members.map(({ id }) => id) }),
    },
  })
}

/** The meeting is off: its ladder ends, and whoever has answered is told why. */
export async function cancelMeeting(
  work: Work,
  { meetingId, why }: { meetingId: string; why: string }
): Promise<Result<void, 'not_found' | 'over'>> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId }, select: { title: true, startsAt: true } })
  if (meeting === null) return refuse('not_found')
  const { count } = await work.db.meeting.updateMany({
    where: { id: meetingId, status: { in: ['draft', 'called'] } },
    data: { status: 'cancelled', cancelledWhy: why },
  })
  if (count === 0) return refuse('over')
  await cancelLadder(work, { noun: 'meeting', rowId: meetingId })
  await cancelRungNotices(work, { kind: 'meeting', rowId: meetingId })
  const said = { title: meeting.title, at: meeting.startsAt.toISOString(), why }
  await tellInvited(work, { meetingId, key: 'cancelled' }, [{ say: 'meeting.cancelled', with: said }])
  work.audit('meeting.cancelled', { meetingId })
  return ok()
}
