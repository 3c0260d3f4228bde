import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findDossier } from '../../../src/ward/dossier/find-dossier.ts'
import { listDossiers, type DossierFilter } from '../../../src/ward/dossier/list-dossiers.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'
import { feed, record, vn } from './dossier-fixtures.ts'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  await record(
    ward,
    feed(),
    feed({
      code: 'H49.12-261119-0107',
      applicantName: 'Nguyễn Văn Ân',
      procedureName: 'Đăng ký tạm trú',
      occurredAt: vn('2026-11-19 09:00'),
      appointmentAt: vn('2026-11-20 16:00'),
    }),
    feed({
      code: 'H49.12-261119-0108',
      applicantName: 'Nguyễn Thị Khai',
      status: 'done',
      procedureName: 'Đăng ký khai tử',
      occurredAt: vn('2026-11-19 10:00'),
    })
  )
})
afterAll(() => at.drop())

const names = async (filter: DossierFilter) =>
  (await ward.run((work) => listDossiers(work, filter))).dossiers.map(({ applicantName }) => applicantName)

describe('the list', () => {
  it('shows the newest first, and who is late', async () => {
    expect(await names({})).toEqual(['Trần Thị Mận', 'Nguyễn Thị Khai', 'Nguyễn Văn Ân'])
    expect(await names({ late: true })).toEqual(['Nguyễn Văn Ân'])
    expect(await names({ status: 'done' })).toEqual(['Nguyễn Thị Khai'])
    expect(await names({ status: 'done', late: true })).toEqual([])
  })

  it.each([
    ['man', ['Trần Thị Mận']],
    ['NGUYEN van', ['Nguyễn Văn Ân']],
    ['ân nguyễn', ['Nguyễn Văn Ân']],
    ['khai sinh', ['Trần Thị Mận']],
    ['khai', ['Trần Thị Mận', 'Nguyễn Thị Khai']],
    ['nguyen tam tru', ['Nguyễn Văn Ân']],
    ['h49.12-261119-0108', ['Nguyễn Thị Khai']],
    ['261119-0107', ['Nguyễn Văn Ân']],
    ['0034', ['Trần Thị Mận']],
    ['khong co ai', []],
    ['%', []],
  ])('finds by "%s"', async (search, expected) => {
    expect(await names({ search })).toEqual(expected)
  })

  it('forgets a former name', async () => {
    const own = await makeTestWard(at)
    await record(own, feed(), feed({ applicantName: 'Trần Thị Mơ', occurredAt: vn('2026-11-21 09:00') }))
    const find = (search: string) => own.run(async (work) => (await listDossiers(work, { search })).total)
    expect([await find('mận'), await find('mo')]).toEqual([0, 1])
  })

  it('goes on from page to page without losing or repeating one', async () => {
    const own = await makeTestWard(at)
    await record(own, ...Array.from({ length: 120 }, (_, i) => feed({ code: `H49.12-261118-${1000 + i}` })))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await own.run((work) => listDossiers(work, { ...(cursor ? { cursor } : {}), search: 'man' }))
      expect(page.total).toBe(120)
      seen.push(...page.dossiers.map(({ code }) => code))
      cursor = page.next ?? undefined
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([120, 120])
    expect((await own.run((work) => listDossiers(work, { cursor: 'x' }))).dossiers).toHaveLength(50)
  })
})

describe('one dossier', () => {
  it('is found by code or id with its history, the phone masked', async () => {
    await record(ward, feed({ status: 'received', occurredAt: vn('2026-11-20 08:15') }))
    const found = await ward.run((work) => findDossier(work, { code: 'h49.12-261120-0034' }))
    expect(found).toMatchObject({
      status: 'in_progress',
      standing: { timing: 'on_time' },
      followers: 0,
    })
    expect(found?.maskedPhone).toMatch(/•+ 567$/)
    expect(found?.history.map(({ status, applied, remark }) => [status, applied, remark])).toEqual([
      ['in_progress', true, null],
      ['received', false, 'older'],
    ])
    expect(await ward.run((work) => findDossier(work, { id: found!.id }))).toEqual(found)
    expect(await ward.run((work) => findDossier(work, { code: 'H49.12-261120-9999' }))).toBeNull()
  })
})
