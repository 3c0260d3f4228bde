import { makeGather } from '../platform/gather.ts'
import type { Log } from '../platform/log.ts'
import type { Arrival, StoreInbound } from '../ward/inbound/store-inbound.ts'

/** Takes what came in and writes it down before the platform is answered. */
export type InboundDesk = { take(wardId: string, arrivals: readonly Arrival[]): Promise<void> }

/** `wake` tells the workers that a ward has something to handle. */
export function makeInboundDesk(store: StoreInbound, wake: (wardId: string) => Promise<void>, log: Log): InboundDesk {
  const take = makeGather<readonly Arrival[], undefined>(
    async (wardId, batch) => {
      const fresh = await store(wardId, batch.flat())
      if (fresh > 0)
        void wake(wardId).catch((error: unknown) => log.warn({ err: error }, 'nobody was woken; the sweeper will'))
      return batch.map(() => undefined)
    },
    { mostAtOnce: 500, batchesAtOnce: 2 }
  )
  return { take }
}
