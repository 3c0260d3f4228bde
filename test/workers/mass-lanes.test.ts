import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/platform/ids.ts'
import { scheduleNotice } from '../../src/ward/notice/schedule-notice.ts'
import { createWard } from '../../src/ward/ward/create-ward.ts'
import { keepAccountsOfEnvironment } from '../../src/wiring/keep-accounts-of-environment.ts'
import { wire, type Wired } from '../../src/wiring.ts'
import { startWorkers } from '../../workers/main.ts'
import { startStandInZalo, type StandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { freshDatabase, stoppedClock, type TestDatabase } from '../support/test-ward.ts'

const redisUrl = process.env.TEST_REDIS_URL

const kinds: [string, string | undefined][] = [
  ['the embedded Postgres', undefined],
  ...(redisUrl ? [['Redis', redisUrl] as [string, string]] : []),
]

describe.each(kinds)('two workers on a queue of %s', (_name, redis) => {
  let store: TestDatabase
  let zalo: StandInZalo
  let workers: Wired[]
  let dataDir: string
  let wardId: string

  beforeEach(async () => {
    store = await freshDatabase()
    dataDir = mkdtempSync(path.join(tmpdir(), 'loa-lanes-'))
    zalo = await startStandInZalo()
    zalo.set({}, { callsPerMinute: 0, everyoneIsKnown: true })
    const config = readConfig({
      DATABASE_URL: store.url,
      DATA_DIR: dataDir,
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      ZALO_OPENAPI_URL: zalo.url,
      ZALO_OAUTH_URL: zalo.url,
      ZALO_BUSINESS_URL: zalo.url,
      ZALO_APP_ID: zalo.world.appId,
      ZALO_APP_SECRET: zalo.world.appSecret,
      ZALO_OA_ID: zalo.world.oaId,
      ZALO_OA_SECRET: zalo.world.oaSecret,
      ZALO_REFRESH_TOKEN: zalo.world.tokens.refresh,
      ZALO_PER_MINUTE: '0',
      WORKER_LANES: 'emergency,mass',
      ...(redis ? { REDIS_URL: redis } : {}),
    })
    const clock = stoppedClock('2026-11-23T03:00:00Z')
    workers = [await wire({ config, clock }), await wire({ config, clock })]
    const [first] = workers
    wardId = newId()
    await first!.transact(wardId, 'operator', (work) =>
      createWard(work, first!.seal, { slug: 'hai-lan', name: 'phường Hai Làn', province: 'tỉnh Thử' })
    )
    await keepAccountsOfEnvironment(first!)
    for (const worker of workers) await startWorkers(worker)
  })
  afterEach(async () => {
    for (const worker of workers) await worker.close()
    await zalo.close()
    await store.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function addChats(howMany: number): Promise<void> {
    await workers[0]!.transact(wardId, 'operator', async ({ db, seal, now }) => {
      const account = await db.channelAccount.findFirstOrThrow({ where: { channel: 'zalo' } })
      await db.conversation.createMany({
        data: Array.from({ length: howMany }, (_, n) => String(246_845_883_529_000_000n + BigInt(n))).map(
          (address) => ({
            id: newId(),
            accountId: account.id,
            channel: 'zalo',
            addressHash: seal.hash('address', address),
            address: seal.text(address),
            lastInboundAt: now,
          })
        ),
      })
    })
  }

  async function schedule(kind: 'general' | 'emergency'): Promise<string> {
    const id = newId()
    await workers[0]!.transact(wardId, 'operator', async (work) => {
      const words = { vi: { title: 'Họp tổ dân phố', body: 'Mời ông/bà dự họp.' } }
      const messageClass = kind === 'emergency' ? 'emergency' : 'notice'
      await work.db.notice.create({
        data: {
          id,
          kind,
          class: messageClass,
          status: 'approved',
          title: words.vi.title,
          words,
          audience: {},
          createdAt: work.now,
        },
      })
      expect((await scheduleNotice(work, { noticeId: id })).ok).toBe(true)
    })
    return id
  }

  const statusOf = (id: string) =>
    workers[0]!.transact(wardId, 'operator', async ({ db }) => {
      return (await db.notice.findFirstOrThrow({ where: { id } })).status
    })

  test('a notice and an emergency reach everybody once each', async () => {
    await addChats(700)
    const ids = [await schedule('general'), await schedule('emergency')]
    for (const id of ids) await expect.poll(() => statusOf(id), { timeout: 25_000 }).toBe('finished')
    const told = new Map<string, number>()
    for (const { to } of zalo.world.sent) told.set(to, (told.get(to) ?? 0) + 1)
    expect(told.size).toBe(700)
    expect([...new Set(told.values())]).toEqual([2])
  }, 60_000)
})
