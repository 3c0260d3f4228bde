/**
 * A worker of mass sending in a process of its own: the workers' own code, on a clock that stands in the middle of the day.
 * As it is deployed (`npm run build`, plain Node), or straight from the sources under tsx.
 */
import process from 'node:process'

const built = process.env.FROM_DIST === '1'
const root = new URL(built ? '../../../dist/' : '../../../', import.meta.url)
const load = (file) => import(new URL(built ? `${file}.js` : `${file}.ts`, root).href)

// the town's clock, which stood at ten in the morning when it was opened: a worker that starts later must not live earlier
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const { wire } = await load('src/wiring')
const wired = await wire({ clock: { now: () => new Date(Date.now() + ahead) } })
const { startWorkers } = await load('workers/main')
await startWorkers(wired)
if (process.env.OPEN_DOORS === '1') {
  const { openDoors } = await load('src/wiring/doors')
  const doors = await openDoors(wired)
  await doors.listen({ port: wired.config.PORT, host: '127.0.0.1' })
}
process.send?.('ready')
process.on('message', () => process.send?.(process.memoryUsage()))
const { stopOnSignal } = await load('src/platform/stop-on-signal')
stopOnSignal(() => wired.close(), ['SIGTERM', 'SIGINT', 'disconnect'])
