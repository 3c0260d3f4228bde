import type { JobName } from '../src/jobs/catalogue.ts'
import { hearReconcilers, type Heard } from '../src/wiring/watch-reconcilers.ts'
import type { Wired } from '../src/wiring.ts'
import { timetable } from './timetable.ts'
import { noteRun } from './watch-runs.ts'

/** So often somebody looks whether the timetable is still heard. */
export const listenEveryMs = 30_000

/** Jobs that should have come to their end three times since they were last heard. */
export function silentJobs(heard: readonly Heard[]): JobName[] {
  const silence = new Map(heard.map(({ job, silentSeconds }) => [job, silentSeconds]))
  return timetable
    .filter(({ job, everySeconds }) => (silence.get(job) ?? 0) > 3 * everySeconds + 30)
    .map(({ job }) => job)
}

/**
 * The queue keeps the timetable, and a queue can lose it: on a starved machine a job that lost its lock takes its next
 * round with it. What is silent is an alarm, and is run here.
 */
export async function healSilence(wired: Wired, run: (job: JobName) => Promise<void>): Promise<void> {
  for (const job of silentJobs(await hearReconcilers(wired))) {
    wired.log.error({ job }, 'a job of the timetable is silent; it runs outside the queue now')
    await run(job)
    await noteRun(wired, job)
  }
}
