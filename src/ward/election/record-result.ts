import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import type { Saying } from '../message/message.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import { renewRecognition } from '../recognition/renew-recognition.ts'
import type { Work } from '../work.ts'
import { isElected } from './election.ts'
import { tellReminded } from './remind-of-election.ts'
import { resultKey, tellResult } from './tell-election.ts'

export type ElectionResult = {
  electionId: string
  /** Household representatives at the meeting; null for deputies. */
  present: number | null
  /** candidate id → votes, as the minutes of the count say. */
  votes: Readonly<Record<string, number>>
  /** For deputies the result itself, in words. */
  note: string | null
}

type Refusal = 'not_announced' | 'not_yet' | 'more_than_there_are' | 'votes_missing' | 'note_missing'

/**
 * Writes down what the minutes of the count say, and tells it whoever asked to be reminded: once, however often the same
 * is written down. The bot took no vote and knows none but this sum.
 */
export async function recordResult(
  work: Work,
  result: ElectionResult
): Promise<Result<{ elected: string[] }, 'not_found' | Refusal>> {
  const { electionId, present, votes, note } = result
  await lockThing(work, { noun: 'election', rowId: electionId })
  const election = await findRow(work, electionId)
  if (election === null) return refuse('not_found')
  const refusal = election.startsAt > work.now ? 'not_yet' : refusalOf(election, result)
  if (refusal !== null) return refuse(refusal)
  const elected = await electedOf(work, election, votes)
  const isSame =
    election.status === 'held' &&
    election.present === present &&
    election.resultNote === note &&
    election.candidates.every((one) => one.votes === (votes[one.id] ?? null))
  if (isSame) return ok({ elected })
  for (const { id } of election.candidates) {
    await work.db.candidate.updateMany({ where: { id }, data: { votes: votes[id] ?? null } })
  }
  await work.db.election.updateMany({
    where: { id: electionId },
    data: { status: 'held', present, resultNote: note, resultAt: work.now },
  })
  work.audit('election.result_recorded', { electionId })
  const key = resultKey({ resultAt: work.now })
  await tellReminded(work, { electionId, key }, [resultSaying(election, result, elected)])
  await tellResult(work, { electionId, elected })
  await renewRecognition(work, { noun: 'election', rowId: electionId, stands: elected.length > 0 })
  return ok({ elected })
}

const findRow = (work: Work, id: string) =>
  work.db.election.findFirst({ where: { id }, include: { candidates: { orderBy: { position: 'asc' } } } })
type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>

const isOfHead = ({ kind }: Row): boolean => kind === 'neighbourhood_head'

function refusalOf(election: Row, { present, votes, note }: ElectionResult): Refusal | null {
  const { status, candidates, totalHouseholds } = election
  if (status !== 'announced' && status !== 'held') return 'not_announced'
  if (!isOfHead(election)) return note === null ? 'note_missing' : null
  if (present === null || candidates.some(({ id }) => votes[id] === undefined)) return 'votes_missing'
  // a household that is there has one vote, for one candidate
  const cast = candidates.reduce((sum, { id }) => sum + (votes[id] ?? 0), 0)
  return present > (totalHouseholds ?? Infinity) || cast > present ? 'more_than_there_are' : null
}

async function electedOf(work: Work, election: Row, votes: ElectionResult['votes']): Promise<string[]> {
  if (!isOfHead(election)) return []
  const counted = { rules: await loadLawRules(work), date: wardDateOf(election.startsAt) }
  return election.candidates
    .filter(({ id }) => isElected({ votes: votes[id] ?? 0, total: election.totalHouseholds, ...counted }) === true)
    .map(({ fullName }) => fullName)
}

function resultSaying(election: Row, { present, note }: ElectionResult, elected: readonly string[]): Saying {
  const { title, totalHouseholds } = election
  if (!isOfHead(election)) return { say: 'election.result_deputies', with: { title, note: note ?? '' } }
  return {
    say: elected.length > 0 ? 'election.result_elected' : 'election.result_none',
    with: { title, names: elected.join(', '), present: present ?? 0, total: totalHouseholds ?? 0 },
  }
}
