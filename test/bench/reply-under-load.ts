// npm run bench -- reply-under-load [--size 100000] [--seconds 25] [--per-second 10] [--queue embedded|redis|redis://…]
// How long an ordinary reply takes, from the webhook to the platform: on an idle service, while a notice goes out at 1,000
// a second, and while one goes out as fast as the machine can. Doors and replies in one process, mass sending in another.
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { request } from 'undici'
import { printBars } from './support/bars.ts'
import { percentile, round } from './support/figures.ts'
import { openTown } from './support/mass-town.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '25' },
    'per-second': { type: 'string', default: '10' },
    queue: { type: 'string', default: 'embedded' },
  },
})
const port = 3_994
const town = await openTown({ size: Number(values.size), queue: values.queue })
const { zalo } = town.standIns
await town.startWorker({ lanes: 'reply,reconcile', port })

const texts = [
  'làm giấy khai sinh cần mang những gì',
  'mấy giờ phường làm việc vậy ạ',
  'đăng ký tạm trú hết bao nhiêu tiền',
  'chứng thực bản sao ở đâu',
  'bot làm được gì',
]
const users = Array.from({ length: 200 }, (_, n) => String(346_845_883_530_000_000n + BigInt(n)))

async function write(user: string, text: string): Promise<void> {
  const appId = town.env['ZALO_APP_ID']!
  const timestamp = String(town.clock.now().getTime())
  const body = JSON.stringify({
    app_id: appId,
    sender: { id: user },
    user_id_by_app: '552177279717587730',
    recipient: { id: town.env['ZALO_OA_ID'] },
    event_name: 'user_send_text',
    message: { text, msg_id: randomUUID() },
    timestamp,
  })
  const mac = createHash('sha256').update(`${appId}${body}${timestamp}${town.env['ZALO_OA_SECRET']}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-zevent-signature': `mac=${mac}` }
  const answer = await request(`http://127.0.0.1:${port}/webhooks/zalo`, { method: 'POST', headers, body })
  await answer.body.dump()
  if (answer.statusCode !== 200) throw new Error(`the webhook answered ${answer.statusCode}`)
}

/** Residents write at a steady rate whatever the answers do; milliseconds from each webhook to the first answer. */
async function replies(seconds: number): Promise<number[]> {
  const asked: { user: string; at: number }[] = []
  const gap = 1000 / Number(values['per-second'])
  const total = Math.round((seconds * 1000) / gap)
  const started = performance.now()
  const posts: Promise<void>[] = []
  for (let n = 0; n < total; n++) {
    const wait = started + n * gap - performance.now()
    if (wait > 1) await sleep(wait)
    const user = users[n % users.length]!
    asked.push({ user, at: Date.now() })
    posts.push(write(user, texts[n % texts.length]!))
  }
  await Promise.all(posts)
  await sleep(3_000)
  const said = new Map<string, number[]>()
  for (const { to, at } of await zalo.sent()) if (to.startsWith('34684')) said.set(to, [...(said.get(to) ?? []), at])
  return asked.map(({ user, at }) => {
    const answer = said.get(user)?.find((instant) => instant >= at)
    if (answer === undefined) throw new Error('a resident had no answer within three seconds of the last question')
    return answer - at
  })
}

async function phase(name: string, seconds: number): Promise<{ p50: number; p99: number }> {
  await zalo.tell('forget')
  const took = await replies(seconds)
  const figures = { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
  console.log(`  ${name}: reply p50 ${figures.p50} ms, p99 ${figures.p99} ms of ${took.length}`)
  return figures
}

/** Notices one after the other until `isOver`; a mass worker of its own at this pace. Returns messages a second. */
async function whileSending<T>(
  perMinute: number,
  measure: () => Promise<T>
): Promise<{ figures: T; perSecond: number }> {
  town.env['ZALO_PER_MINUTE'] = String(perMinute)
  const sender = await town.startWorker({ lanes: 'emergency,mass' })
  const over = new AbortController()
  const sending = (async () => {
    while (!over.signal.aborted) {
      const { id } = await town.schedule()
      await town.until(async () => over.signal.aborted || (await town.noticeOf(id)).status.startsWith('finished'), 100)
    }
  })()
  await town.until(async () => ((await zalo.tell('countSent')) as number) > 200)
  const figures = await measure()
  const log = (await zalo.sent()).filter(({ to }) => !to.startsWith('34684'))
  const times = log.map(({ at }) => at)
  const span =
    times.reduce((most, at) => Math.max(most, at), 0) - times.reduce((least, at) => Math.min(least, at), Infinity)
  over.abort()
  await sending
  await town.halt()
  sender.kill('SIGTERM')
  await new Promise((resolve) => sender.once('exit', resolve))
  town.workers.splice(town.workers.indexOf(sender), 1)
  return { figures, perSecond: Math.round((log.length * 1000) / span) }
}

for (const user of users) await write(user, 'alo phường ơi') // first contact
await sleep(5_000)
const seconds = Number(values.seconds)
await phase('warm', 5)
const idle = await phase('idle', seconds)
const paced = await whileSending(75_000, () => phase('1,000 a second', seconds))
const full = await whileSending(0, () => phase('as fast as it goes', seconds))
const idleAgain = await phase('idle again', Math.min(seconds, 10))
const times = (one: { p99: number }) => round(one.p99 / idle.p99)
const result = {
  bench: 'reply-under-load',
  queue: values.queue === 'embedded' ? 'embedded' : 'redis',
  idleP50Ms: idle.p50,
  idleP99Ms: idle.p99,
  idleAgainP99Ms: idleAgain.p99,
  pacedPerSecond: paced.perSecond,
  pacedP50Ms: paced.figures.p50,
  pacedP99Ms: paced.figures.p99,
  pacedTimes: times(paced.figures),
  fullPerSecond: full.perSecond,
  fullP50Ms: full.figures.p50,
  fullP99Ms: full.figures.p99,
  fullTimes: times(full.figures),
  bars: printBars([
    {
      what: 'reply p99 while a notice goes out at 1,000 a second',
      value: paced.figures.p99,
      atLeast: Math.max(3 * idle.p99, 250),
      goal: round(1.7 * idle.p99, 0),
      unit: 'ms',
      more: 'worse',
    },
    {
      what: 'reply p99 with a saturated machine',
      value: full.figures.p99,
      atLeast: Math.max(5 * idle.p99, 500),
      goal: round(2.2 * idle.p99, 0),
      unit: 'ms',
      more: 'worse',
    },
  ]),
}
await town.close()
console.log(JSON.stringify(result))
process.exit(0)
