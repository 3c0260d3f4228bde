// npm run bench -- broadcast [--size 100000] [--rounds 5] [--queue embedded|redis://…] [--channel zalo|telegram] [--compare 3000]
// Recorded deliveries beside the bare loop, in pairs: bare, ours, bare again. Ours is the workers' own code in a process of
// its own, with row-level security, sealing, pause check and the platform's envelope on.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median, round } from './support/figures.ts'
import { openTown } from './support/mass-town.ts'
import { rowPerRecipient } from './support/row-per-recipient.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    queue: { type: 'string', default: 'embedded' },
    channel: { type: 'string', default: 'zalo' },
    compare: { type: 'string', default: '3000' },
    'per-second': { type: 'string', default: '0' },
    workers: { type: 'string', default: '1' },
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
  ...(values.queue === 'embedded' ? {} : { redisUrl: values.queue }),
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

type Round = { ours: number; wall: number; firstMs: number; afterRowsMs: number; expandMs: number; rss: number }

async function ours(): Promise<Round> {
  await platform.tell('forget')
  let rss = 0
  const watch = setInterval(() => {
    rss = Math.max(rss, ...town.workers.map((worker) => rssOf(worker.pid!)))
  }, 200)
  const ordered = Date.now()
  const { id, number } = await town.schedule()
  await town.until(async () => ['finished', 'finished_with_failures'].includes((await town.noticeOf(id)).status))
  const finished = Date.now()
  clearInterval(watch)
  const counts = await town.ledger(number)
  if (counts['a'] !== size) throw new Error(`not all were accepted: ${JSON.stringify(counts)}`)
  const [log, notice] = [await platform.sent(), await town.noticeOf(id)]
  const told = new Set(log.map(({ to }) => to))
  if (told.size !== size || log.length !== size)
    throw new Error(`the platform saw ${log.length} messages to ${told.size}`)
  const first = Math.min(...log.map(({ at }) => at))
  const last = Math.max(...log.map(({ at }) => at))
  const ahead = town.clock.now().getTime() - Date.now()
  const expandedAt = notice.expanded_at!.getTime() - ahead
  worst.push(rollingSecond(log.map(({ at }) => at)))
  return {
    ours: (last - first) / 1000,
    wall: (finished - ordered) / 1000,
    firstMs: first - ordered,
    afterRowsMs: first - rowsAt(id, expandedAt),
    expandMs: expandedAt - ordered,
    rss,
  }
}

const worst: number[] = []
const rowsWritten = new Map<string, number>()
const rowsAt = (id: string, fallback: number) => rowsWritten.get(id) ?? fallback

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

for (let n = 0; n < Number(values.workers); n++) await town.startWorker()
const empty = await relation()
await town.schedule() // warm: first token, prepared statements
await town.until(async () => (await owner.query(`select 1 from notice where status = 'finished'`)).rowCount === 1)
const once1 = await relation()
await bareSeconds()
const rounds: (Round & { bare: number; again: number })[] = []
for (let n = 0; n < Number(values.rounds); n++) {
  const first = await bareSeconds()
  const round_ = await ours()
  const again = await bareSeconds()
  rounds.push({ ...round_, bare: first, again })
  console.log(
    `  bare ${Math.round(size / first)}/s · ours ${Math.round(size / round_.ours)}/s (rows in ${round_.expandMs} ms, first after ${round_.firstMs} ms, rss ${Math.round(round_.rss)} MB) · bare again ${Math.round(size / again)}/s`
  )
}
const sentBytes = (once1 - empty) / size
const compare = Number(values.compare)
const each = compare > 0 ? await rowPerRecipient(town, compare) : null
const pairRatio = (one: (typeof rounds)[number]) => (one.bare + one.again) / 2 / one.ours
const result = {
  bench: 'broadcast',
  size,
  channel,
  queue: values.queue === 'embedded' ? 'embedded' : 'redis',
  workers: Number(values.workers),
  perSecond: Math.round(median(rounds.map((one) => size / one.ours))),
  barePerSecond: Math.round(median(rounds.map((one) => size / ((one.bare + one.again) / 2)))),
  ratio: round(median(rounds.map(pairRatio))),
  control: round(median(rounds.map((one) => one.again / one.bare))),
  firstMs: Math.round(median(rounds.map((one) => one.firstMs))),
  rowsMs: Math.round(median(rounds.map((one) => one.expandMs))),
  rssMb: Math.round(Math.max(...rounds.map((one) => one.rss))),
  sentBytesPerDelivery: round(sentBytes, 0),
  worstSecond: Math.max(...worst),
  ...(each === null
    ? {}
    : {
        jobAndUpdateEachPerSecond: Math.round(each),
        timesJobAndUpdateEach: round(median(rounds.map((one) => size / one.ours)) / each, 1),
      }),
}
bare.disconnect()
await town.close()
console.log(JSON.stringify(result))
process.exit(0)
