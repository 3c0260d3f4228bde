// npm run bench -- inbound
// 1. webhooks accepted (signature, stored once, 200) beside a bare node:http server reading the same bodies
// 2. whole turns (accept → understand → use case → reply at the stand-in), closed loop, then latency at half the load
import { createHash, randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import { startStandInZalo, type StandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { median, percentile, round } from './support/figures.ts'
import { measurePairs } from './support/pairs.ts'
import { startBare, startService } from './support/service.ts'

const roundMs = 4_000
const rounds = 5
const connections = 128

type Webhook = { body: string; mac: string }

function webhook(zalo: StandInZalo, user: string, text: string): Webhook {
  const { appId, oaId, oaSecret } = zalo.world
  const timestamp = String(Date.now())
  const body = JSON.stringify({
    app_id: appId,
    sender: { id: user },
    user_id_by_app: '552177279717587730',
    recipient: { id: oaId },
    event_name: 'user_send_text',
    message: { text, msg_id: randomUUID() },
    timestamp,
  })
  return { body, mac: `mac=${createHash('sha256').update(`${appId}${body}${timestamp}${oaSecret}`).digest('hex')}` }
}

async function post(pool: Pool, { body, mac }: Webhook): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-zevent-signature': mac }
  const answer = await pool.request({ method: 'POST', path: '/webhooks/zalo', headers, body })
  await answer.body.dump()
  return answer.statusCode
}

/** Requests answered 200 per second, `connections` at a time. Bodies are signed beforehand. */
async function acceptedPerSecond(url: string, zalo: StandInZalo): Promise<number> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const bodies = Array.from({ length: 60_000 }, (_, n) =>
    webhook(zalo, String(246_845_883_529_000_000n + BigInt(n % 2_000)), `hồ sơ của tôi tới đâu rồi ${n}`)
  )
  const until = performance.now() + roundMs
  let accepted = 0
  let next = 0
  const lane = async () => {
    while (performance.now() < until) {
      const status = await post(pool, bodies[next++ % bodies.length]!)
      if (status !== 200) throw new Error(`answered ${status}`)
      accepted++
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, lane))
  await pool.close()
  return accepted / ((performance.now() - started) / 1000)
}

async function benchAccept() {
  const zalo = await startStandInZalo()
  const bare = await startBare(3_991)
  const service = await startService(zalo, { workers: false, port: 3_992 })
  await acceptedPerSecond(service.url, zalo) // warm
  const pairs = await measurePairs(rounds, rounds * 4, async () => {
    const first = await acceptedPerSecond(bare.url, zalo)
    const before = service.cpuSeconds()
    const ours = await acceptedPerSecond(service.url, zalo)
    const cpu = ((service.cpuSeconds() - before) / (ours * (roundMs / 1000))) * 1e6
    const again = await acceptedPerSecond(bare.url, zalo)
    const figures = [first, ours, again, cpu].map(Math.round)
    console.log('  accept: bare %d/s, ours %d/s, bare again %d/s; %d µs of processor an event', ...figures)
    return { ours: 1 / ours, before: 1 / first, after: 1 / again, cpu }
  })
  await Promise.all([service.stop(), bare.stop(), zalo.close()])
  return {
    acceptedPerSecond: Math.round(median(pairs.judged.map((pair) => 1 / pair.ours))),
    barePerSecond: Math.round(1 / pairs.bareMedian),
    ratio: pairs.share,
    cpuMicrosecondsAnEvent: Math.round(median(pairs.judged.map((pair) => pair.cpu))),
    control: pairs.control,
    controlHolds: pairs.holds,
    voided: pairs.voided,
  }
}

const texts = [
  'ho so H49.12-261120-0034 cua toi den dau roi a',
  'làm giấy khai sinh cần mang những gì',
  'mấy giờ phường làm việc vậy ạ',
  'alo phường ơi',
  'đăng ký tạm trú hết bao nhiêu tiền',
  'cảm ơn nhiều nha',
  'bot làm được gì',
  'chứng thực bản sao ở đâu',
  'số điện thoại điện lực là gì',
  'xin nghỉ không nhận tin nữa được không',
]

async function benchTurns() {
  const zalo = await startStandInZalo()
  zalo.set({}, { callsPerMinute: 0, everyoneIsKnown: true })
  const heard = new Map<string, (at: number) => void>()
  zalo.world.onAccepted = (message) => {
    const hear = heard.get(message.to)
    heard.delete(message.to)
    hear?.(performance.now())
  }
  const service = await startService(zalo, { workers: true, port: 3_993 })
  const pool = new Pool(service.url, { connections, pipelining: 1 })
  let serial = 0
  const turn = async (user: string): Promise<number> => {
    const started = performance.now()
    const answered = new Promise<number>((resolve) => heard.set(user, resolve))
    const status = await post(pool, webhook(zalo, user, texts[serial++ % texts.length]!))
    if (status !== 200) throw new Error(`answered ${status}`)
    return (await answered) - started
  }
  const users = Array.from({ length: 1_000 }, (_, n) => String(246_845_883_530_000_000n + BigInt(n)))
  await closedLoop(users.slice(0, 200), 24, 200, turn) // first contact and warm-up

  const lap = 3_000
  const started = performance.now()
  await closedLoop(users.slice(0, 400), connections, lap, turn)
  const turnsPerSecond = lap / ((performance.now() - started) / 1000)
  console.log(`  turns: ${Math.round(turnsPerSecond)}/s closed loop`)

  const half = await openLoop(users, turnsPerSecond / 2, 15, turn)
  const atBar = await openLoop(users, 75, 15, turn)
  await pool.close()
  await service.stop()
  await zalo.close()
  return {
    turnsPerSecond: Math.round(turnsPerSecond),
    halfLoadPerSecond: Math.round(turnsPerSecond / 2),
    halfLoadP50Ms: round(percentile(half, 0.5), 1),
    halfLoadP99Ms: round(percentile(half, 0.99), 1),
    at75P99Ms: round(percentile(atBar, 0.99), 1),
  }
}

async function closedLoop(
  users: string[],
  lanes: number,
  total: number,
  turn: (user: string) => Promise<number>
): Promise<void> {
  let next = 0
  const lane = async (number: number) => {
    for (let n = number; next < total; n += lanes) {
      next++
      await turn(users[n % users.length]!)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
}

/** Turns started at a fixed rate whatever the answers do; milliseconds of each. */
async function openLoop(
  users: string[],
  perSecond: number,
  seconds: number,
  turn: (user: string) => Promise<number>
): Promise<number[]> {
  const running: Promise<number>[] = []
  const started = performance.now()
  const total = Math.round(perSecond * seconds)
  for (let n = 0; n < total; n++) {
    const wait = started + (n * 1000) / perSecond - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    running.push(turn(users[n % users.length]!))
  }
  return Promise.all(running)
}

const part = process.argv[2]
const accept = part === 'turns' ? {} : await benchAccept()
const turns = part === 'accept' ? {} : await benchTurns()
console.log(JSON.stringify({ bench: 'inbound', ...accept, ...turns }))
process.exit(0)
