// npm run bench -- memory [--sizes 10000,100000,1000000] [--queue embedded|redis|redis://…] [--built]
// One worker sends a notice to each of these many, the smallest first: how much memory it holds at most while it does, and how
// fast each tenth of a notice leaves. Flat means: what a notice to a million needs, a notice to ten thousand needs as well.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { printBars } from './support/bars.ts'
import { openTown } from './support/mass-town.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    queue: { type: 'string', default: 'redis' },
    built: { type: 'boolean', default: false },
  },
})
const sizes = values.sizes.split(',').map(Number)
const town = await openTown({ size: Math.max(...sizes), queue: values.queue, groups: sizes })
const worker = await town.startWorker({ lanes: 'emergency,mass,reconcile', built: values.built })
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${worker.pid!}/status`, 'utf8'))?.[1] ?? 0) / 1024

type Sent = { size: number; peak: number; perSecond: number; tenths: number[] }
const rounds: Sent[] = []
for (const [nth, size] of sizes.entries()) {
  await town.standIns.zalo.tell('forget')
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, rss())), 200)
  const { id, number } = await town.schedule({ audience: { neighbourhoods: town.groups.slice(0, nth + 1) } })
  await town.until(async () => (await town.statusOf(id)).startsWith('finished'), 250)
  clearInterval(watch)
  const counts = await town.ledger(number)
  if (counts['a'] !== size) throw new Error(`not all were accepted: ${JSON.stringify(counts)}`)
  const log = await town.standIns.zalo.sent()
  const told = new Set(log.map(({ to }) => to)).size
  if (told !== size || log.length !== size) throw new Error(`the platform saw ${log.length} messages to ${told}`)
  const times = log.map(({ at }) => at)
  const tenths = Array.from({ length: 10 }, (_, k) => {
    const from = times[Math.floor((k * size) / 10)]!
    const to = times[Math.floor(((k + 1) * size) / 10) - 1]!
    return Math.round(size / 10 / ((to - from) / 1000))
  })
  const perSecond = Math.round(size / ((times.at(-1)! - times[0]!) / 1000))
  console.log(`  ${size}: ${perSecond}/s, at most ${Math.round(peak)} MB; each tenth ${tenths.join(' ')}`)
  rounds.push({ size, peak: Math.round(peak), perSecond, tenths })
}
const bars = printBars([
  {
    what: 'memory while sending',
    value: Math.max(...rounds.map(({ peak }) => peak)),
    atLeast: 250,
    goal: 150,
    unit: 'MB',
    more: 'worse',
  },
])
await town.close()
console.log(
  JSON.stringify({ bench: 'memory', queue: values.queue, program: values.built ? 'built' : 'sources', rounds, bars })
)
process.exit(0)
