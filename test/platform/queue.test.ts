import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQueues, type Queues } from '../../src/platform/queue.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

const redisUrl = process.env.TEST_REDIS_URL
const backends = [{ name: 'embedded Postgres' }, ...(redisUrl ? [{ name: 'Redis', redisUrl }] : [])]

let store: TestDatabase

beforeAll(async () => {
  store = await freshDatabase()
})
afterAll(() => store.drop())

const newLane = () => `lane-${randomBytes(4).toString('hex')}`

/** Collects what a lane's worker is given; `until(n)` resolves when it has had n jobs. */
function collector() {
  const taken: string[] = []
  const waiting: { count: number; done: () => void }[] = []
  return {
    taken,
    take(word: string) {
      taken.push(word)
      for (const one of waiting) if (taken.length >= one.count) one.done()
    },
    until: (count: number) =>
      new Promise<void>((done) => {
        if (taken.length >= count) done()
        else waiting.push({ count, done })
      }),
  }
}

describe.each(backends)('the queue on $name', ({ redisUrl: url }: { redisUrl?: string }) => {
  async function withQueues(run: (queues: Queues) => Promise<void>): Promise<void> {
    const queues = openQueues({ databaseUrl: store.url, ...(url ? { redisUrl: url } : {}) })
    try {
      await run(queues)
    } finally {
      await queues.close()
    }
  }

  test('a job reaches the worker of its lane once, with its name and its row', () =>
    withQueues(async (queues) => {
      const [lane, other] = [newLane(), newLane()]
      const heard = collector()
      await queues.work(
        lane,
        2,
        async (name, payload) => heard.take(`${name} ${payload.rowId}`),
        () => {}
      )
      await queues.add(other, 'not-ours', { wardId: 'w', rowId: 'x' })
      await queues.add(lane, 'deliver-outbox', { wardId: 'w', rowId: 'r1' })
      await queues.add(lane, 'deliver-outbox', { wardId: 'w', rowId: 'r2' })
      await heard.until(2)
      expect(heard.taken.sort()).toEqual(['deliver-outbox r1', 'deliver-outbox r2'])
    }))

  test('a job that waits for its hour lets later ones pass', () =>
    withQueues(async (queues) => {
      const lane = newLane()
      const heard = collector()
      await queues.work(
        lane,
        1,
        async (name) => heard.take(name),
        () => {}
      )
      await queues.add(lane, 'later', {}, 700)
      await queues.add(lane, 'now', {})
      await heard.until(2)
      expect(heard.taken).toEqual(['now', 'later'])
    }))

  test('a job that fails is told once and not tried again: the row and the sweeper decide', () =>
    withQueues(async (queues) => {
      const lane = newLane()
      const heard = collector()
      const work = async (name: string) => {
        if (name === 'broken') throw new Error('it broke')
        heard.take(name)
      }
      await queues.work(lane, 1, work, (name, error) => heard.take(`${name}: ${(error as Error).message}`))
      await queues.add(lane, 'broken', {})
      await queues.add(lane, 'after', {})
      await heard.until(2)
      expect(heard.taken.sort()).toEqual(['after', 'broken: it broke'])
    }))

  test('a timetable said twice, as at every restart, rings once a turn', () =>
    withQueues(async (queues) => {
      const lane = newLane()
      const heard = collector()
      await queues.every(lane, 'sweep', 60_000)
      await queues.every(lane, 'sweep', 60_000)
      await queues.work(
        lane,
        1,
        async (name) => heard.take(name),
        () => {}
      )
      await heard.until(1)
      await queues.add(lane, 'after', {})
      await heard.until(2)
      expect(heard.taken).toEqual(['sweep', 'after'])
    }))

  test('jobs added before any worker is there are not lost', () =>
    withQueues(async (queues) => {
      const lane = newLane()
      const heard = collector()
      for (let n = 0; n < 20; n++) await queues.add(lane, `job-${n}`, {})
      await queues.work(
        lane,
        4,
        async (name) => heard.take(name),
        () => {}
      )
      await heard.until(20)
      expect(new Set(heard.taken).size).toBe(20)
    }))

  test('closing waits for the job that is running', () => {
    const finished: string[] = []
    return withQueues(async (queues) => {
      const lane = newLane()
      const begun = collector()
      await queues.work(
        lane,
        1,
        async (name) => {
          begun.take(name)
          await new Promise((resolve) => setImmediate(resolve))
          finished.push(name)
        },
        () => {}
      )
      await queues.add(lane, 'long', {})
      await begun.until(1)
    }).then(() => expect(finished).toEqual(['long']))
  })
})
