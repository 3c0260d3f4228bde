import type { Log } from '../platform/log.ts'
import type { Arrival, StoreInbound } from '../ward/inbound/store-inbound.ts'

/** Takes what came in and writes it down before the platform is answered. */
export type InboundDesk = { take(wardId: string, arrivals: readonly Arrival[]): Promise<void> }

type Waiting = { arrivals: readonly Arrival[]; done: () => void; failed: (error: unknown) => void }
type Tray = { gathering: Waiting[]; writing: number; called: boolean }

const mostAtOnce = 500
/** While one batch is on its way to the disk the next is already being put together. */
const batchesAtOnce = 2

/**
 * Under load one statement keeps hundreds of events of a ward, alone an event waits for nobody. `wake` tells the workers
 * that a ward has something to handle.
 */
export function makeInboundDesk(store: StoreInbound, wake: (wardId: string) => Promise<void>, log: Log): InboundDesk {
  const trays = new Map<string, Tray>()

  async function write(wardId: string, tray: Tray): Promise<void> {
    tray.writing++
    while (tray.gathering.length > 0) await writeBatch(wardId, tray.gathering.splice(0, mostAtOnce))
    if (--tray.writing === 0 && !tray.called) trays.delete(wardId)
  }

  async function writeBatch(wardId: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const fresh = await store(
        wardId,
        batch.flatMap((waiting) => waiting.arrivals)
      )
      for (const waiting of batch) waiting.done()
      if (fresh > 0)
        void wake(wardId).catch((error: unknown) => log.warn({ err: error }, 'nobody was woken; the sweeper will'))
    } catch (error) {
      for (const waiting of batch) waiting.failed(error)
    }
  }

  return {
    take: (wardId, arrivals) =>
      new Promise((done, failed) => {
        const tray = trays.get(wardId) ?? { gathering: [], writing: 0, called: false }
        trays.set(wardId, tray)
        tray.gathering.push({ arrivals, done, failed })
        if (tray.writing >= batchesAtOnce || tray.called) return
        // what else has arrived by now joins the batch
        tray.called = true
        setImmediate(() => {
          tray.called = false
          if (tray.gathering.length > 0 && tray.writing < batchesAtOnce) void write(wardId, tray)
        })
      }),
  }
}
