import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import type { Bell } from '../../src/ward/work.ts'
import type { Wired } from '../../src/wiring.ts'
import { sweepDoorbells } from '../../workers/sweep-doorbells.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let rung: Bell[]
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

const sweep = async (): Promise<Bell[]> => {
  rung = []
  const ring = async (bells: readonly Bell[]) => void rung.push(...bells)
  await sweepDoorbells({ database: at.database, clock: ward.clock, ring } as unknown as Wired)
  return rung
}
const keep = (job: string) =>
  at.database.doorbell.create({ data: { job, rowId: newId(), wardId: ward.wardId, dueAt: ward.clock.now() } })

it('wakes a ward once for all that came in, and leaves it due for the worker that is woken', async () => {
  await Promise.all([keep('handle-inbound'), keep('handle-inbound'), keep('handle-inbound')])
  ward.clock.pass(5)
  expect((await sweep()).map((bell) => bell.job)).toEqual(['handle-inbound'])
  const due = await at.database.doorbell.count({ where: { job: 'handle-inbound', dueAt: { lte: ward.clock.now() } } })
  expect(due).toBe(3)
})

it('rings any other bell once, and again only when nobody came', async () => {
  await at.database.doorbell.deleteMany({})
  await keep('deliver-outbox')
  ward.clock.pass(5)
  expect(await sweep()).toHaveLength(1)
  expect(await sweep()).toHaveLength(0)
  ward.clock.pass(40)
  expect(await sweep()).toHaveLength(1)
})
