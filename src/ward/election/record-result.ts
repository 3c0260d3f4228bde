import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'
import { isElected } from './election.ts'
import { tellReminded } from './remind-of-election.ts'
import { tellResult } from './tell-election.ts'

export type ElectionResult = {
  electionId: string
  /** Household representatives at the meeting; null for deputies. */
  present: number | null
  /** candidate id → votes, as the minutes of the count say. */
  votes: Readonly<Record<string, number>>
  note: string | null
}

/** Writes down what the minutes of the count say. The bot took no vote and knows none but this sum. */
export async function recordResult(
  work: Work,
  { electionId, present, votes, note }: ElectionResult
): Promise<
  Result<{ elected: string[] }, 'not_found' | 'not_announced' | 'not_yet' | 'more_than_there_are' | 'votes_missing'>
> {
  const election = await work.db.election.findFirst({
    where: { id: electionId },
    include: { candidates: { orderBy: { position: 'asc' } } },
  })
  if (election === null) return refuse('not_found')
  if (election.status !== 'announced' && election.status !== 'held') return refuse('not_announced')
  if (election.startsAt > work.now) return refuse('not_yet')
  const total = election.totalHouseholds
  const isHead = election.kind === 'neighbourhood_head'
  if (isHead && (present === null || election.candidates.some(({ id }) => votes[id] === undefined)))
    return refuse('votes_missing')
  const most = total === null ? Infinity : Math.min(total, present ?? total)
  if ((present ?? 0) > (total ?? Infinity) || Object.values(votes).some((n) => n > most))
    return refuse('more_than_there_are')
  for (const { id } of election.candidates) {
    await work.db.candidate.updateMany({ where: { id }, data: { votes: votes[id] ?? null } })
  }
  await work.db.election.updateMany({
    where: { id: electionId },
    data: { status: 'held', present, resultNote: note, resultAt: work.now },
  })
  work.audit('election.result_recorded', { electionId })
  const rules = await loadLawRules(work)
  const date = wardDateOf(election.startsAt)
  const elected = election.candidates
    .filter(({ id }) => isHead && isElected({ votes: votes[id] ?? 0, total, rules, date }) === true)
    .map(({ fullName }) => fullName)
  await tellReminded(work, { electionId, key: `result:${work.now.getTime()}` }, [
    {
      say: elected.length > 0 ? 'election.result_elected' : 'election.result_none',
      with: { title: election.title, names: elected.join(', '), present: present ?? 0, total: total ?? 0 },
    },
  ])
  await tellResult(work, { electionId, elected })
  return ok({ elected })
}
