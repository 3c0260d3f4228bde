import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAuditLines } from '../../../src/ward/audit/list-audit-lines.ts'
import { addOfficial } from '../../../src/ward/official/add-official.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

describe('the audit trail', () => {
  it('is read page by page, newest first, and nothing of another ward stands in it', async () => {
    for (let i = 0; i < 7; i += 1) await ward.run(async (work) => work.audit('test.counted', { i }))
    const elsewhere = await makeTestWard(at)
    await elsewhere.run(async (work) => work.audit('test.counted', { i: 99 }))
    const seen: unknown[] = []
    let before: string | undefined
    for (;;) {
      const { lines, next } = await ward.run((work) => listAuditLines(work, { action: 'test.', before, limit: 3 }))
      seen.push(...lines.map(({ details }) => details.i))
      if (next === null) break
      before = next
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0])
  })

  it('is filtered by ward days, both included, and by who acted', async () => {
    const added = await ward.run((work) =>
      addOfficial(work, {
        login: 'hanh',
        fullName: 'Nguyễn Thị Hạnh',
        roles: ['one_stop'],
        password: 'một câu dài dễ nhớ',
      })
    )
    if (!added.ok) throw new Error(added.refusal)
    const actor = `official:${added.value.id}` as const
    for (const time of [
      '2026-12-01T23:59:00+07:00',
      '2026-12-02T00:00:00+07:00',
      '2026-12-03T23:59:00+07:00',
      '2026-12-04T00:00:00+07:00',
    ]) {
      ward.clock.set(time)
      await ward.run(async (work) => work.audit('test.dated'), actor)
    }
    const { lines } = await ward.run((work) =>
      listAuditLines(work, { actor, fromDate: '2026-12-02', toDate: '2026-12-03' })
    )
    expect(lines.map((line) => line.at.toISOString())).toEqual(['2026-12-03T16:59:00.000Z', '2026-12-01T17:00:00.000Z'])
    expect(lines[0]?.actorName).toBe('Nguyễn Thị Hạnh')
    const none = await ward.run((work) => listAuditLines(work, { actor: 'job', action: 'test.dated' }))
    expect(none.lines).toEqual([])
  })
})
