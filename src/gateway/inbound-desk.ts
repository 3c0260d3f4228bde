import type { Log } from '../platform/log.ts'
import { storeInbound, type Arrival } from '../ward/inbound/store-inbound.ts'
import type { Transact } from '../ward/work.ts'

/** Takes what came in and writes it down before the platform is answered. */
export type InboundDesk = { take(wardId: string, arrivals: readonly Arrival[]): Promise<void> }

type Waiting = { wardId: string; arrivals: readonly Arrival[]; done: () => void; failed: (error: unknown) => void }

const mostAtOnce = 500

/**
 * While one batch is being written the next gathers: under load one transaction keeps hundreds of events, alone an event
 * waits for nobody. `wake` tells the workers that a ward has something to handle.
 */
export function makeInboundDesk(transact: Transact, wake: (wardId: string) => Promise<void>, log: Log): InboundDesk {
  const gathering: Waiting[] = []
  let writing = false

  async function write(): Promise<void> {
    writing = true
    while (gathering.length > 0) {
      const batch = gathering.splice(0, mostAtOnce)
      const wards = new Map<string, Waiting[]>()
      for (const waiting of batch) wards.set(waiting.wardId, [...(wards.get(waiting.wardId) ?? []), waiting])
      await Promise.all([...wards].map(([wardId, entries]) => writeWard(wardId, entries)))
    }
    writing = false
  }

  async function writeWard(wardId: string, entries: readonly Waiting[]): Promise<void> {
    try {
      const arrivals = entries.flatMap((entry) => entry.arrivals)
      const fresh = await transact(wardId, 'job:gateway', (work) => storeInbound(work, arrivals))
      for (const entry of entries) entry.done()
      if (fresh > 0)
        void wake(wardId).catch((error: unknown) => log.warn({ err: error }, 'nobody was woken; the sweeper will'))
    } catch (error) {
      for (const entry of entries) entry.failed(error)
    }
  }

  return {
    take: (wardId, arrivals) =>
      new Promise((done, failed) => {
        gathering.push({ wardId, arrivals, done, failed })
        if (!writing) void write()
      }),
  }
}
