/** Waits that end with their stand-in: `stop` lets go of all of them. */
export function makePauses() {
  const timers = new Set<NodeJS.Timeout>()
  return {
    pause: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          resolve()
        }, ms)
        timers.add(timer)
      }),
    stop: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
