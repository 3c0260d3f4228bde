import type { Work } from '../work.ts'
import { listRungs, type RungLine } from './list-rungs.ts'
import { findRecognition, type RecognitionLine } from '../recognition/find-recognition.ts'
import { waitingNotices, type Thing } from './waiting-notices.ts'

/** What its page shows of a thing's ladder: its rungs, how many of its notices wait, and whether its result is recognised. */
export type ThingSteps = { rungs: readonly RungLine[]; waiting: number; recognition: RecognitionLine | null }

/** Notices of no rung (minutes, a result, a correction, what was made public) wait as those of the rungs do. */
export const thingSteps = async (work: Work, thing: Thing): Promise<ThingSteps> => ({
  rungs: await listRungs(work, thing),
  waiting: (await waitingNotices(work, thing)).length,
  recognition: await findRecognition(work, thing),
})
