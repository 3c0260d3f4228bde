import { ok, refuse, type Result } from '../../platform/result.ts'
import { atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import { cancelLadder, planLadder, type LeadTimeMissed, type Planned } from '../ladder/plan-ladder.ts'
import { cancelTellings } from '../ladder/cancel-tellings.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import type { ElectionKind } from './election.ts'
import { tellReminded } from './remind-of-election.ts'
import { tellCancelled, tellElection } from './tell-election.ts'

type Ground = { id: string; kind: string; startsAt: Date; done: unknown; version: number; dayKept?: boolean }

/** Plans the ladder of an election. The voter list's complaints count from the day it was posted. */
export function planElection(
  work: Work,
  { id, kind, startsAt, done, version, dayKept = false }: Ground
): Promise<Planned> {
  const days = done as Record<string, string>
  const posted = days['voter_list']
  return planLadder(work, {
    ...{ noun: 'election', rowId: id, kind: kind as ElectionKind, version, dayKept, done: days },
    anchors: { electionAt: startsAt, electionDay: startsAt, ...(posted === undefined ? {} : { postedAt: posted }) },
  })
}

/**
 * Announces an election: the number of households is frozen, the ladder is written. The list must be whole first; a lead
 * time that was missed refuses, with the rule named.
 */
export async function announceElection(
  work: Work,
  { electionId }: { electionId: string }
): Promise<
  Result<{ totalHouseholds: number | null }, 'not_found' | 'not_a_draft' | 'too_few_candidates'> | LeadTimeMissed
> {
  await lockThing(work, { noun: 'election', rowId: electionId })
  const election = await work.db.election.findFirst({
    where: { id: electionId },
    include: { candidates: { select: { id: true } } },
  })
  if (election === null) return refuse('not_found')
  const isHead = election.kind === 'neighbourhood_head'
  if (isHead && election.candidates.length < election.minCandidates) return refuse('too_few_candidates')
  const totalHouseholds = isHead
    ? await work.db.household.count({ where: { neighbourhoodId: election.neighbourhoodId } })
    : null
  const { count } = await work.db.election.updateMany({
    where: { id: electionId, status: 'draft' },
    data: { status: 'announced', announcedAt: work.now, totalHouseholds },
  })
  if (count === 0) return refuse('not_a_draft')
  const planned = await planElection(work, election)
  if (!planned.ok) return planned
  await tellElection(work, { electionId, anew: true })
  work.audit('election.announced', { electionId, totalHouseholds })
  return ok({ totalHouseholds })
}

/**
 * The election is off: its ladder ends, and whoever asked to be reminded is told why. One whose hour has gone by is only
 * marked.
 */
export async function cancelElection(
  work: Work,
  { electionId, why }: { electionId: string; why: string }
): Promise<Result<{ told: boolean }, 'not_found' | 'over'>> {
  await lockThing(work, { noun: 'election', rowId: electionId })
  const election = await work.db.election.findFirst({ where: { id: electionId } })
  if (election === null) return refuse('not_found')
  const { count } = await work.db.election.updateMany({
    where: { id: electionId, status: { in: ['draft', 'announced'] } },
    data: { status: 'cancelled', cancelledWhy: why },
  })
  if (count === 0) return refuse('over')
  await cancelLadder(work, { noun: 'election', rowId: electionId })
  await cancelTellings(work, { noun: 'election', rowId: electionId })
  work.audit('election.cancelled', { electionId })
  if (election.startsAt <= work.now) return ok({ told: false })
  await tellCancelled(work, election, why)
  const said = { title: election.title, at: election.startsAt.toISOString(), why }
  await tellReminded(work, { electionId, key: 'cancelled', until: election.endsAt ?? election.startsAt }, [
    { say: 'election.cancelled', with: said },
  ])
  return ok({ told: true })
}

/** The morning of the day before: the hour at which those who asked are reminded. */
export const reminderAt = (startsAt: Date): Date =>
  atWardTime(wardDateOf(new Date(startsAt.getTime() - 86_400_000)), '17:30')
