import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRing, makeWake } from '../../src/jobs/enqueue.ts'
import { silentLog } from '../../src/platform/log.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { openQueues, type Queues } from '../../src/platform/queue.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

const redisUrl = process.env.TEST_REDIS_URL

/** The queue on the embedded Postgres, and again on Redis where one is given: the same words, the same promises. */
const kinds: [string, string | undefined][] = [
  ['the embedded Postgres', undefined],
  ...(redisUrl ? [['Redis', redisUrl] as [string, string]] : []),
]

describe.each(kinds)('a queue on %s', (_name, redis) => {
  let at: TestDatabase
  let queues: Queues
  let seen: { name: string; payload: Record<string, string> }[]
  let failures: string[]
  /** Resolves when so many jobs have run. */
  let after: (count: number) => Promise<void>

  beforeEach(async () => {
    at = await freshDatabase()
    await migrate(at.url)
    queues = openQueues({ databaseUrl: at.url, ...(redis ? { redisUrl: redis } : {}) })
    seen = []
    failures = []
    let waiting: { count: number; done: () => void }[] = []
    after = (count) => new Promise((done) => (seen.length >= count ? done() : void waiting.push({ count, done })))
    await queues.work(
      'reply',
      2,
      async (name, payload) => {
        seen.push({ name, payload })
        for (const one of waiting) if (seen.length >= one.count) one.done()
        waiting = waiting.filter((one) => seen.length < one.count)
        if (payload.rowId === 'breaks') throw new Error('broken')
      },
      (name) => void failures.push(name)
    )
  })
  afterEach(async () => {
    await queues.close()
    await at.drop()
  })

  it('brings a bell to a worker as ids and nothing else', async () => {
    const ring = makeRing(queues, silentLog, () => new Date())
    await ring([{ job: 'deliver-outbox', wardId: 'w', rowId: 'r', dueAt: new Date(0) }])
    await after(1)
    expect(seen).toEqual([{ name: 'deliver-outbox', payload: { wardId: 'w', rowId: 'r' } }])
  })

  it('goes on after a job that failed, and tells of it', async () => {
    const ring = makeRing(queues, silentLog, () => new Date())
    const bell = { job: 'deliver-outbox', wardId: 'w', dueAt: new Date(0) }
    await ring([
      { ...bell, rowId: 'breaks' },
      { ...bell, rowId: 'works' },
    ])
    await after(2)
    await queues.close()
    expect(failures).toEqual(['deliver-outbox'])
    expect(seen.map((job) => job.payload.rowId).sort()).toEqual(['breaks', 'works'])
  })

  it('wakes a ward once for many arrivals that come together, and once more for what came after', async () => {
    const wake = makeWake(queues)
    await Promise.all(Array.from({ length: 50 }, () => wake('ward')))
    await after(2)
    await queues.close()
    expect(seen.length).toBe(2)
    expect(new Set(seen.map((job) => job.payload.wardId))).toEqual(new Set(['ward']))
  })
})

describe('a queue that is away', () => {
  it('is no error for the one who rings: the doorbell row waits for the sweeper', async () => {
    const away: Queues = {
      add: () => Promise.reject(new Error('connection refused')),
      every: async () => {},
      work: async () => {},
      close: async () => {},
    }
    const ring = makeRing(away, silentLog, () => new Date())
    await expect(
      ring([{ job: 'deliver-outbox', wardId: 'w', rowId: 'r', dueAt: new Date(0) }])
    ).resolves.toBeUndefined()
  })
})
