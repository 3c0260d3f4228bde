import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { readCitizenList } from '../../../src/ward/notice/read-citizen-list.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  await ward.run((work) =>
    recordCitizens(work, [
      { reference: 'A', fullName: 'Nguyễn Văn Thử', birthYear: 1970, phone: '0912344001' },
      { reference: 'B', fullName: 'Nguyễn Văn Thử', birthYear: 1970, phone: '0912344002' },
      { reference: 'C', fullName: 'Lê Thị Mẫu', birthYear: 1985 },
    ])
  )
})
afterAll(() => at.drop())

const read = (csv: string) =>
  ward.run(async (work) => {
    const list = await readCitizenList(work, Buffer.from(csv))
    if (!list.ok) return list.refusal
    const rows = await work.db.citizen.findMany({ where: { id: { in: list.value.citizenIds } } })
    return [rows.map(({ reference }) => reference).sort(), list.value.unknownRows]
  })

describe('a list of people from a sheet', () => {
  it.each([
    ['by references', 'Mã công dân\nA\nZ\n', [['A'], [3]]],
    ['by name and year of birth', 'Họ tên,Năm sinh\nlê thị  mẫu,02/09/1985\n', [['C'], []]],
    ['two who are alike are nobody', 'Họ tên,Năm sinh\nNguyễn Văn Thử,1970\n', [[], [2]]],
    ['unless their phone tells', 'Họ tên,Năm sinh,Điện thoại\nNguyễn Văn Thử,1970,0912 344 002\n', [['B'], []]],
    ['by name and phone', 'Họ tên,SĐT\nNguyễn Văn Thử,0912344001\nLê Thị Mẫu,0912344001\n', [['A'], [3]]],
    ['a phone that is none tells nothing', 'Họ tên,SĐT\nLê Thị Mẫu,chưa có\n', [[], [2]]],
    ['a name beside others is told by its row', 'Họ tên,Năm sinh\nLê Thị Mẫu,\nLê Thị Mẫu,1985\n', [['C'], [2]]],
    ['a name alone is no list', 'Họ tên\nLê Thị Mẫu\n', 'list_unreadable'],
  ])('%s', async (_, csv, expected) => {
    expect(await read(csv)).toEqual(expected)
  })
})
