// npm run bench -- broadcast [--size 100000] [--rounds 5] [--queue embedded|redis|redis://…] [--channel zalo|telegram]
//   [--compare 3000] [--workers 1] [--per-second 0] [--built]: the workers as deployed, after `npm run build`
//   [--tries 20]: pairs at most; one whose bare loop changed by more than 5 % between before and after is void and repeated
//   [--bare-runs 3]: runs of the bare loop that make one such comparison
// Recorded deliveries beside the bare loop, in pairs: bare, ours, bare again. Ours is the workers' own code in a process of
// its own, with row-level security, sealing, pause check and the platform's envelope on. Before it, with no worker at work:
// the rows of the ledger beside a raw INSERT … SELECT of as many.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { printBars, type Bar } from './support/bars.ts'
import { median, round } from './support/figures.ts'
import { openTown, smallSize } from './support/mass-town.ts'
import { measureChained, measurePairs } from './support/pairs.ts'
import { rowPerRecipient } from './support/row-per-recipient.ts'
import { writeRows } from './support/write-rows.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    tries: { type: 'string', default: '20' },
    'bare-runs': { type: 'string', default: '3' },
    queue: { type: 'string', default: 'embedded' },
    channel: { type: 'string', default: 'zalo' },
    compare: { type: 'string', default: '3000' },
    'per-second': { type: 'string', default: '0' },
    workers: { type: 'string', default: '1' },
    built: { type: 'boolean', default: false },
  },
})
const size = Number(values.size)
const channel = values.channel === 'telegram' ? 'telegram' : 'zalo'
const perSecond = Number(values['per-second'])
const town = await openTown({
  size,
  channel,
  perMinute: perSecond * 60,
  perSecond,
  queue: values.queue,
})
const { owner, standIns } = town
const platform = channel === 'zalo' ? standIns.zalo : standIns.telegram
if (channel === 'telegram')
  await platform
    .tell('set', { keepTexts: false }, { everyoneIsKnown: true, perSecond: 0, perChatPerSecond: 0 })
    .catch(() => null)

const bare = fork(fileURLToPath(new URL('./support/bare-sender.ts', import.meta.url)), [], {
  execArgv: ['--import', 'tsx'],
})
await once(bare, 'message')
const text = JSON.stringify(
  `[UBND phường Đo Lường] Lịch họp tổ dân phố\n\nKính mời ông/bà dự họp tổ dân phố lúc 19 giờ 30 thứ Bảy, 28/11/2026 tại nhà văn hóa. Trân trọng.`
)

async function bareSeconds(): Promise<number> {
  await platform.tell('forget')
  const access = (await owner.query<{ n: string }>('select count(*) as n from channel_token')).rows[0]!.n
  if (access === '0') throw new Error('the account has no token')
  const zalo = {
    path: '/v3.0/oa/message/cs',
    headers: { access_token: await accessToken(), 'content-type': 'application/json' },
    body: { before: '{"recipient":{"user_id":"', after: `"},"message":{"text":${text}}}` },
    first: '246845883529000000',
  }
  const telegram = {
    path: `/bot${town.env['TELEGRAM_TOKEN']}/sendMessage`,
    headers: { 'content-type': 'application/json' },
    body: { before: '{"chat_id":"', after: `","text":${text}}` },
    first: '700000000',
  }
  bare.send({ url: platform.url, count: size, ...(channel === 'zalo' ? zalo : telegram) })
  const [{ seconds }] = (await once(bare, 'message')) as [{ seconds: number }]
  return seconds
}

/** The token in use now: our own first send rotated the one the stand-in began with. */
async function accessToken(): Promise<string> {
  const { rows } = await owner.query<{ pair: Buffer }>('select pair from channel_token limit 1')
  const { accessToken: token } = town.wired.seal.openJson<{ accessToken: string }>(town.wardId, rows[0]!.pair)
  return token === '' ? standIns.accessToken : token
}

const relation = async () =>
  Number((await owner.query<{ n: string }>(`select pg_total_relation_size('delivery') as n`)).rows[0]!.n)
const rssOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

type Round = { number: number; ours: number; wall: number; afterRowsMs: number; rss: number }

async function ours(): Promise<Round> {
  await platform.tell('forget')
  let rss = 0
  const watch = setInterval(() => {
    rss = Math.max(rss, ...town.workers.map((worker) => rssOf(worker.pid!)))
  }, 200)
  const ordered = Date.now()
  const { id, number } = await town.schedule()
  // the notice is `sending` from the commit of its rows on
  await town.until(async () => !['scheduled', 'expanding'].includes(await statusOf(id)), 5)
  const rowsAt = Date.now()
  await town.until(async () => ['finished', 'finished_with_failures'].includes(await statusOf(id)))
  const finished = Date.now()
  clearInterval(watch)
  const counts = await town.ledger(number)
  if (counts['a'] !== size) throw new Error(`not all were accepted: ${JSON.stringify(counts)}`)
  const log = await platform.sent()
  const told = new Set(log.map(({ to }) => to))
  if (told.size !== size || log.length !== size)
    throw new Error(`the platform saw ${log.length} messages to ${told.size}`)
  const first = Math.min(...log.map(({ at }) => at))
  const last = Math.max(...log.map(({ at }) => at))
  worst.push(rollingSecond(log.map(({ at }) => at)))
  return {
    number,
    ours: (last - first) / 1000,
    wall: (finished - ordered) / 1000,
    afterRowsMs: first - rowsAt,
    rss,
  }
}

const worst: number[] = []

const statusOf = async (id: string) =>
  (await owner.query<{ status: string }>('select status from notice where id = $1', [id])).rows[0]!.status

/** Approval to first message, a thousand recipients. */
async function firstOfSmall(): Promise<number> {
  await platform.tell('forget')
  const ordered = Date.now()
  const { id } = await town.schedule({ audience: { neighbourhoods: town.groups } })
  await town.until(async () => (await statusOf(id)).startsWith('finished'))
  return Math.min(...(await platform.sent()).map(({ at }) => at)) - ordered
}

/** Most messages in any second that begins with one of them. */
function rollingSecond(times: number[]): number {
  const sorted = times.sort((a, b) => a - b)
  let most = 0
  for (let from = 0, to = 0; from < sorted.length; from++) {
    while (to < sorted.length && sorted[to]! < sorted[from]! + 1000) to++
    most = Math.max(most, to - from)
  }
  return most
}

const wanted = Number(values.rounds)
const tries = Number(values.tries)
const rows = await writeRows(town, wanted, tries)
const empty = await relation()
for (let n = 0; n < Number(values.workers); n++)
  await town.startWorker({ lanes: 'emergency,mass,reconcile', built: values.built })
const warm = await town.schedule() // first token, prepared statements
await town.until(async () => (await statusOf(warm.id)) === 'finished')
const sentBytes = ((await relation()) - empty) / size
await bareSeconds()
const chained = measureChained(Number(values['bare-runs']), bareSeconds, ours)
const compare = Number(values.compare)
/** How many times as fast as a job and an update each, of each pair: the same notice, right after. */
const timesEach: number[] = []
const pairs = await measurePairs(wanted, tries, async () => {
  const pair = await chained()
  if (compare > 0) timesEach.push(size / pair.ours / (await rowPerRecipient(town, pair.number, compare)))
  const perSecondOf = (seconds: number) => `${Math.round(size / seconds)}/s`
  console.log(
    `  bare ${perSecondOf(pair.before)} · ours ${perSecondOf(pair.ours)} (first ${pair.afterRowsMs} ms after the rows, rss ${Math.round(pair.rss)} MB) · bare again ${perSecondOf(pair.after)}`
  )
  return pair
})
const firsts: number[] = []
for (let n = 0; n < wanted; n++) firsts.push(await firstOfSmall())
const rounds = pairs.judged
const perSecondOurs = median(rounds.map((one) => size / one.ours))
const bar = (what: string, value: number, atLeast: number, goal: number, unit: string): Bar => ({
  what,
  value,
  atLeast,
  goal,
  unit,
  more: atLeast < goal ? 'better' : 'worse',
})
const bars = printBars([
  ...(perSecond > 0
    ? [bar('worst rolling second against the limit', round(Math.max(...worst) / perSecond), 1.1, 1.03, '×')]
    : [bar('recorded deliveries beside the bare loop', pairs.share, 0.5, 0.65, '×')]),
  ...(compare > 0 ? [bar('beside a job and a Prisma update each', round(median(timesEach), 1), 10, 17, '×')] : []),
  bar('rows written beside a raw INSERT … SELECT', rows.times, 2, 1.2, '× time'),
  bar(`approval to first message, ${Math.min(size, smallSize)} recipients`, median(firsts), 500, 100, 'ms'),
  bar('last row to first message', Math.round(median(rounds.map((one) => one.afterRowsMs))), 1_000, 300, 'ms'),
  bar('memory while sending', Math.round(Math.max(...rounds.map((one) => one.rss))), 250, 150, 'MB'),
  bar('bytes of a waiting row', Math.round(rows.waitingBytes), 220, 110, 'bytes'),
  bar('bytes of a sent row', Math.round(sentBytes), 320, 200, 'bytes'),
])
const result = {
  bench: 'broadcast',
  size,
  channel,
  queue: values.queue === 'embedded' ? 'embedded' : 'redis',
  workers: Number(values.workers),
  program: values.built ? 'built' : 'sources',
  rounds: rounds.length,
  perSecond: Math.round(perSecondOurs),
  barePerSecond: Math.round(size / pairs.bareMedian),
  control: pairs.control,
  controlHolds: pairs.holds,
  voided: pairs.voided,
  ofAllPairs: pairs.shareOfAll,
  rowsMs: Math.round(rows.oursMs),
  rawRowsMs: Math.round(rows.bareMedian),
  rowsControl: rows.control,
  rowsControlHolds: rows.holds,
  rowsVoided: rows.voided,
  worstSecond: Math.max(...worst),
  ...(compare > 0 ? { timesJobAndUpdateEach: timesEach.map((times) => round(times, 1)) } : {}),
  bars,
}
bare.disconnect()
await town.close()
console.log(JSON.stringify(result))
process.exit(0)
