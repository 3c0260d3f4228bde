// a worker of mass sending in a process of its own: the workers' own code, on a clock that stands in the middle of the day
import { machineClock } from '../../../src/platform/clock.ts'
import { addDays, atWardTime, wardDateOf } from '../../../src/platform/ward-time.ts'
import { wire } from '../../../src/wiring.ts'
import { startWorkers } from '../../../workers/main.ts'

// ten in the morning of the ward's clock when it starts: a notice may leave, whatever the hour of the machine
const started = Date.now()
const ahead =
  atWardTime(addDays(wardDateOf(new Date(started)), Number(process.env.CLOCK_DAYS ?? 0)), '10:00').getTime() - started
const wired = await wire({ clock: { now: () => new Date(machineClock.now().getTime() + ahead) } })
await startWorkers(wired)
process.send?.('ready')
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ rss: process.memoryUsage.rss(), cpu: process.cpuUsage() })
})
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.once(signal, () => void wired.close().then(() => process.exit(0)))
}
