/** Longer than one try at a platform and one batch; shorter than what a supervisor waits before it kills. */
const graceMs = 25_000

/**
 * Ends the process when it is told to: what runs is let finish. What does not finish in time, say because the queue's
 * server is gone, is left: claims and leases make that as safe as a crash.
 */
export function stopOnSignal(close: () => Promise<void>, signals: readonly string[] = ['SIGINT', 'SIGTERM']): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), graceMs).unref()
    void close().then(
      () => process.exit(0),
      () => process.exit(1)
    )
  }
  for (const signal of signals) process.on(signal, stop)
}
