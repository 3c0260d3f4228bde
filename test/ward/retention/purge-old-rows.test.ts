import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { purgeOldRows } from '../../../src/ward/retention/purge-old-rows.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

const dayMs = 86_400_000

async function write(status: string, daysAgo: number): Promise<string> {
  const receivedAt = new Date(ward.clock.now().getTime() - daysAgo * dayMs)
  return ward.run(async (work) => {
    const id = newId()
    const hash = work.seal.hash('event', id)
    const content = work.seal.json({ kind: 'text', text: 'x' })
    const data = {
      id,
      accountId: newId(),
      eventHash: hash,
      addressHash: hash,
      address: content,
      content,
      status,
      occurredAt: receivedAt,
      receivedAt,
    }
    await work.db.inbound.create({ data })
    return id
  })
}

it('chat text goes after thirty days, unknown events after a week, and nothing that still waits', async () => {
  const kept = [await write('handled', 29), await write('ignored', 6), await write('waiting', 400)]
  const gone = [await write('handled', 31), await write('ignored', 8), await write('failed', 31)]
  await ward.run(purgeOldRows)
  const rows = await ward.run((work) => work.db.inbound.findMany({ select: { id: true } }))
  expect(rows.map((row) => row.id).sort()).toEqual([...kept].sort())
  expect(rows.some((row) => gone.includes(row.id))).toBe(false)
})

it('audit lines go after two years and no sooner', async () => {
  const write = (daysAgo: number) =>
    ward.run(async (work) => {
      const at = new Date(ward.clock.now().getTime() - daysAgo * dayMs)
      await work.db.auditLine.create({ data: { at, actor: 'operator', action: `test.${daysAgo}`, details: {} } })
    })
  await write(700)
  await write(731)
  await ward.run(purgeOldRows)
  const lines = await ward.run((work) => work.db.auditLine.findMany({ where: { action: { startsWith: 'test.' } } }))
  expect(lines.map((line) => line.action)).toEqual(['test.700'])
})

it('an audit line younger than that cannot be deleted at all', async () => {
  await ward.run(async (work) => work.audit('test.young'))
  const { count } = await ward.run((work) => work.db.auditLine.deleteMany({ where: { action: 'test.young' } }))
  expect(count).toBe(0)
})
