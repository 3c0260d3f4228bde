import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { ballotSources, ratedIn, type BallotSource, type Levels } from './satisfaction.ts'

export type Ballots = {
  /** YYYY-MM-DD, the last day on which they were collected. */
  heldOn: string
  source: BallotSource
  unit?: string
  handedOut: number
  levels: Levels
}

export type BallotRefusal =
  'date_missing' | 'date_in_future' | 'source_missing' | 'counts_missing' | 'more_than_handed_out'

/** Marks given on paper or on a device at the counter, entered as counts. */
export async function recordBallots(
  work: Work,
  { heldOn, source, unit, handedOut, levels }: Ballots
): Promise<Result<{ ballotId: string }, BallotRefusal>> {
  if (!isWardDate(heldOn)) return refuse('date_missing')
  if (heldOn > wardDateOf(work.now)) return refuse('date_in_future')
  if (!ballotSources.includes(source)) return refuse('source_missing')
  const counts = [handedOut, ...levels]
  if (counts.some((count) => !Number.isInteger(count) || count < 0) || ratedIn(levels) === 0)
    return refuse('counts_missing')
  if (ratedIn(levels) > handedOut) return refuse('more_than_handed_out')
  const ballotId = newId()
  await work.db.satisfactionBallot.createMany({
    data: [
      {
        id: ballotId,
        heldOn: columnDate(heldOn),
        source,
        unit: unit?.trim() || null,
        handedOut,
        levels: [...levels],
      },
    ],
  })
  work.audit('satisfaction.ballots_recorded', { ballotId, handedOut, rated: ratedIn(levels) })
  return ok({ ballotId })
}
