// a worker of mass sending in a process of its own: the workers' own code, on a clock that stands in the middle of the day
import { machineClock } from '../../../src/platform/clock.ts'
import { wire } from '../../../src/wiring.ts'
import { startWorkers } from '../../../workers/main.ts'

// the town's clock, which stood at ten in the morning when it was opened: a worker that starts later must not live earlier
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const wired = await wire({ clock: { now: () => new Date(machineClock.now().getTime() + ahead) } })
await startWorkers(wired)
process.send?.('ready')
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() })
})
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.once(signal, () => void wired.close().then(() => process.exit(0)))
}
