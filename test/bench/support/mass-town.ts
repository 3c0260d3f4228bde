import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { readConfig } from '../../../src/config.ts'
import { startEmbeddedPostgres } from '../../../src/platform/embedded-postgres.ts'
import { newId } from '../../../src/platform/ids.ts'
import { atWardTime, wardDateOf } from '../../../src/platform/ward-time.ts'
import { keepAccountsOfEnvironment } from '../../../src/wiring/keep-accounts-of-environment.ts'
import { wire } from '../../../src/wiring.ts'
import { stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { scheduleNotice } from '../../../src/ward/notice/schedule-notice.ts'
import { createWard } from '../../../src/ward/ward/create-ward.ts'
import { spawnStandIns } from '../../stand-ins/spawn-stand-ins.ts'
import { startOwnRedis } from './own-redis.ts'

export type TownSettings = {
  size: number
  /** `embedded`, `redis` (one of its own), or the address of a Redis that may be emptied. */
  queue?: string
  channel?: 'zalo' | 'telegram'
  /** Zalo's calls a minute and Telegram's messages a second; 0: no limit. */
  perMinute?: number
  perSecond?: number
  port?: number
  lanes?: string
  /** How many chats the first neighbourhoods have together, smallest first: the first alone, the first two, … */
  groups?: readonly number[]
}

/** Refused, cut off, or still starting up. */
const isServerAway = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  return /^(ECONN|EPIPE|57P)/.test(code ?? '') || /terminated|reset|timeout/i.test(message ?? '')
}

/** How many of the chats belong to the first neighbourhood, where nothing else is said. */
export const smallSize = 1_000

/** A ward of `size` chats on the stand-ins, its database, and workers in processes of their own. */
export async function openTown({
  size,
  queue = 'embedded',
  channel = 'zalo',
  perMinute = 0,
  perSecond = 0,
  port = 54_610,
  lanes = 'reply,emergency,mass,reconcile',
  groups: upTo = [smallSize],
}: TownSettings) {
  const standIns = await spawnStandIns()
  await standIns.zalo.tell('set', { keepTexts: false }, { callsPerMinute: 0, everyoneIsKnown: true })
  const redis = queue === 'redis' ? await startOwnRedis() : null
  const redisUrl = redis?.url ?? (queue === 'embedded' ? null : queue)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'loa-mass-'))
  chmodSync(dataDir, 0o755) // as root the database runs under another account, which has to reach it
  const server = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'pg'), database: 'loa', port })
  const env: Record<string, string> = {
    ...standIns.environment,
    DATABASE_URL: server.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    PUBLIC_URL: 'http://127.0.0.1:1',
    ZALO_PER_MINUTE: String(perMinute),
    TELEGRAM_PER_SECOND: String(perSecond),
    WORKER_LANES: lanes,
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
  }
  const started = Date.now()
  const ahead = atWardTime(wardDateOf(new Date(started)), '10:00').getTime() - started
  const clock = { now: () => new Date(Date.now() + ahead) }
  const wired = await wire({ config: readConfig(env), clock })
  const wardId = newId()
  const opened = await wired.transact(wardId, 'operator', (work) =>
    createWard(work, wired.seal, { slug: 'do-luong', name: 'phường Đo Lường', province: 'tỉnh Thử' })
  )
  if (!opened.ok) throw new Error(opened.refusal)
  const place = { id: wardId }
  await keepAccountsOfEnvironment(wired)
  const owner = new pg.Client({ connectionString: server.url })
  owner.on('error', () => {}) // a kill test takes the server away
  await owner.connect()
  const account = (await owner.query<{ id: string }>(`select id from channel_account where channel = $1`, [channel]))
    .rows[0]!
  const groups = upTo.map(() => newId())
  await owner.query(
    `insert into neighbourhood (id, ward_id, code, name)
     select id, $1, 'nhom-' || nth, 'Tổ dân phố ' || nth from unnest($2::uuid[]) with ordinality as g(id, nth)`,
    [place.id, groups]
  )
  await addChats()
  const workers: ChildProcess[] = []

  /** A connection of its own for each question, asked again for a minute: the server may have been killed since the last. */
  async function patientOwner(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
    for (let tries = 1; ; tries++) {
      const client = new pg.Client({ connectionString: server.url })
      client.on('error', () => {})
      try {
        await client.connect()
        return await client.query(text, values)
      } catch (error) {
        if (tries === 240 || !isServerAway(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, 250))
      } finally {
        await client.end().catch(() => {})
      }
    }
  }

  async function addChats(): Promise<void> {
    const first = 246_845_883_529_000_000n
    for (let n = 0; n < size; n += 5_000) {
      const some = Array.from({ length: Math.min(5_000, size - n) }, (_, k) =>
        channel === 'zalo' ? String(first + BigInt(n + k)) : String(700_000_000 + n + k)
      )
      await owner.query(
        `insert into conversation (id, ward_id, account_id, channel, address_hash, address, last_inbound_at, neighbourhood_id)
         select c.id, $1, $2, $3, c.hash, c.address, $4, ($10::uuid[])[width_bucket($8::int + c.nth::int - 1, $9::int[]) + 1]
         from unnest($5::uuid[], $6::bytea[], $7::bytea[]) with ordinality as c(id, hash, address, nth)`,
        [
          place.id,
          account.id,
          channel,
          clock.now(),
          some.map(() => newId()),
          some.map((address) => Buffer.from(wired.seal.hash(`${place.id}:address`, address))),
          some.map((address) => Buffer.from(wired.seal.text(place.id, address))),
          n,
          upTo,
          groups,
        ]
      )
    }
    await owner.query('analyze')
  }

  return {
    wired,
    owner,
    standIns,
    clock,
    wardId: place.id,
    server,
    dataDir,
    env,
    workers,
    redis,
    /** Ids of the neighbourhoods with the first chats. */
    groups,
    /** A process of its own with the workers of some lanes; with a port, the doors too. */
    async startWorker(its: { lanes?: string; port?: number; built?: boolean } = {}): Promise<ChildProcess> {
      const file = fileURLToPath(new URL('./mass-worker.mjs', import.meta.url))
      const inherited = { PATH: process.env.PATH, HOME: process.env.HOME }
      const own = {
        ...(its.lanes === undefined ? {} : { WORKER_LANES: its.lanes }),
        ...(its.port === undefined ? {} : { PORT: String(its.port), OPEN_DOORS: '1' }),
      }
      const child = fork(file, [], {
        execArgv: its.built ? [] : ['--import', 'tsx'],
        env: { ...inherited, ...env, ...own, ...(its.built ? { FROM_DIST: '1' } : {}), CLOCK_AHEAD_MS: String(ahead) },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      await once(child, 'message')
      workers.push(child)
      return child
    },
    /** An approved notice for everybody, scheduled for now (or later). Resolves to its id and number. */
    async schedule({ class: messageClass = 'notice', sendAt = null as Date | null, audience = {} } = {}): Promise<{
      id: string
      number: number
    }> {
      const id = newId()
      await wired.transact(place.id, 'operator', async (work) => {
        await work.db.notice.create({
          data: {
            id,
            kind: 'general',
            class: messageClass,
            status: 'approved',
            title: 'Lịch họp tổ dân phố',
            words: {
              vi: {
                title: 'Lịch họp tổ dân phố',
                body: 'Kính mời ông/bà dự họp tổ dân phố lúc 19 giờ 30 thứ Bảy, 28/11/2026 tại nhà văn hóa. Trân trọng.',
              },
            },
            audience,
            createdAt: work.now,
            // over before the next digest: a second one on the same day is not held back
            expiresAt: new Date(work.now.getTime() + 6 * 3_600_000),
          },
        })
        const scheduled = await scheduleNotice(work, { noticeId: id, sendAt })
        if (!scheduled.ok) throw new Error(scheduled.refusal)
      })
      const { rows } = await patientOwner(`select number from notice where id = $1`, [id])
      return { id, number: (rows[0] as { number: number }).number }
    },
    async noticeOf(
      id: string
    ): Promise<{ status: string; expanded_at: Date | null; released_at: Date | null; finished_at: Date | null }> {
      const { rows } = await owner.query<{
        status: string
        expanded_at: Date | null
        released_at: Date | null
        finished_at: Date | null
      }>(`select status, expanded_at, released_at, finished_at from notice where id = $1`, [id])
      return rows[0]!
    },
    async until(isSo: () => Promise<boolean>, everyMs = 25): Promise<void> {
      while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, everyMs))
    },
    /** Stops whatever is on its way. */
    async halt(): Promise<void> {
      const { rows } = await owner.query<{ id: string }>(`select id from notice where status in ('sending', 'paused')`)
      for (const { id } of rows) {
        await wired.transact(place.id, 'operator', (work) => stopNotice(work, { noticeId: id }))
      }
    },
    /** Where the database keeps its files. */
    pgDir: () => server.dataDir,
    /** Nothing waits any more; doubts may. */
    async isThrough(id: string, number: number): Promise<boolean> {
      const { rows } = await patientOwner(
        `select n.status not in ('approved', 'scheduled', 'expanding') and n.released_at is not null
           and not exists (select from delivery d where d.notice = $2 and d.status = 'w') as through from notice n where n.id = $1`,
        [id, number]
      )
      return (rows[0] as { through: boolean } | undefined)?.through ?? false
    },
    /** Tokens under which batches are held now: all, or those of `among`. */
    async heldBatches(number: number, among: readonly string[] | null = null): Promise<string[]> {
      const { rows } = await patientOwner(
        `select token from delivery_batch where notice = $1 and token is not null and ($2::uuid[] is null or token = any($2::uuid[]))`,
        [number, among]
      )
      return (rows as { token: string }[]).map(({ token }) => token)
    },
    async statusOf(id: string): Promise<string> {
      const { rows } = await patientOwner(`select status from notice where id = $1`, [id])
      return (rows[0] as { status: string }).status
    },
    /** Every row with the address it stands for. */
    async rowsOf(number: number): Promise<{ status: string; address: string }[]> {
      const { rows } = await patientOwner(
        `select d.status::text as status, v.address from delivery d join conversation v on v.id = d.recipient_id where d.notice = $1`,
        [number]
      )
      return (rows as { status: string; address: Buffer }[]).map(({ status, address }) => ({
        status,
        address: wired.seal.openText(place.id, address),
      }))
    },
    async ledger(number: number): Promise<Record<string, number>> {
      const { rows } = await owner.query<{ status: string; n: number }>(
        `select status::text, count(*)::int as n from delivery where notice = $1 group by 1`,
        [number]
      )
      return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
    },
    async close() {
      for (const child of workers) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await owner.end().catch(() => {})
      await wired.close()
      server.stop()
      await redis?.stop()
      await standIns.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
