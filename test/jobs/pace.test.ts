import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePostgresPace } from '../../src/delivery/mass/pace-postgres.ts'
import { makeRedisPace } from '../../src/delivery/mass/pace-redis.ts'
import { closedLease, leaseSize, type Pace } from '../../src/delivery/mass/pace.ts'
import { openPool } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { freshDatabase, makeTestWard } from '../support/test-ward.ts'

const redisUrl = process.env.TEST_REDIS_URL

const kinds: [string, string | undefined][] = [
  ['a row of Postgres', undefined],
  ...(redisUrl ? [['Lua on Redis', redisUrl] as [string, string]] : []),
]

/** One minute: nothing asked for here is turned away, so that a slow machine changes no answer. */
const patientMs = 60_000

describe.each(kinds)('the pace of an account, kept by %s', (_name, redis) => {
  let pace: Pace
  let wardId: string
  let close: () => Promise<void>
  const account = (perSecond: number, accountId = newId()) => ({ wardId, accountId, perSecond })
  const open = (longestWaitMs: number): Pace =>
    redis ? makeRedisPace(redis, longestWaitMs) : makePostgresPace(pool, longestWaitMs)
  let pool: ReturnType<typeof openPool>

  beforeEach(async () => {
    const store = await freshDatabase()
    wardId = (await makeTestWard(store)).wardId
    pool = openPool(store.url, 4)
    pace = open(patientMs)
    close = async () => {
      await pace.close()
      await pool.end()
      await store.drop()
    }
    if (redis) await firstAnswer(pace)
  })
  afterEach(() => close())

  /** A connection that is still being made says no, as it should. */
  async function firstAnswer(asked: Pace): Promise<void> {
    const some = account(1_000)
    // a turn of the event loop each time, or the connection would never come about
    while ((await asked.take(some, 1, 'emergency')).granted === 0) await new Promise(setImmediate)
  }

  it('hands out leases one after the other: the second begins where the first ends', async () => {
    const slow = account(1) // one a second: seconds of running time change nothing
    const first = await pace.take(slow, 50, 'emergency')
    const second = await pace.take(slow, 50, 'emergency')
    const third = await pace.take(slow, 50, 'emergency')
    expect([first.granted, second.granted, third.granted]).toEqual([1, 1, 1])
    expect(first.waitMs).toBe(0)
    expect(first.gapMs).toBe(1_000)
    expect(third.waitMs - second.waitMs).toBeGreaterThan(0)
    expect(third.waitMs).toBeLessThanOrEqual(2_000)
  })

  it('keeps a fifth of the pace for replies and emergencies', async () => {
    const lease = await pace.take(account(100), 50, 'mass')
    expect(lease.granted).toBe(leaseSize)
    expect(lease.gapMs).toBeCloseTo(12.5)
    expect((await pace.take(account(100), 50, 'emergency')).gapMs).toBeCloseTo(10)
  })

  it('shares one bucket among all who ask: together they get no more than one alone', async () => {
    const busy = account(10)
    const other = open(patientMs)
    if (redis) await firstAnswer(other)
    const leases = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 ? other : pace).take(busy, 50, 'emergency'))
    )
    if (redis) await other.close()
    const granted = leases.reduce((sum, lease) => sum + lease.granted, 0)
    const last = Math.max(...leases.map((lease) => lease.waitMs + lease.granted * lease.gapMs))
    // twelve leases of four at ten a second take 4.8 seconds, less what the asking itself took
    expect(granted).toBe(48)
    expect(last).toBeGreaterThan(2_000)
    expect(new Set(leases.map((lease) => Math.round(lease.waitMs / 10))).size).toBe(12)
  })

  it('lets nobody wait longer than a job may: what lies beyond is not granted and costs nothing', async () => {
    const strict = open(0)
    if (redis) await firstAnswer(strict)
    const slow = account(1)
    expect((await strict.take(slow, 1, 'mass')).granted).toBe(1)
    const refused = await strict.take(slow, 1, 'mass')
    expect(refused.granted).toBe(0)
    expect(refused.waitMs).toBeGreaterThan(0)
    expect((await strict.take(slow, 1, 'mass')).waitMs).toBeLessThanOrEqual(refused.waitMs)
    if (redis) await strict.close()
  })

  it('is closed for everybody when the platform says so, and a shorter rest does not open it', async () => {
    const tired = account(1_000)
    await pace.rest(tired, 30)
    await pace.rest(tired, 1)
    const lease = await pace.take(tired, 20, 'emergency')
    expect(lease.waitMs).toBeGreaterThan(5_000)
  })

  it('rests only for mass sending where the platform’s minute runs out: replies and emergencies have their fifth', async () => {
    const thin = account(1_000)
    await pace.rest(thin, 30, 'mass')
    expect((await pace.take(thin, 20, 'mass')).waitMs).toBeGreaterThan(5_000)
    expect((await pace.take(thin, 20, 'emergency')).waitMs).toBeLessThan(5_000)
  })

  it('allows nothing while the bucket cannot be asked', async () => {
    const away = redis
      ? makeRedisPace('redis://127.0.0.1:1', patientMs)
      : makePostgresPace(openPool('postgres://127.0.0.1:1/none', 1), patientMs)
    expect(await away.take(account(10), 5, 'mass')).toEqual(closedLease)
    await away.close()
  })
})
