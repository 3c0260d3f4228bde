// npm run bench -- schedule [--notices 60] [--seconds 40] [--queue embedded|redis|redis://…]
// How late a notice begins after its hour: hours spread over the next seconds, in no order; beside them a bare timer.
import { parseArgs } from 'node:util'
import { printBars } from './support/bars.ts'
import { percentile, round } from './support/figures.ts'
import { openTown } from './support/mass-town.ts'

const { values } = parseArgs({
  options: {
    notices: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '40' },
    queue: { type: 'string', default: 'embedded' },
  },
})
const town = await openTown({ size: 3, queue: values.queue })
await town.startWorker()
const span = Number(values.seconds) * 1000
const begin = town.clock.now().getTime() + 3_000
const ids: string[] = []
const bare: number[] = []
for (let n = 0; n < Number(values.notices); n++) {
  const at = new Date(begin + ((n * 7_919) % span))
  ids.push((await town.schedule({ class: 'emergency', sendAt: at })).id)
  setTimeout(() => bare.push(town.clock.now().getTime() - at.getTime()), at.getTime() - town.clock.now().getTime())
}
await town.until(async () => {
  const { rowCount } = await town.owner.query(`select 1 from notice where expanded_at is null`)
  return rowCount === 0
}, 250)
const { rows } = await town.owner.query<{ late: number }>(
  `select 1000 * extract(epoch from expanded_at - send_at)::float8 as late from notice where id = any($1::uuid[])`,
  [ids]
)
const late = rows.map((row) => row.late)
const result = {
  bench: 'schedule',
  queue: values.queue === 'embedded' ? 'embedded' : 'redis',
  notices: late.length,
  lateP50Ms: round(percentile(late, 0.5), 0),
  lateP99Ms: round(percentile(late, 0.99), 0),
  bareTimerP99Ms: round(percentile(bare, 0.99), 0),
  bars: printBars([
    {
      what: 'a schedule fires late by, p99',
      value: round(percentile(late, 0.99), 0),
      atLeast: 2_000,
      goal: 500,
      unit: 'ms',
      more: 'worse',
    },
  ]),
}
await town.close()
console.log(JSON.stringify(result))
process.exit(0)
