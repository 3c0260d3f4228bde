import type { Log } from '../platform/log.ts'
import type { Queues } from '../platform/queue.ts'
import { catalogue, isJobName } from './catalogue.ts'
import { Bug } from '../platform/bug.ts'

type Bell = { job: string; wardId: string; rowId: string; dueAt: Date }

/** Beyond this the doorbell row alone remembers: the sweeper rings when it is due. */
const longestDelayMs = 3_600_000

/**
 * After commit: one queue job per bell. A queue that is away is no error here, the doorbell row waits for the sweeper.
 * The same bell may ring twice; the claim on the row, not the job, decides who works.
 */
export function makeRing(queues: Queues, log: Log, now: () => Date): (bells: readonly Bell[]) => Promise<void> {
  return async (bells) => {
    for (const bell of bells) {
      if (!isJobName(bell.job)) throw new Bug(`no job is called ${bell.job}`)
      const delayMs = Math.max(0, bell.dueAt.getTime() - now().getTime())
      if (delayMs > longestDelayMs) continue
      try {
        await queues.add(catalogue[bell.job].lane, bell.job, { wardId: bell.wardId, rowId: bell.rowId }, delayMs)
      } catch (error) {
        log.warn({ err: error, job: bell.job, rowId: bell.rowId }, 'the queue did not take a bell; the sweeper will')
      }
    }
  }
}

/** No more than one wake a ward in this time: what comes in between is taken along. */
const wakeEveryMs = 15

/**
 * Wakes a worker to handle what came into a ward. A wake covers everything that is waiting, so under load many arrivals
 * share one job; the last arrival always has a wake after it.
 */
export function makeWake(queues: Queues): (wardId: string) => Promise<void> {
  const sleeping = new Map<string, { again: boolean }>()
  const send = (wardId: string) => queues.add('reply', 'handle-inbound', { wardId, rowId: '' })
  return async function wake(wardId: string): Promise<void> {
    const resting = sleeping.get(wardId)
    if (resting) {
      resting.again = true
      return
    }
    const rest = { again: false }
    sleeping.set(wardId, rest)
    setTimeout(() => {
      sleeping.delete(wardId)
      if (rest.again) void wake(wardId).catch(() => {}) // the sweeper finds what nobody was woken for
    }, wakeEveryMs)
    await send(wardId)
  }
}
