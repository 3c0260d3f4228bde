import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyImport } from '../../../src/ward/import/apply-import.ts'
import { checkImport } from '../../../src/ward/import/check-import.ts'
import { confirmImport } from '../../../src/ward/import/confirm-import.ts'
import { findImport } from '../../../src/ward/import/find-import.ts'
import { startImport } from '../../../src/ward/import/start-import.ts'
import type { WrittenCell } from '../../../src/platform/spreadsheet/write-sheet.ts'
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
