import { newId } from '../../platform/ids.ts'
import { fingerprint } from '../../platform/fingerprint.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import type { LeadTimeMissed } from '../ladder/plan-ladder.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { planMeeting } from './call-meeting.ts'
import { electsHead, type MeetingKind } from './meeting.ts'
import { mayKeepMeeting } from './own-meeting.ts'
import { tellInvited } from './tell-invited.ts'
import { tellChanged, tellMeeting, tellMoved } from './tell-meeting.ts'

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

type Refusal = 'in_the_past' | 'no_such_neighbourhood' | 'elects_head'

/** A new meeting, not yet called. Sent twice with the same `id`, it is one. */
export async function draftMeeting(
  work: Work,
  { id = newId(), ...draft }: MeetingDraft & { id?: string }
): Promise<Result<{ meetingId: string }, 'not_yours' | Refusal>> {
  if (!(await mayKeepMeeting(work, draft.neighbourhoodIds))) return refuse('not_yours')
  const refusal = electsHead(draft) ? 'elects_head' : await refusalOf(work, draft)
  if (refusal !== null) return refuse(refusal)
  const { count } = await work.db.meeting.createMany({
    data: [{ id, ...draft, createdAt: work.now }],
    skipDuplicates: true,
  })
  if (count > 0) work.audit('meeting.drafted', { meetingId: id })
  return ok({ meetingId: id })
}

/** The mark of what an official was shown of a meeting: another one means that somebody has changed it since. */
export const seenOfMeeting = ({ kind, matter, title, agenda, place, startsAt, ...more }: MeetingDraft): string =>
  fingerprint([
    kind,
    matter,
    title,
    agenda,
    place,
    startsAt,
    more.chair,
    more.contact,
    more.number,
    more.neighbourhoodIds,
  ])

type Edit = MeetingDraft & { meetingId: string; seen?: string | undefined }
type EditRefusal = Refusal | 'not_found' | 'over' | 'called_already' | 'changed_meanwhile'

/**
 * Edits a meeting. Of one that is called it stays for whom it is and what it decides: its households were counted for that.
 * A new day must keep the lead times of the law; a new hour or place takes the ladder along, tells everybody who has
 * answered, and whoever got an invitation gets a correction, as for a new agenda.
 */
export async function editMeeting(
  work: Work,
  { meetingId, seen, ...draft }: Edit
): Promise<Result<void, 'not_yours' | EditRefusal> | LeadTimeMissed> {
  await lockThing(work, { noun: 'meeting', rowId: meetingId })
  const known = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (known === null) return refuse('not_found')
  for (const { neighbourhoodIds } of [known, draft])
    if (!(await mayKeepMeeting(work, neighbourhoodIds))) return refuse('not_yours')
  if (known.status === 'held' || known.status === 'cancelled') return refuse('over')
  const before = { ...known, kind: known.kind as MeetingKind }
  if (seen !== undefined && seen !== seenOfMeeting(before)) return refuse('changed_meanwhile')
  const isCalled = known.status === 'called'
  if (isCalled && isOfOther(before, draft)) return refuse('called_already')
  if (!isCalled && electsHead(draft)) return refuse('elects_head')
  const refusal = await refusalOf(work, draft)
  if (refusal !== null) return refuse(refusal)
  const isLater = known.startsAt.getTime() !== draft.startsAt.getTime()
  const moved = isLater || known.place !== draft.place
  const reworded = isReworded(before, draft)
  const version = moved || reworded ? known.version + 1 : known.version
  await work.db.meeting.updateMany({ where: { id: meetingId }, data: { ...draft, version } })
  work.audit('meeting.edited', { meetingId, moved })
  if (!isCalled) return ok()
  const now = { ...known, ...draft, version }
  if (isLater) {
    const dayKept = wardDateOf(known.startsAt) === wardDateOf(draft.startsAt)
    const planned = await planMeeting(work, { ...now, dayKept })
    if (!planned.ok) return planned
  }
  await tellMeeting(work, { meetingId, anew: true })
  if (reworded) await tellChanged(work, now)
  else if (moved) await tellMoved(work, now)
  if (!moved) return ok()
  const said = { title: draft.title, at: draft.startsAt.toISOString(), place: draft.place }
  await tellInvited(work, { meetingId, key: `moved:${version}`, until: draft.startsAt }, [
    { say: 'meeting.moved', with: said },
  ])
  return ok()
}

async function refusalOf(work: Work, { startsAt, neighbourhoodIds }: MeetingDraft): Promise<Refusal | null> {
  if (startsAt <= work.now) return 'in_the_past'
  return (await areNeighbourhoods(work, neighbourhoodIds)) ? null : 'no_such_neighbourhood'
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join()

const isOfOther = (known: MeetingDraft, draft: MeetingDraft): boolean =>
  known.kind !== draft.kind ||
  known.matter !== draft.matter ||
  !isSameSet(known.neighbourhoodIds, draft.neighbourhoodIds) ||
  !isSameSet(known.householdIds, draft.householdIds)

const isReworded = (known: MeetingDraft, draft: MeetingDraft): boolean =>
  known.title !== draft.title || known.contact !== draft.contact || known.agenda.join('\n') !== draft.agenda.join('\n')

async function areNeighbourhoods(work: Work, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  return (await work.db.neighbourhood.count({ where: { id: { in: [...ids] } } })) === new Set(ids).size
}
