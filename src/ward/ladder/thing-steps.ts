import type { Work } from '../work.ts'
import { listRungs, type RungLine } from './list-rungs.ts'
import { waitingNotices, type Thing } from './waiting-notices.ts'

/** What its page shows of a thing's ladder: its rungs, and how many of its notices wait to be submitted or approved. */
export type ThingSteps = { rungs: readonly RungLine[]; waiting: number }

/** Notices of no rung (minutes, a result, a correction, what was made public) wait as those of the rungs do. */
export const thingSteps = async (work: Work, thing: Thing): Promise<ThingSteps> => ({
  rungs: await listRungs(work, thing),
  waiting: (await waitingNotices(work, thing)).length,
})
