import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import ExcelJS from '@protobi/exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import { readSheet } from '../../../src/platform/spreadsheet/read-sheet.ts'
import { SheetError } from '../../../src/platform/spreadsheet/sheet-error.ts'
import { workbookOf, zipOf } from '../../support/zip-of.ts'

const columns = {
  code: { names: ['Mã hồ sơ', 'Số hồ sơ'], kind: 'code', required: true },
  name: { names: ['Họ và tên', 'Họ tên'], kind: 'text' },
  phone: { names: ['Số điện thoại', 'SĐT', 'Điện thoại'], kind: 'phone' },
  birthDate: { names: ['Ngày sinh'], kind: 'date' },
  receivedAt: { names: ['Ngày tiếp nhận'], kind: 'instant' },
  amount: { names: ['Số tiền'], kind: 'number' },
} as const

const folder = mkdtempSync(join(tmpdir(), 'xlsx-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function readAll(bytes: Buffer, limits = {}) {
  const sheet = await readSheet(Readable.from([bytes]), 'xlsx', { columns, limits })
  const rows = []
  for await (const row of sheet) rows.push(row)
  return { sheet, rows }
}

async function madeIn(fill: (tab: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void) {
  const workbook = new ExcelJS.Workbook()
  const tab = workbook.addWorksheet('Danh sách')
  fill(tab, workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const header = ['Mã hồ sơ', 'Họ và tên', 'Số điện thoại', 'Ngày sinh', 'Ngày tiếp nhận', 'Số tiền']
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof SheetError ? error.fault : String(error))
  )
const shared = (...texts: string[]) => ({
  'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
})
const inline = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
const headerRow = `<row r="1">${inline('A1', 'Mã hồ sơ')}${inline('B1', 'Họ và tên')}</row>`

describe('a workbook from the one-stop shop', () => {
  it('is read with its headers in any order, spelling and case, under a title', async () => {
    const { rows, sheet } = await readAll(
      await madeIn((tab) => {
        tab.addRow(['DANH SÁCH HỒ SƠ THÁNG 11'])
        tab.addRow([])
        tab.addRow(['STT', 'SO DIEN THOAI', 'HỌ VÀ TÊN'.normalize('NFD'), 'Ngày sinh (dd/mm/yyyy)', 'mã  hồ sơ (*)'])
        tab.addRow([1, '0912 345 678', 'Nguyễn Văn An'.normalize('NFD'), '05/09/1958', 'H49.12-261120-0034'])
      })
    )
    expect(sheet).toMatchObject({ headerRowNumber: 3, name: 'Danh sách', unknownTitles: ['STT'] })
    expect(rows).toEqual([
      {
        rowNumber: 4,
        cells: {
          code: 'H49.12-261120-0034',
          name: 'Nguyễn Văn An',
          phone: '0912 345 678',
          birthDate: '1958-09-05',
          receivedAt: null,
          amount: null,
        },
        problems: [],
      },
    ])
  })

  it('gives dates and clocks as the sheet shows them, whatever the machine’s time zone', async () => {
    const { rows } = await readAll(
      await madeIn((tab) => {
        tab.addRow(header)
        const row = tab.addRow([
          'a',
          'b',
          null,
          new Date('1958-09-05T00:00:00Z'),
          new Date('2026-11-20T08:15:00Z'),
          12.5,
        ])
        row.getCell(4).numFmt = 'dd/mm/yyyy'
        row.getCell(5).numFmt = '[$-42A]dd "tháng" mm yyyy hh:mm'
        row.getCell(6).numFmt = '#,##0.00 "đồng"'
      })
    )
    expect(rows[0]?.cells).toMatchObject({
      birthDate: '1958-09-05',
      receivedAt: new Date('2026-11-20T08:15:00+07:00'),
      amount: 12.5,
    })
  })

  it('takes the results of formulas and says where one failed', async () => {
    const { rows } = await readAll(
      await madeIn((tab) => {
        tab.addRow(header)
        tab.addRow([
          { formula: '"H"&1', result: 'H1' },
          { formula: 'A9', result: { error: '#REF!' } },
          { formula: '1+1', result: 912345678 },
          null,
          null,
          { formula: 'SUM(A1)', result: 50000 },
        ])
      })
    )
    expect(rows[0]?.cells).toMatchObject({ code: 'H1', name: null, phone: '0912345678', amount: 50000 })
    expect(rows[0]?.problems).toEqual([{ column: 'name', title: 'Họ và tên', problem: 'error_value' }])
  })

  it('leaves out hidden and blank rows, and the others keep their numbers', async () => {
    const { rows, sheet } = await readAll(
      await madeIn((tab) => {
        tab.addRow(header)
        tab.addRow(['a'])
        tab.addRow(['hidden'])
        tab.getRow(3).hidden = true
        tab.addRow([])
        tab.addRow(['  '])
        tab.addRow(['b'])
      })
    )
    expect(rows.map((row) => [row.rowNumber, row.cells.code])).toEqual([
      [2, 'a'],
      [6, 'b'],
    ])
    expect(sheet.skipped.hidden).toBe(1)
  })

  it('gives phones and codes typed as numbers their zeros back', async () => {
    const { rows } = await readAll(
      await madeIn((tab) => {
        tab.addRow(header)
        tab.addRow(['a', null, 912345678])
        tab.addRow(['b', null, 2033123456])
        tab.addRow(['c', null, '0912345678'])
      })
    )
    expect(rows.map((row) => row.cells.phone)).toEqual(['0912345678', '02033123456', '0912345678'])
  })

  it('reads text in several colours as one text', async () => {
    const { rows } = await readAll(
      await madeIn((tab) => {
        tab.addRow(header)
        tab.addRow(['a', { richText: [{ text: 'Nguyễn ' }, { font: { bold: true }, text: 'An' }] }])
      })
    )
    expect(rows[0]?.cells.name).toBe('Nguyễn An')
  })

  it('is read from the first visible tab that has the header', async () => {
    const { rows, sheet } = await readAll(
      await madeIn((tab, workbook) => {
        tab.state = 'hidden'
        tab.addRow(header)
        tab.addRow(['of the hidden tab'])
        workbook.addWorksheet('Hướng dẫn').addRow(['Điền vào tab bên cạnh'])
        const third = workbook.addWorksheet('Hồ sơ')
        third.addRow(header)
        third.addRow(['right'])
      })
    )
    expect([sheet.name, rows[0]?.cells.code]).toEqual(['Hồ sơ', 'right'])
  })

  it('is read from a path too', async () => {
    const path = join(folder, 'a.xlsx')
    writeFileSync(path, await madeIn((tab) => [header, ['a']].forEach((row) => tab.addRow(row))))
    const sheet = await readSheet(path, 'xlsx', { columns })
    for await (const row of sheet) expect(row.cells.code).toBe('a')
    expect(sheet.headerRowNumber).toBe(1)
  })
})

describe('a workbook from another program', () => {
  it('with prefixed tags, no cell references and strings after the rows is understood', async () => {
    const strange = workbookOf('')
    strange['xl/worksheets/sheet1.xml'] =
      '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>' +
      '<x:row><x:c t="s"><x:v>2</x:v></x:c><x:c t="s"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const strings = shared(
      '<t>Mã hồ sơ</t>',
      '<t>Họ và tên</t>',
      '<t>A &amp;amp; B</t>',
      '<t xml:space="preserve"> An_x000D_</t><rPh sb="0" eb="1"><t>aid</t></rPh>'
    )
    const { rows } = await readAll(zipOf({ ...strange, ...strings }, false))
    expect(rows[0]).toMatchObject({ rowNumber: 2, cells: { code: 'A &amp; B', name: 'An' } })
  })

  it('counts days from 1904 when it says so', async () => {
    const data = `<row r="1">${inline('A1', 'Mã hồ sơ')}${inline('B1', 'Ngày sinh')}</row><row r="2">${inline('A2', 'a')}<c r="B2" s="0"><v>19976</v></c></row>`
    const parts = workbookOf(data, {
      'xl/workbook.xml':
        '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/styles.xml': '<styleSheet><cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>',
    })
    const { rows } = await readAll(zipOf(parts))
    expect(rows[0]?.cells.birthDate).toBe('1958-09-10')
  })

  it('with a ">" inside an attribute and CDATA is understood', async () => {
    const data = `${headerRow}<row r="2"><c r="A2" t="str" x="a>b"><f>"a"&gt;"b"</f><v><![CDATA[<x>]]></v></c></row>`
    expect((await readAll(zipOf(workbookOf(data)))).rows[0]?.cells.code).toBe('<x>')
  })
})

describe('a file that is no good', () => {
  it('is refused with what it is', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect(await faultOf(readAll(ole))).toBe('old_or_protected_excel')
    expect(await faultOf(readAll(Buffer.from('Mã hồ sơ;Họ tên\n')))).toBe('not_a_spreadsheet')
    expect(await faultOf(readAll(zipOf({ 'word/document.xml': '<a/>' })))).toBe('not_a_spreadsheet')
    expect(await faultOf(readAll(Buffer.alloc(0)))).toBe('empty')
    expect(await faultOf(readAll(zipOf(workbookOf(''))))).toBe('empty')
  })

  it('without our header, or without a column we need, is refused by name', async () => {
    const other = await madeIn((tab) => tab.addRow(['Tên hàng', 'Đơn giá']))
    expect(await faultOf(readAll(other))).toBe('no_header')
    const lacking = await madeIn((tab) => tab.addRow(['Họ và tên', 'Số điện thoại']))
    await expect(readAll(lacking)).rejects.toMatchObject({
      fault: 'missing_columns',
      detail: { missing: 'Mã hồ sơ', row: 1 },
    })
  })

  it('that was cut off or changed on the way is refused', async () => {
    const good = await madeIn((tab) => {
      tab.addRow(header)
      for (let i = 0; i < 500; i++) tab.addRow([`code ${i}`, `tên ${i * 7919}`])
    })
    expect(await faultOf(readAll(good.subarray(0, good.length - 200)))).toBe('not_a_spreadsheet')
    const spoiled = Buffer.from(zipOf(workbookOf(`${headerRow}<row r="2">${inline('A2', 'a'.repeat(5000))}</row>`)))
    spoiled.fill(0xff, 100, 130)
    expect(await faultOf(readAll(spoiled))).toBe('damaged')
    const cut = `<worksheet><sheetData>${headerRow}<row r="2">${inline('A2', 'a')}`
    expect(await faultOf(readAll(zipOf(workbookOf('', { 'xl/worksheets/sheet1.xml': cut }))))).toBe('damaged')
  })

  it('that unpacks to far more than it is, is stopped on the way', async () => {
    const bomb = zipOf(workbookOf(`${headerRow}${' '.repeat(20_000_000)}`))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await faultOf(readAll(bomb))).toBe('unpacks_too_large')
    const many = zipOf(workbookOf(`${headerRow}<row r="2">${inline('A2', 'ab')}</row>`.padEnd(3_000_000, ' ')))
    expect(await faultOf(readAll(many, { maxUnpackedBytes: 1_000_000 }))).toBe('unpacks_too_large')
  })

  it('that declares entities of its own is refused', async () => {
    const evil = workbookOf('')
    evil['xl/worksheets/sheet1.xml'] = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet/>'
    expect(await faultOf(readAll(zipOf(evil)))).toBe('not_a_spreadsheet')
  })

  it('that is too large or too long is refused', async () => {
    const good = await madeIn((tab) => [header, ['a'], ['b'], ['c']].forEach((row) => tab.addRow(row)))
    expect(await faultOf(readAll(good, { maxBytes: 1000 }))).toBe('too_large')
    expect(await faultOf(readAll(good, { maxRows: 2 }))).toBe('too_many_rows')
    expect(await faultOf(readAll(good, { maxRows: 3 }))).toBe('none')
  })

  it('typed in an old Vietnamese font is refused with the name of the font', async () => {
    const names = ['NguyÔn V¨n An', 'TrÇn ThÞ B×nh', 'Lª Hoµng C­êng']
    const tcvn3 = await madeIn((tab) => [header, ...names.map((name) => ['a', name])].forEach((row) => tab.addRow(row)))
    await expect(readAll(tcvn3)).rejects.toMatchObject({ fault: 'legacy_encoding', detail: { encoding: 'tcvn3' } })
    const vni = await madeIn((tab) =>
      [header, ['a', 'Nguyeãn Vaên An'], ['b', 'Traàn Thò Bình']].forEach((row) => tab.addRow(row))
    )
    await expect(readAll(vni)).rejects.toMatchObject({ fault: 'legacy_encoding', detail: { encoding: 'vni' } })
  })

  it('with one row in an old font among many good ones reports that row', async () => {
    const { rows } = await readAll(
      await madeIn((tab) => {
        tab.addRow(header)
        for (let i = 0; i < 40; i++) tab.addRow(['a', 'Nguyễn Thị Hoà'])
        tab.addRow(['b', 'TrÇn ThÞ B×nh'])
      })
    )
    expect(rows.filter((row) => row.problems.length > 0)).toEqual([
      expect.objectContaining({
        rowNumber: 42,
        problems: [{ column: 'name', title: 'Họ và tên', problem: 'old_font_tcvn3' }],
      }),
    ])
  })
})
