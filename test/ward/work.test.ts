import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { refuse } from '../../src/platform/result.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let here: TestWard
let elsewhere: TestWard

beforeAll(async () => {
  at = await freshDatabase()
  here = await makeTestWard(at)
  elsewhere = await makeTestWard(at)
})
afterAll(() => at.drop())

const addNeighbourhood = (ward: TestWard, code: string) =>
  ward.run((work) => work.db.neighbourhood.create({ data: { code, name: `Tổ dân phố ${code}` } }))

describe('one transaction of one ward', () => {
  it('sees and writes only its own ward', async () => {
    const { id } = await addNeighbourhood(here, '1')
    expect(await elsewhere.run((work) => work.db.neighbourhood.findFirst({ where: { id } }))).toBeNull()
    const moved = await elsewhere.run((work) =>
      work.db.neighbourhood.updateMany({ where: { id }, data: { name: 'x' } })
    )
    expect(moved.count).toBe(0)
    await expect(
      elsewhere.run((work) => work.db.neighbourhood.create({ data: { wardId: here.wardId, code: '2', name: 'x' } }))
    ).rejects.toThrow()
  })

  it('reads nothing and writes nothing where no ward was named', async () => {
    await addNeighbourhood(here, '3')
    expect(await at.database.neighbourhood.count()).toBe(0)
    await expect(at.database.neighbourhood.create({ data: { code: '4', name: 'x' } })).rejects.toThrow()
  })

  it('keeps rows, outbox, audit and doorbell together or not at all', async () => {
    const conversation = newId()
    const before = here.bells.length
    const refused = await here.run(async (work) => {
      await work.db.neighbourhood.create({ data: { code: '5', name: 'x' } })
      work.say({
        to: conversation,
        class: 'reply',
        source: 'test',
        sourceRow: 'refused',
        parts: [{ say: 'common.hello' }],
      })
      work.audit('test.refused')
      return refuse('daily_limit_reached')
    })
    expect(refused).toEqual({ ok: false, refusal: 'daily_limit_reached' })
    const kept = await here.run(async (work) => ({
      neighbourhoods: await work.db.neighbourhood.count({ where: { code: '5' } }),
      outbox: await work.db.outbox.count(),
      audit: await work.db.auditLine.count(),
    }))
    expect(kept).toEqual({ neighbourhoods: 0, outbox: 0, audit: 0 })
    expect(here.bells.length).toBe(before)
  })

  it('says the same thing once however often it is said', async () => {
    const conversation = newId()
    const say = () =>
      here.run(async (work) => {
        work.say({
          to: conversation,
          class: 'reply',
          source: 'test',
          sourceRow: 'twice',
          parts: [{ say: 'a' }, { say: 'b' }],
        })
      })
    await say()
    await say()
    const rows = await here.run((work) =>
      work.db.outbox.findMany({ where: { conversationId: conversation }, orderBy: { id: 'asc' } })
    )
    expect(rows.map((row) => row.sourceRow)).toEqual(['twice:0', 'twice:1'])
    expect(here.bells.filter((bell) => bell.rowId === conversation)).toHaveLength(1)
    expect(await at.database.doorbell.count({ where: { rowId: conversation } })).toBe(1)
  })

  it('does not let an audit line be changed or removed', async () => {
    await here.run(async (work) => work.audit('test.kept'))
    await expect(here.run((work) => work.db.auditLine.updateMany({ data: { action: 'test.other' } }))).rejects.toThrow()
    await here.run((work) => work.db.auditLine.deleteMany({}))
    expect(await here.run((work) => work.db.auditLine.count({ where: { action: 'test.kept' } }))).toBe(1)
  })
})
