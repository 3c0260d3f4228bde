import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeWards } from '../../src/wiring/complete-wards.ts'
import { openWard } from '../../src/ward/ward/create-ward.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  const opened = await openWard(ward.transact, at.seal, { slug: 'cu', name: 'phường Cũ', province: 'tỉnh Thử' })
  if (opened.ok) ward.wardId = opened.value.id
})
afterAll(() => at.drop())

const inWard: TestWard['run'] = (useCase) => ward.transact(ward.wardId, 'operator', useCase)
const rule = (ruleId: string) => inWard((work) => work.db.lawRule.findFirst({ where: { ruleId } }))
const start = () => completeWards({ database: at.database, transact: ward.transact })

describe('a ward opened with an older list of rules, at the next start', () => {
  it('has the rules that have come since, and its rules are called in Vietnamese', async () => {
    await inWard(async (work) => {
      await work.db.lawRule.deleteMany({ where: { ruleId: 'ELEC.TODAY' } })
      await work.db.lawRule.updateMany({
        where: { ruleId: 'MEET.NOTICE' },
        data: { subject: 'notice of a meeting', offset: 3, confirmedById: ward.wardId, confirmedAt: work.now },
      })
      await work.db.lawRule.updateMany({ where: { ruleId: 'MEET.DOCS' }, data: { subject: 'gửi giấy tờ đến từng hộ' } })
    })
    await start()
    expect(await rule('ELEC.TODAY')).toMatchObject({ subject: 'nhắc trong ngày bầu cử' })
    expect(await rule('MEET.NOTICE')).toMatchObject({
      subject: 'báo trước cuộc họp tổ dân phố',
      offset: 3,
      confirmedById: ward.wardId,
      confirmedAt: ward.clock.now(),
    })
    expect(await rule('MEET.DOCS')).toMatchObject({ subject: 'gửi giấy tờ đến từng hộ' })
  })

  it('is left as it is by every start after that', async () => {
    const lines = () => inWard((work) => work.db.auditLine.count({ where: { action: 'law_rule.completed' } }))
    const before = await lines()
    await start()
    expect(await lines()).toBe(before)
    expect(before).toBe(1)
  })
})
