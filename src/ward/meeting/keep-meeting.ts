import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { LeadTimeMissed } from '../ladder/plan-ladder.ts'
import type { Work } from '../work.ts'
import { planMeeting } from './call-meeting.ts'
import type { MeetingKind } from './meeting.ts'
import { tellInvited } from './tell-invited.ts'
import { tellMeeting, tellMoved } from './tell-meeting.ts'

export type MeetingDraft = {
  kind: MeetingKind
  matter: number | null
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

/** A new meeting, not yet called. */
export async function draftMeeting(
  work: Work,
  draft: MeetingDraft
): Promise<Result<{ meetingId: string }, 'in_the_past' | 'no_such_neighbourhood'>> {
  if (draft.startsAt <= work.now) return refuse('in_the_past')
  if (!(await areNeighbourhoods(work, draft.neighbourhoodIds))) return refuse('no_such_neighbourhood')
  const id = newId()
  await work.db.meeting.createMany({ data: [{ id, ...draft, createdAt: work.now }] })
  work.audit('meeting.drafted', { meetingId: id })
  return ok({ meetingId: id })
}

/**
 * Edits a meeting. One that is called and changes its hour or place moves its ladder with it, keeps the lead times of the
 * law for the new hour, and tells everybody who has answered; whoever got an invitation gets a correction.
 */
export async function editMeeting(
  work: Work,
  { meetingId, ...draft }: MeetingDraft & { meetingId: string }
): Promise<Result<void, 'not_found' | 'over' | 'in_the_past' | 'no_such_neighbourhood'> | LeadTimeMissed> {
  const known = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (known === null) return refuse('not_found')
  if (known.status === 'held' || known.status === 'cancelled') return refuse('over')
  if (draft.startsAt <= work.now) return refuse('in_the_past')
  if (!(await areNeighbourhoods(work, draft.neighbourhoodIds))) return refuse('no_such_neighbourhood')
  const moved = known.startsAt.getTime() !== draft.startsAt.getTime() || known.place !== draft.place
  const version = moved ? known.version + 1 : known.version
  await work.db.meeting.updateMany({ where: { id: meetingId }, data: { ...draft, version } })
  work.audit('meeting.edited', { meetingId, moved })
  if (known.status !== 'called') return ok()
  if (moved) {
    const planned = await planMeeting(work, { ...known, ...draft, id: meetingId, version })
    if (!planned.ok) return planned
  }
  await tellMeeting(work, { meetingId, anew: true })
  if (!moved) return ok()
  await tellMoved(work, { ...known, ...draft, version })
  const said = { title: draft.title, at: draft.startsAt.toISOString(), place: draft.place }
  await tellInvited(work, { meetingId, key: `moved:${version}` }, [{ say: 'meeting.moved', with: said }])
  return ok()
}

async function areNeighbourhoods(work: Work, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  return (await work.db.neighbourhood.count({ where: { id: { in: [...ids] } } })) === new Set(ids).size
}
