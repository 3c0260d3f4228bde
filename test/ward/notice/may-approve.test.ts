import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { countToApprove, mayApprove, nameDeputy } from '../../../src/ward/notice/may-approve.ts'
import type { Role } from '../../../src/ward/official/permission.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  ward.clock.set('2026-11-25T09:00:00+07:00')
})
afterAll(() => at.drop())

const names = new Set<string>()
async function officialOf(role: Role): Promise<string> {
  const [id, login] = [newId(), `${role}-${names.size}`]
  names.add(login)
  const row = { id, login, fullName: 'Cán bộ Thử', passwordHash: 'x', roles: [role] }
  await ward.run(({ db }) => db.official.create({ data: row }))
  return id
}

const submitted = (messageClass: string, authorId: string) =>
  ward.run(({ db, now }) =>
    db.notice.create({
      data: {
        ...{ id: newId(), kind: 'general', class: messageClass, status: 'submitted', title: 'Thử', audience: {} },
        ...{ words: {}, authorId, submittedById: authorId, createdAt: now },
      },
    })
  )

const toDate = '2026-11-30'
const named = async (deputyId: string) => {
  const officialId = await officialOf('leader')
  return ward.run((work) => nameDeputy(work, { officialId, deputyId, fromDate: '2026-11-25', toDate }))
}

test.each([
  ['specialist', true],
  ['culture_social', true],
  ['one_stop', true],
  ['duty', true],
  ['civil_status', false],
  ['reception', false],
  ['ward_admin', false],
  ['front', false],
  ['neighbourhood_head', false],
] as const)('only ward staff who open notices stand in for an approver: %s', async (role, may) => {
  const deputyId = await officialOf(role)
  expect(await named(deputyId)).toMatchObject(may ? { ok: true } : { refusal: 'deputy_not_staff' })
  expect(await ward.run((work) => mayApprove(work, { officialId: deputyId, isEmergency: false }))).toBe(may)
})

test('who stands in sees what waits, the duty officer sees emergencies, others nothing', async () => {
  const author = await officialOf('specialist')
  await submitted('notice', author)
  await submitted('emergency', author)
  const count = (officialId: string) => ward.run((work) => countToApprove(work, { officialId }))
  const deputy = await officialOf('specialist')
  expect(await count(deputy)).toBeNull()
  await named(deputy)
  expect(await count(deputy)).toEqual({ count: 2, emergencies: 1 })
  expect(await count(await officialOf('duty'))).toEqual({ count: 1, emergencies: 1 })
  expect(await count(await officialOf('leader'))).toEqual({ count: 2, emergencies: 1 })
  await named(author)
  expect(await count(author), 'of the own ones only the emergency').toEqual({ count: 1, emergencies: 1 })
})
