import { fingerprint } from '../../platform/fingerprint.ts'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import type { LeadTimeMissed } from '../ladder/plan-ladder.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { planElection } from './announce-election.ts'
import { youngestPossibleAge, type CandidateLine, type ElectionKind } from './election.ts'
import { tellReminded } from './remind-of-election.ts'
import { tellElection, tellListChanged, tellMoved } from './tell-election.ts'

export type ElectionDraft = {
  kind: ElectionKind
  title: string
  neighbourhoodId: string | null
  startsAt: Date
  endsAt: Date | null
  place: string
  bring: string | null
  minCandidates: number
  /** Steps done on paper already: step → ward day. */
  done: Record<string, string>
}

type Refusal =
  'in_the_past' | 'neighbourhood_missing' | 'no_such_neighbourhood' | 'ends_before_it_begins' | 'done_in_the_future'

async function checkDraft(work: Work, draft: ElectionDraft): Promise<Refusal | null> {
  const today = wardDateOf(work.now)
  if (draft.startsAt <= work.now) return 'in_the_past'
  if (draft.endsAt !== null && draft.endsAt <= draft.startsAt) return 'ends_before_it_begins'
  if (Object.values(draft.done).some((date) => date > today)) return 'done_in_the_future'
  if (draft.kind === 'neighbourhood_head' && draft.neighbourhoodId === null) return 'neighbourhood_missing'
  if (draft.neighbourhoodId === null) return null
  const known = await work.db.neighbourhood.count({ where: { id: draft.neighbourhoodId } })
  return known === 0 ? 'no_such_neighbourhood' : null
}

/** A new election, not yet announced. Sent twice with the same `id`, it is one. */
export async function draftElection(
  work: Work,
  { id = newId(), ...draft }: ElectionDraft & { id?: string }
): Promise<Result<{ electionId: string }, Refusal>> {
  const refusal = await checkDraft(work, draft)
  if (refusal !== null) return refuse(refusal)
  const { count } = await work.db.election.createMany({
    data: [{ id, ...draft, createdAt: work.now }],
    skipDuplicates: true,
  })
  if (count > 0) work.audit('election.drafted', { electionId: id })
  return ok({ electionId: id })
}

/** The mark of what an official was shown of an election: another one means that somebody has changed it since. */
export const seenOfElection = ({ kind, title, neighbourhoodId, startsAt, endsAt, ...more }: ElectionDraft): string =>
  fingerprint([kind, title, neighbourhoodId, startsAt, endsAt, more.place, more.bring, more.minCandidates, more.done])

type Edit = ElectionDraft & { electionId: string; seen?: string | undefined }
type EditRefusal = Refusal | 'not_found' | 'over' | 'announced_already' | 'changed_meanwhile'

/**
 * Edits an election. One that is announced stays what it is and where: its households were counted for that. A new day
 * moves its ladder and must keep the lead times; whoever asked to be reminded is told of a new hour or place.
 */
export async function editElection(
  work: Work,
  { electionId, seen, ...draft }: Edit
): Promise<Result<void, EditRefusal> | LeadTimeMissed> {
  await lockThing(work, { noun: 'election', rowId: electionId })
  const known = await work.db.election.findFirst({ where: { id: electionId } })
  if (known === null) return refuse('not_found')
  if (known.status === 'held' || known.status === 'cancelled') return refuse('over')
  const before = { ...known, kind: known.kind as ElectionKind, done: known.done as Record<string, string> }
  if (seen !== undefined && seen !== seenOfElection(before)) return refuse('changed_meanwhile')
  const isAnnounced = known.status === 'announced'
  if (isAnnounced && (known.kind !== draft.kind || known.neighbourhoodId !== draft.neighbourhoodId))
    return refuse('announced_already')
  const refusal = await checkDraft(work, draft)
  if (refusal !== null) return refuse(refusal)
  const moved = known.startsAt.getTime() !== draft.startsAt.getTime() || known.place !== draft.place
  const version = moved ? known.version + 1 : known.version
  await work.db.election.updateMany({ where: { id: electionId }, data: { ...draft, version } })
  work.audit('election.edited', { electionId, moved })
  if (!isAnnounced) return ok()
  const dayKept = wardDateOf(known.startsAt) === wardDateOf(draft.startsAt)
  const planned = await planElection(work, { id: electionId, ...draft, version, dayKept })
  if (!planned.ok) return planned
  await tellElection(work, { electionId, anew: true })
  if (!moved) return ok()
  await tellMoved(work, { ...known, ...draft, version })
  const said = { title: draft.title, at: draft.startsAt.toISOString(), place: draft.place }
  await tellReminded(work, { electionId, key: `moved:${version}`, until: draft.endsAt ?? draft.startsAt }, [
    { say: 'election.moved', with: said },
  ])
  return ok()
}

/**
 * The list of candidates, in the order in which it is posted. Kept whole: what is not in it is gone. Whoever has been told
 * another list gets a correction.
 */
export async function keepCandidates(
  work: Work,
  { electionId, candidates }: { electionId: string; candidates: readonly CandidateLine[] }
): Promise<Result<void, 'not_found' | 'over' | 'too_young' | 'no_candidate'>> {
  await lockThing(work, { noun: 'election', rowId: electionId })
  const election = await work.db.election.findFirst({
    where: { id: electionId },
    include: { candidates: { orderBy: { position: 'asc' } } },
  })
  if (election === null) return refuse('not_found')
  if (election.status === 'held' || election.status === 'cancelled') return refuse('over')
  if (candidates.length === 0) return refuse('no_candidate')
  const date = wardDateOf(election.startsAt)
  const age = await leastAge(work, date)
  if (election.kind === 'neighbourhood_head' && age !== null) {
    if (candidates.some(({ birthYear }) => youngestPossibleAge(birthYear, date) < age)) return refuse('too_young')
  }
  if (isSameList(election.candidates, candidates)) return ok()
  const version = election.status === 'announced' ? election.version + 1 : election.version
  await work.db.election.updateMany({ where: { id: electionId }, data: { version } })
  await work.db.candidate.deleteMany({ where: { electionId } })
  await work.db.candidate.createMany({
    data: candidates.map((candidate, at) => ({ id: newId(), electionId, position: at + 1, ...candidate })),
  })
  await tellElection(work, { electionId, anew: true })
  await tellListChanged(work, { electionId })
  work.audit('election.candidates_kept', { electionId, candidates: candidates.length })
  return ok()
}

const isSameList = (known: readonly CandidateLine[], list: readonly CandidateLine[]): boolean => {
  const words = (lines: readonly CandidateLine[]) =>
    JSON.stringify(lines.map(({ fullName, birthYear, job }) => [fullName, birthYear, job]))
  return words(known) === words(list)
}

/** The rule table says from which age a neighbourhood head may be elected (`age>=21`). */
async function leastAge(work: Work, date: string): Promise<number | null> {
  const on = columnDate(date)
  const rule = await work.db.lawRule.findFirst({
    where: { ruleId: 'TT.TERM', effectiveFrom: { lte: on } },
    orderBy: { effectiveFrom: 'desc' },
    select: { threshold: true },
  })
  const found = /^age>=(\d+)$/.exec(rule?.threshold ?? '')
  return found === null ? null : Number(found[1])
}
