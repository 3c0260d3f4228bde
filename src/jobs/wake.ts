import type { Queues } from '../platform/queue.ts'
import { makeWake } from './enqueue.ts'

/** Wakes whoever handles what came into a ward. */
export type Wake = {
  wake(wardId: string): Promise<void>
  /** From now on this process does it: nothing has to go through the queue. */
  handleHere(handle: (wardId: string) => Promise<void>): void
  /** Lets what is being handled here end. */
  close(): Promise<void>
}

export function openWake(queues: Queues): Wake {
  const handling = new Set<Promise<void>>()
  const wakeOthers = makeWake(queues)
  let wake = wakeOthers
  return {
    wake: (wardId) => wake(wardId),
    handleHere(handle) {
      wake = (wardId) => {
        const handled = handle(wardId).finally(() => handling.delete(handled))
        handling.add(handled)
        return handled
      }
    },
    async close() {
      await Promise.allSettled(handling)
    },
  }
}
