import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyImport } from '../../../src/ward/import/apply-import.ts'
import { checkImport } from '../../../src/ward/import/check-import.ts'
import { confirmImport } from '../../../src/ward/import/confirm-import.ts'
import { findImport } from '../../../src/ward/import/find-import.ts'
import { startImport } from '../../../src/ward/import/start-import.ts'
import type { WrittenCell } from '../../../src/platform/spreadsheet/written-sheet.ts'
import { makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { sheetBytes } from '../../support/sheet-bytes.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const titles = [
  'Loại sự kiện',
  'Số đăng ký',
  'Ngày đăng ký',
  'Hình thức đăng ký',
  'Ngày sinh',
  'Ngày mất',
  'Họ tên trẻ',
  'Họ tên mẹ',
  'Năm sinh mẹ',
  'Họ tên cha',
  'Mẹ đồng ý nhận thư',
  'Người mất',
  'Năm sinh người mất',
  'Tình trạng',
]
type Row = Partial<Record<(typeof titles)[number], WrittenCell>>
const cells = (row: Row): WrittenCell[] => titles.map((title) => row[title] ?? '')
const birth: Row = {
  'Loại sự kiện': 'Khai sinh',
  'Số đăng ký': '45',
  'Ngày đăng ký': '25/11/2026',
  'Ngày sinh': '10/11/2026',
  'Họ tên trẻ': 'Trần Minh Khôi',
  'Họ tên mẹ': 'Nguyễn Thị Lành',
  'Năm sinh mẹ': '1996',
  'Mẹ đồng ý nhận thư': 'Zalo',
}
const death: Row = {
  'Loại sự kiện': 'Khai tử',
  'Số đăng ký': '7',
  'Ngày đăng ký': '25/11/2026',
  'Ngày mất': '24/11/2026',
  'Người mất': 'Lê Thị Hiền',
  'Năm sinh người mất': '1944',
}

async function bring(kind: 'csv' | 'xlsx', rows: readonly Row[]) {
  const bytes = await sheetBytes(kind, titles, rows.map(cells))
  const started = await ward.as('culture', (work) =>
    startImport(work, { noun: 'civil_events', fileName: 'so.xlsx', bytes })
  )
  if (!started.ok) throw new Error(started.refusal)
  const importId = started.value.id
  await checkImport(ward.transact, ward.wardId, importId)
  const checked = (await ward.run((work) => findImport(work, { id: importId })))!
  await ward.run((work) => confirmImport(work, { importId }))
  await applyImport(ward.transact, ward.wardId, importId)
  return checked
}

describe('the register as a file', () => {
  test.each(['csv', 'xlsx'] as const)(
    '(%s) brings events, their letters and the consent ticked at the counter',
    async (kind) => {
      const checked = await bring(kind, [birth])
      expect(checked).toMatchObject({ rowsGood: 1, rowsBad: 0, rowsNew: 1 })
      expect(await ward.letter()).toMatchObject({ kind: 'birth', status: 'held' })
    }
  )

  test('read again brings nothing new', async () => {
    await bring('csv', [birth])
    expect(await bring('csv', [{ ...birth, 'Số đăng ký': '45/2026' }])).toMatchObject({ rowsNew: 0, rowsChanged: 1 })
    expect(await ward.letters()).toHaveLength(1)
  })

  test('names what it cannot read: an unknown kind, an unknown form, a tick that does not say how', async () => {
    const checked = await bring('csv', [
      { ...birth, 'Loại sự kiện': 'Chuyển đi' },
      { ...birth, 'Hình thức đăng ký': 'abc' },
      { ...birth, 'Mẹ đồng ý nhận thư': 'x' },
    ])
    expect(checked.faults.map(({ column, fault }) => [column, fault])).toEqual([
      ['Loại sự kiện', 'not_an_event_kind'],
      ['Hình thức đăng ký', 'not_a_nature'],
      ['Mẹ đồng ý nhận thư', 'not_a_way'],
    ])
  })

  test('a newborn’s death is a death, whatever else the cell says of birth', async () => {
    const row = {
      ...death,
      'Loại sự kiện': 'Khai tử (trẻ sơ sinh)',
      'Người mất': 'Trần Minh Cháu',
      'Năm sinh người mất': '2026',
    }
    await bring('csv', [row])
    expect(await ward.letter()).toMatchObject({ kind: 'condolence', status: 'review', why: 'child_death' })
  })

  test('a kind that could be two is asked about, not guessed', async () => {
    const checked = await bring('csv', [{ ...birth, 'Loại sự kiện': 'Khai sinh, khai tử' }])
    expect(checked.faults.map(({ fault }) => fault)).toEqual(['not_an_event_kind'])
  })

  test.each(['Không', 'không đồng ý', 'chưa đồng ý', 'từ chối'])('“%s” is no consent', async (words) => {
    await bring('csv', [{ ...birth, 'Mẹ đồng ý nhận thư': words }])
    expect(await ward.letter()).toMatchObject({ status: 'waiting', why: 'consent' })
  })

  test.each(['không nhận qua Zalo', 'ko gửi giấy'])('“%s” is asked about: a no that names a way', async (words) => {
    const checked = await bring('csv', [{ ...birth, 'Mẹ đồng ý nhận thư': words }])
    expect(checked.faults.map(({ fault }) => fault)).toEqual(['not_a_way'])
    expect(await ward.letters()).toEqual([])
  })

  test.each([
    ['Đã hủy', 'annulled'],
    ['huy bo', 'annulled'],
    ['thu hồi', 'annulled'],
    ['Chưa hủy', 'registered'],
    ['Cán bộ Huy nhập', 'registered'],
    ['Bình thường', 'registered'],
  ])('the state “%s” means %s', async (words, status) => {
    await bring('csv', [{ ...birth, 'Tình trạng': words }])
    expect(await ward.run((work) => work.db.civilEvent.findFirstOrThrow())).toMatchObject({ status })
  })

  test('cells that mean harm are faults or plain words: nothing is run, nothing breaks', async () => {
    const harm = (more: Row): Row => ({ ...birth, ...more })
    const checked = await bring('csv', [
      harm({ 'Số đăng ký': '101', 'Họ tên trẻ': '=HYPERLINK("http://x","Khôi")' }),
      harm({ 'Số đăng ký': '102', 'Họ tên mẹ': 'Lành\u0000\u202eLành' }),
      harm({ 'Số đăng ký': '103', 'Họ tên trẻ': 'K'.repeat(50_000) }),
      harm({ 'Số đăng ký': 'x'.repeat(5_000) }),
      harm({ 'Số đăng ký': '105', 'Ngày đăng ký': '31/02/2026' }),
      harm({ 'Số đăng ký': '106', 'Ngày đăng ký': '25/11/2999' }),
      harm({ 'Số đăng ký': '107', 'Năm sinh mẹ': '1e9' }),
      harm({ 'Số đăng ký': "108'; drop table letter; --", 'Họ tên trẻ': '<script>alert(1)</script>' }),
    ])
    expect(checked.rowsGood + checked.rowsBad).toBe(8)
    const events = await ward.run((work) =>
      work.db.civilEvent.findMany({ include: { people: true }, orderBy: { id: 'asc' } })
    )
    const names = await ward.run(async ({ seal }) =>
      events.flatMap(({ people }) => people.map(({ person }) => seal.openJson<{ fullName: string }>(person).fullName))
    )
    // no sign that turns the writing round or ends a text
    expect(names.filter((name) => /\p{Cc}|\p{Cf}/u.test(name))).toEqual([])
    expect(checked.faults.map(({ rowNumber }) => rowNumber)).toEqual(expect.arrayContaining([4, 5, 6, 7, 8]))
  })

  test('thousands of rows of one family are one import, and the same file again changes nothing', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => ({ ...birth, 'Số đăng ký': `${at + 1}` }))
    expect(await bring('csv', rows)).toMatchObject({ rowsGood: 3_000, rowsBad: 0 })
    expect(await bring('csv', rows)).toMatchObject({ rowsNew: 0 })
    expect(await ward.run((work) => work.db.letter.count())).toBe(3_000)
  }, 120_000)

  test.each(['Đăng ký lại', 'Quá hạn', 'Nhận con nuôi', 'Cải chính'])('“%s” brings no letter', async (words) => {
    await bring('csv', [{ ...birth, 'Hình thức đăng ký': words }])
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'not_first' })
  })

  test('with a death and a birth of one house in any order lets no joy through', async () => {
    const grandchild = { ...birth, 'Họ tên cha': 'Trần Văn Thuận' }
    await bring('csv', [grandchild, death])
    const letters = await ward.letters()
    expect(letters.find(({ kind }) => kind === 'birth')).toMatchObject({ status: 'stopped', why: 'mourning' })
    expect(letters.find(({ kind }) => kind === 'condolence')).toMatchObject({ status: 'ready', way: 'paper' })
  })
})
