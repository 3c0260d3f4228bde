import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadTranslate } from '../../../src/platform/i18n.ts'
import { newId } from '../../../src/platform/ids.ts'
import type { WrittenCell } from '../../../src/platform/spreadsheet/written-sheet.ts'
import { applyImport } from '../../../src/ward/import/apply-import.ts'
import { cancelImport } from '../../../src/ward/import/cancel-import.ts'
import { checkImport } from '../../../src/ward/import/check-import.ts'
import { confirmImport } from '../../../src/ward/import/confirm-import.ts'
import { findImport } from '../../../src/ward/import/find-import.ts'
import { listImports } from '../../../src/ward/import/list-imports.ts'
import { startImport } from '../../../src/ward/import/start-import.ts'
import type { Transact } from '../../../src/ward/work.ts'
import { sheetBytes } from '../../support/sheet-bytes.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => void (ward = await makeTestWard(at)))
afterAll(() => at.drop())

const start = async (noun: string, bytes: Uint8Array, fileName = 'ho-so.xlsx') => {
  const started = await ward.run((work) => startImport(work, { noun, fileName, bytes }), `official:${newId()}`)
  if (!started.ok) throw new Error(started.refusal)
  return started.value.id
}
const check = (id: string) => checkImport(ward.transact, ward.wardId, id)
const confirm = (id: string) => ward.run((work) => confirmImport(work, { importId: id }))
const apply = (id: string, transact: Transact = ward.transact) => applyImport(transact, ward.wardId, id)
const page = async (id: string) => (await ward.run((work) => findImport(work, { id, take: 1_000 })))!
const dossiers = () => ward.run((work) => work.db.dossier.findMany({ orderBy: { code: 'asc' } }))

const titles = [
  'Trạng thái',
  'Mã hồ sơ',
  'Người nộp',
  'Tên thủ tục',
  'Số điện thoại',
  'Ngày tiếp nhận',
  'Ngày hẹn trả',
  'Đơn vị xử lý',
]
const code = (n: number) => `H49.12-261102-${String(n).padStart(4, '0')}`
const good = (n: number): WrittenCell[] => [
  '4',
  code(n),
  `Nguyễn Văn ${'ABCDEFGH'[n % 8]}`,
  'Đăng ký khai sinh',
  '0912345678',
  '02/11/2026 08:15',
  '04/11/2026',
  'Tư pháp - Hộ tịch',
]
const rows = (count: number) => Array.from({ length: count }, (_, i) => good(i + 1))

describe('importing dossiers', () => {
  it.each(['csv', 'xlsx'] as const)('from %s writes nothing before it is confirmed, then all of it', async (kind) => {
    const id = await start('dossiers', await sheetBytes(kind, titles, rows(3)))
    expect(ward.bells.at(-1)).toMatchObject({ job: 'check-import', rowId: id })
    expect(await check(id)).toBe('checked')
    expect(await page(id)).toMatchObject({
      status: 'checked',
      rowsRead: 3,
      rowsGood: 3,
      rowsBad: 0,
      rowsNew: 3,
      faults: [],
    })
    expect(await dossiers()).toEqual([])
    expect(await confirm(id)).toMatchObject({ ok: true })
    expect(ward.bells.at(-1)).toMatchObject({ job: 'apply-import', rowId: id })
    expect(await apply(id)).toBe('applied')
    expect(await page(id)).toMatchObject({ status: 'applied', rowsWritten: 3 })
    expect(await dossiers()).toMatchObject([
      {
        code: code(1),
        status: 'in_progress',
        applicantName: 'Nguyễn Văn B',
        unit: 'Tư pháp - Hộ tịch',
        receivedAt: new Date('2026-11-02T01:15:00Z'),
        appointmentAt: new Date('2026-11-04T10:00:00Z'),
      },
      { code: code(2) },
      { code: code(3) },
    ])
    expect(await at.database.doorbell.count({ where: { rowId: id } })).toBe(0)
    expect(await ward.run((work) => work.db.importRun.count({ where: { file: { not: null } } }))).toBe(0)
  })

  it('names every one of forty bad rows by its number, and leaves only those out', async () => {
    const spoil: ((row: WrittenCell[]) => void)[] = [
      (row) => (row[1] = 'không mã'),
      (row) => (row[1] = 'H49.12-261399-0001'),
      (row) => (row[0] = '11'),
      (row) => (row[4] = '12345'),
      (row) => (row[5] = '31/02/2026'),
      (row) => (row[6] = '01/11/2026'),
      (row) => (row[2] = null),
      (row) => (row[1] = code(1)),
    ]
    const faults = [
      'not_a_dossier_code',
      'no_such_date',
      'not_a_status',
      'not_a_phone',
      'not_a_date',
      'before_receipt',
      'missing',
      'duplicate_in_file',
    ]
    const file = rows(100)
    const expected: [number, string][] = []
    for (let i = 0; i < 40; i++) {
      const place = 10 + i * 2
      spoil[i % spoil.length]!(file[place]!)
      expected.push([place + 2, faults[i % spoil.length]!]) // row 1 is the header
    }
    const id = await start('dossiers', await sheetBytes('xlsx', titles, file))
    await check(id)
    const checked = await page(id)
    expect(checked).toMatchObject({ rowsRead: 100, rowsGood: 60, rowsBad: 40, rowsNew: 60, faultsTotal: 40 })
    expect(checked.faults.map((one) => [one.rowNumber, one.fault])).toEqual(expected)
    expect(checked.faults.find((one) => one.fault === 'duplicate_in_file')?.column).toBe('Mã hồ sơ (2)')
    expect(await dossiers()).toEqual([])
    await confirm(id)
    await apply(id)
    expect(await dossiers()).toHaveLength(60)
    expect(await page(id)).toMatchObject({ status: 'applied', rowsWritten: 60, faultsTotal: 40 })
  })

  it('twice is the same as once', async () => {
    const bytes = await sheetBytes('xlsx', titles, rows(3))
    for (const known of [0, 3]) {
      const id = await start('dossiers', bytes)
      await check(id)
      expect(await page(id)).toMatchObject({ rowsNew: 3 - known, rowsChanged: known })
      await confirm(id)
      await apply(id)
      expect(await apply(id)).toBe('nothing')
    }
    expect(await dossiers()).toHaveLength(3)
  })

  it('killed in the middle has written nothing, and begins again with one effect', async () => {
    const id = await start('dossiers', await sheetBytes('csv', titles, rows(2_500)))
    await check(id)
    await confirm(id)
    let told = 0
    const dying: Transact = (wardId, actor, useCase) => {
      if (actor === 'job:import-progress' && ++told === 2) throw new Error('killed')
      return ward.transact(wardId, actor, useCase)
    }
    await expect(apply(id, dying)).rejects.toThrow('killed')
    expect(await dossiers()).toEqual([])
    expect(await page(id)).toMatchObject({ status: 'applying', rowsWritten: 1_000 })
    expect(await at.database.doorbell.count({ where: { rowId: id, job: 'apply-import' } })).toBe(1)
    expect(await apply(id)).toBe('applied')
    expect(await dossiers()).toHaveLength(2_500)
    expect(await ward.run((work) => work.db.dossierEvent.count())).toBe(2_500)
  })

  it('shows its progress while it is still open', async () => {
    const id = await start('dossiers', await sheetBytes('csv', titles, rows(2_100)))
    const seen: number[] = []
    const watching: Transact = async (wardId, actor, useCase) => {
      const value = await ward.transact(wardId, actor, useCase)
      if (actor === 'job:import-progress') seen.push((await page(id)).rowsRead)
      return value
    }
    await checkImport(watching, ward.wardId, id)
    expect(seen).toEqual([1_000, 2_000, 2_100])
  })

  it('is done by one worker at a time', async () => {
    const id = await start('dossiers', await sheetBytes('csv', titles, rows(1_200)))
    const both = await Promise.all([check(id), check(id)])
    expect(both.sort()).toEqual(expect.arrayContaining(['checked']))
    expect(both.filter((one) => one === 'checked')).toHaveLength(1)
  })

  it('takes the words of one-stop systems for the ten statuses', async () => {
    const words = [
      'Mới đăng ký',
      'Được tiếp nhận',
      'Không được tiếp nhận',
      'Đang xử lý',
      'Yêu cầu bổ sung giấy tờ',
      'Yêu cầu thực hiện nghĩa vụ tài chính',
      'Công dân yêu cầu rút hồ sơ',
      'Dừng xử lý',
      'Đã xử lý xong',
      '10 - Đã trả kết quả',
    ]
    const file = words.map((word, i) => [word, ...good(i + 1).slice(1)])
    const id = await start('dossiers', await sheetBytes('xlsx', titles, file))
    await check(id)
    await confirm(id)
    await apply(id)
    expect((await dossiers()).map((one) => one.status)).toEqual([
      'newly_registered',
      'received',
      'not_accepted',
      'in_progress',
      'awaiting_papers',
      'awaiting_payment',
      'withdrawn',
      'stopped',
      'done',
      'returned',
    ])
  })

  it('can be cancelled until it is confirmed', async () => {
    const cancel = (id: string) => ward.run((work) => cancelImport(work, { importId: id }))
    const id = await start('dossiers', await sheetBytes('csv', titles, rows(2)))
    await check(id)
    expect(await cancel(id)).toMatchObject({ ok: true })
    expect(await confirm(id)).toEqual({ ok: false, refusal: 'not_checked' })
    expect(await apply(id)).toBe('nothing')
    expect(await cancel(id)).toEqual({ ok: false, refusal: 'too_late' })
    expect(await cancel(newId())).toEqual({ ok: false, refusal: 'unknown_import' })
    expect((await ward.run((work) => listImports(work))).map((run) => run.status)).toEqual(['cancelled'])
  })

  it('with no good row cannot be confirmed', async () => {
    const id = await start('dossiers', await sheetBytes('csv', titles, [['4', 'x']]))
    await check(id)
    expect(await confirm(id)).toEqual({ ok: false, refusal: 'nothing_good' })
  })
})

describe('a file', () => {
  it.each([
    [
      'of a font from before Unicode',
      Buffer.from('M\xb7 h\xe5 s\xac,Tr\xb9ng th\xb8i\nH49.12-261102-0001,\xa7ang gi\xb6i quy\xd5t\n', 'latin1'),
      'legacy_encoding',
    ],
    ['without a required column', Buffer.from('Người nộp,Tên thủ tục\nA,B\n'), 'missing_columns'],
    ['that is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), undefined],
    ['with a header and nothing else', Buffer.from('Mã hồ sơ,Trạng thái\n'), 'empty'],
    ['of old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old_or_protected_excel'],
  ])('%s is refused with the reason and dropped', async (_what, bytes, failure) => {
    const id = await start('dossiers', bytes)
    expect(await check(id)).toBe('failed')
    const failed = await page(id)
    expect(failed.status).toBe('failed')
    if (failure !== undefined) expect(failed.failure).toBe(failure)
    const translate = await loadTranslate()
    expect(translate(`import.failure.${failed.failure}`)).not.toBe(`import.failure.${failed.failure}`)
    expect(await at.database.doorbell.count({ where: { rowId: id } })).toBe(0)
  })

  it('that is empty, too large or of an unknown noun is not taken at all', async () => {
    const take = (noun: string, bytes: Uint8Array) =>
      ward.run((work) => startImport(work, { noun, fileName: 'x', bytes }))
    expect(await take('dossiers', Buffer.alloc(0))).toEqual({ ok: false, refusal: 'file_empty' })
    expect(await take('dossiers', Buffer.alloc(30_000_001))).toEqual({ ok: false, refusal: 'file_too_large' })
    expect(await take('cats', Buffer.from('x'))).toEqual({ ok: false, refusal: 'unknown_noun' })
  })

  it('has its unknown columns listed', async () => {
    const id = await start(
      'dossiers',
      await sheetBytes(
        'csv',
        [...titles, 'Màu bìa'],
        rows(1).map((row) => [...row, 'xanh'])
      )
    )
    await check(id)
    expect(await page(id)).toMatchObject({
      rowsBad: 0,
      faults: [{ rowNumber: 1, column: 'Màu bìa', fault: 'unknown_column' }],
    })
  })
})

describe('importing citizens', () => {
  const columns = ['Họ và tên', 'Mã công dân', 'Ngày sinh', 'Giới tính', 'SĐT', 'Tổ dân phố', 'Mã hộ', 'Chủ hộ']
  it('reads what wards keep in their sheets', async () => {
    const file: WrittenCell[][] = [
      ['Nguyễn Văn Ánh'.normalize('NFD'), '001', '05/09/1970', 'Nam', '912345678', 'Tổ 12', 'HK1', 'x'],
      ['Trần Thị Bình', '002', '1975', 'nữ', 'không có', '12', 'HK1', null],
      ['Lê Văn Cảnh', '003', null, null, '0169 123 4567', 'tổ mười hai', null, null],
      ['Phạm Hai', '004', '1980', 'Nam', null, '12', 'HK1', 'chủ hộ'],
      ['Đỗ Sai', '005', 'năm kia', 'x', null, '12', null, null],
    ]
    const id = await start('citizens', await sheetBytes('csv', columns, file))
    await check(id)
    const checked = await page(id)
    expect(checked).toMatchObject({ rowsGood: 3, rowsBad: 2 })
    expect(checked.faults.map((one) => [one.rowNumber, one.column, one.fault])).toEqual([
      [5, 'Chủ hộ (2)', 'second_head'],
      [6, 'Ngày sinh', 'not_a_birth_year'],
      [6, 'Giới tính', 'not_a_gender'],
    ])
    await confirm(id)
    await apply(id)
    const citizens = await ward.run((work) =>
      work.db.citizen.findMany({ orderBy: { reference: 'asc' }, include: { neighbourhood: true } })
    )
    expect(citizens).toMatchObject([
      {
        reference: '001',
        fullName: 'Nguyễn Văn Ánh',
        birthYear: 1970,
        gender: 'male',
        headOfHousehold: true,
        neighbourhood: { code: '12' },
      },
      { reference: '002', birthYear: 1975, gender: 'female', phone: null, headOfHousehold: false },
      { reference: '003', birthYear: null, neighbourhood: { code: '12' } },
    ])
    expect(await ward.run((work) => work.db.neighbourhood.count())).toBe(1)
  })

  it('leaves alone what the file has no column for', async () => {
    const whole = await start(
      'citizens',
      await sheetBytes('csv', columns, [['Nguyễn Văn Ánh', '001', '1970', 'Nam', '0912345678', '12', 'HK1', 'x']])
    )
    await check(whole)
    await confirm(whole)
    await apply(whole)
    const names = await start(
      'citizens',
      await sheetBytes('csv', ['Mã công dân', 'Họ và tên'], [['001', 'Nguyễn Văn Ân']])
    )
    await check(names)
    await confirm(names)
    await apply(names)
    const [citizen] = await ward.run((work) => work.db.citizen.findMany())
    expect(citizen).toMatchObject({ fullName: 'Nguyễn Văn Ân', birthYear: 1970, headOfHousehold: true })
    expect(citizen?.phone).not.toBeNull()
  })
})

describe('every fault', () => {
  it('has words in both languages', async () => {
    const { readFileSync } = await import('node:fs')
    const keys = (language: string) =>
      Object.keys((JSON.parse(readFileSync(`locales/${language}/import.json`, 'utf8')) as { fault: object }).fault)
    expect(keys('vi')).toEqual(keys('en'))
  })
})
