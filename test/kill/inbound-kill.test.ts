import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStandInZalo, type StandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { repeatableChance } from '../stand-ins/platform-server.ts'

/** The service as a new user starts it, embedded Postgres and queue included, killed with -9 again and again. */
const port = 3_981
const base = `http://127.0.0.1:${port}`
const kills = Number(process.env.KILLS ?? 6)
const atOnce = 8
/** Conversations that a process may be speaking to: those on their way (workers/handle-inbound.ts) and two more rounds. */
const mostInFlight = 32 + 2 * 16
const chance = repeatableChance(Number(process.env.KILL_SEED ?? 11))

let zalo: StandInZalo
let dataDir: string
let child: ChildProcess
let startedAt: Date

beforeAll(async () => {
  zalo = await startStandInZalo()
  zalo.set({}, { callsPerMinute: 0 })
  dataDir = mkdtempSync(path.join(tmpdir(), 'loa-kill-'))
  chmodSync(dataDir, 0o755) // as root the database runs under another account, which has to reach it
})
afterAll(async () => {
  child.kill('SIGTERM')
  await once(child, 'exit')
  await zalo.close()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

async function startService(): Promise<void> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'fatal',
    ZALO_OPENAPI_URL: zalo.url,
    ZALO_OAUTH_URL: zalo.url,
    ZALO_BUSINESS_URL: zalo.url,
    ZALO_APP_ID: zalo.world.appId,
    ZALO_APP_SECRET: zalo.world.appSecret,
    ZALO_OA_ID: zalo.world.oaId,
    ZALO_OA_SECRET: zalo.world.oaSecret,
    ZALO_REFRESH_TOKEN: zalo.world.tokens.refresh,
  }
  startedAt = new Date()
  child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', '--workers'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error('the service ended before it was ready')
    return (await fetch(`${base}/readyz`).catch(() => null))?.ok === true
  })
}

/** Looks again until it is so; the test's own time limit ends a vain wait. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50))
}

type Sent = ReturnType<StandInZalo['citizenWrites']>

/** Posts a webhook as the platform would: again and again until it is answered 200. */
async function deliver({ headers, body }: Sent): Promise<void> {
  await until(async () => {
    const answer = await fetch(`${base}/webhooks/zalo`, { method: 'POST', headers, body: new Uint8Array(body) }).catch(
      () => null
    )
    return answer?.status === 200
  })
}

async function inDatabase<T>(ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const [, , , postgresPort] = readFileSync(path.join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(path.join(dataDir, 'pg.password'), 'utf8').trim()
  const client = new pg.Client({ connectionString: `postgresql://app:${password}@127.0.0.1:${postgresPort}/loa` })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

const isQuiet = () =>
  inDatabase(async (client) => {
    const { rows } = await client.query<{ open: string }>(
      `select (select count(*) from inbound where status = 'waiting') + (select count(*) from outbox where status in ('waiting', 'claimed')) as open`
    )
    return rows[0]?.open === '0'
  })

const outboxByStatus = () =>
  inDatabase(async (client) => {
    const { rows } = await client.query<{ status: string; rows: number }>(
      `select status, count(*)::int as rows from outbox group by 1`
    )
    return Object.fromEntries(rows.map((row) => [row.status, row.rows]))
  })

/**
 * The account's first token, before anything is killed: Zalo takes a refresh token once, and a death between its answer and
 * our commit costs the account its pair, which only a new consent mends (zalo.md A2). That is no lost message.
 */
async function haveToken(): Promise<void> {
  await deliver(zalo.citizenWrites(zalo.addUsers(1)[0]!, 'xin chào'))
  await until(async () => zalo.sent().length > 0 && (await isQuiet()))
}

/**
 * Bubbles whose request had left this process and was not settled when it died, once the database has ended its part. What
 * processes before it left behind, under a lease that still runs, is theirs.
 */
const inFlight = () =>
  inDatabase(async (client) => {
    const isAlone = `select count(*)::int as n from pg_stat_activity where datname = 'loa' and pid <> pg_backend_pid()`
    await until(async () => (await client.query<{ n: number }>(isAlone)).rows[0]?.n === 0)
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from outbox where status = 'claimed' and request_started_at >= $1`,
      [startedAt]
    )
    return rows[0]!.n
  })

describe('kill -9 of the whole service', () => {
  it(
    `loses no message in ${kills} kills and repeats no more than what was in flight`,
    { timeout: 300_000 },
    async () => {
      await startService()
      await haveToken()
      const citizens = zalo.addUsers(kills * 30)
      const inFlightAt: number[] = []
      for (let kill = 0; kill < kills; kill++) {
        const killAfter = Math.floor(chance() * 30)
        let delivered = 0
        const mine = citizens.slice(kill * 30, kill * 30 + 30)
        const lane = async (number: number) => {
          for (let n = number; n < mine.length; n += atOnce) {
            await deliver(zalo.citizenWrites(mine[n]!, 'mấy giờ phường làm việc vậy ạ'))
            if (delivered++ === killAfter) child.kill('SIGKILL')
          }
        }
        const restart = once(child, 'exit').then(async () => {
          inFlightAt.push(await inFlight())
          await startService()
        })
        await Promise.all([restart, ...Array.from({ length: atOnce }, (_, number) => lane(number))])
      }
      await until(isQuiet)

      const statuses = await outboxByStatus()
      const rows = Object.values(statuses).reduce((sum, count) => sum + count, 0)
      const answered = new Set(zalo.sent().map((message) => message.to))
      expect(citizens.filter((id) => !answered.has(id))).toEqual([])
      expect(Object.keys(statuses).filter((status) => !['accepted', 'unknown'].includes(status))).toEqual([])
      const repeated = zalo.sent().length - (statuses.accepted ?? 0)
      console.log(
        JSON.stringify({
          kills,
          messages: citizens.length,
          bubbles: rows,
          statuses,
          sent: zalo.sent().length,
          repeated,
          inFlightAt,
        })
      )
      expect(repeated).toBeLessThanOrEqual(inFlightAt.reduce((sum, count) => sum + count, 0))
      expect(Math.max(...inFlightAt)).toBeLessThanOrEqual(mostInFlight)
    }
  )
})
