type Waiting<T, R> = { item: T; done: (result: R) => void; failed: (error: unknown) => void }
type Tray<T, R> = { gathering: Waiting<T, R>[]; writing: number; called: boolean }

type Limits = {
  mostAtOnce: number
  /** While one batch is on its way to the disk the next is already being put together. */
  batchesAtOnce: number
}

/**
 * Puts together what arrives at the same time under one key: under load one `write` takes hundreds of items, alone an item
 * waits for nobody. `write` returns one result per item, in order; when it throws, each of its items fails.
 */
export function makeGather<T, R>(
  write: (key: string, items: readonly T[]) => Promise<readonly R[]>,
  { mostAtOnce, batchesAtOnce }: Limits
): (key: string, item: T) => Promise<R> {
  const trays = new Map<string, Tray<T, R>>()

  async function empty(key: string, tray: Tray<T, R>): Promise<void> {
    tray.writing++
    while (tray.gathering.length > 0) await writeBatch(key, tray.gathering.splice(0, mostAtOnce))
    if (--tray.writing === 0 && !tray.called) trays.delete(key)
  }

  async function writeBatch(key: string, batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(
        key,
        batch.map(({ item }) => item)
      )
      for (const [index, waiting] of batch.entries()) waiting.done(results[index]!)
    } catch (error) {
      for (const waiting of batch) waiting.failed(error)
    }
  }

  return (key, item) =>
    new Promise((done, failed) => {
      const tray = trays.get(key) ?? { gathering: [], writing: 0, called: false }
      trays.set(key, tray)
      tray.gathering.push({ item, done, failed })
      if (tray.writing >= batchesAtOnce || tray.called) return
      // what else has arrived by now joins the batch
      tray.called = true
      setImmediate(() => {
        tray.called = false
        if (tray.gathering.length > 0 && tray.writing < batchesAtOnce) void empty(key, tray)
      })
    })
}
