import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readSheet } from '../../../src/platform/spreadsheet/read-sheet.ts'

const columns = {
  name: { names: ['Họ và tên', 'Họ tên'], kind: 'text', required: true },
  phone: { names: ['Số điện thoại', 'SĐT'], kind: 'phone' },
  birthDate: { names: ['Ngày sinh'], kind: 'date' },
} as const

async function readAll(...chunks: (string | Buffer)[]) {
  const sheet = await readSheet(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), 'csv', { columns })
  const rows = []
  for await (const row of sheet) rows.push(row)
  return { sheet, rows }
}
const names = async (...chunks: (string | Buffer)[]) =>
  (await readAll(...chunks)).rows.map((row) => [row.rowNumber, row.cells.name, row.cells.phone])

const lines = [
  'Họ và tên;Số điện thoại;Ngày sinh',
  'Nguyễn Văn An;0912345678;05/09/1958',
  'Trần Thị Bình;912345679;1/2/1990',
  '',
]
const an = [2, 'Nguyễn Văn An', '0912345678']
const binh = [3, 'Trần Thị Bình', '0912345679']

describe('a CSV file', () => {
  it.each([';', ',', '\t'])('parted by "%s" is read', async (delimiter) => {
    expect(await names(lines.join('\r\n').replaceAll(';', delimiter))).toEqual([an, binh])
  })

  it('is read with and without a mark, in UTF-16 as Excel saves it, and cut anywhere', async () => {
    const text = lines.join('\r\n')
    const utf16 = Buffer.from(`\uFEFF${text.replaceAll(';', '\t')}`, 'utf16le')
    const bytes = Buffer.from(text)
    expect(await names(`\uFEFF${text}`)).toEqual([an, binh])
    expect(await names(utf16)).toEqual([an, binh])
    expect(await names(Buffer.from(utf16).swap16())).toEqual([an, binh])
    expect(await names(utf16.subarray(2))).toEqual([an, binh])
    expect(await names(...Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual([an, binh])
  })

  it('that names its delimiter in a first line is read as Excel would', async () => {
    expect(await names(`sep=;\r\n${lines.join('\r\n')}`)).toEqual([an, binh])
  })

  it('keeps row numbers over blank lines and quoted line breaks', async () => {
    const text = 'Họ tên,SĐT\n\n"Nguyễn\nVăn An",0912345678\n,,\n"Trần ""Bình"", tổ 3",0912345679\n'
    expect(await names(text)).toEqual([
      [3, 'Nguyễn\nVăn An', '0912345678'],
      [5, 'Trần "Bình", tổ 3', '0912345679'],
    ])
  })

  it('in letters put together from parts becomes whole letters', async () => {
    expect(await names(lines.join('\n').normalize('NFD'))).toEqual([an, binh])
  })

  it('whose rows are shorter or longer than the header is read as far as it goes', async () => {
    expect(await names('Họ tên,SĐT\nAn\nBình,0912345679,thừa\n')).toEqual([
      [2, 'An', null],
      [3, 'Bình', '0912345679'],
    ])
  })

  it('says which cells it could not read, and not what stood there', async () => {
    const { rows } = await readAll('Họ tên;SĐT;Ngày sinh\nAn;9.12346E+08;31/02/1990\n')
    expect(rows[0]).toEqual({
      rowNumber: 2,
      cells: { name: 'An', phone: null, birthDate: null },
      problems: [
        { column: 'phone', title: 'SĐT', problem: 'damaged_number' },
        { column: 'birthDate', title: 'Ngày sinh', problem: 'not_a_date' },
      ],
    })
  })

  it('in an old Vietnamese font is refused by name, in other bytes as not Unicode', async () => {
    const tcvn3 = Buffer.from('Hä vµ tªn;SDT\nNguyÔn V¨n An;1\nTrÇn ThÞ B×nh;2\n', 'latin1')
    await expect(readAll(tcvn3)).rejects.toMatchObject({ fault: 'legacy_encoding', detail: { encoding: 'tcvn3' } })
    await expect(readAll(Buffer.from([0x41, 0x3b, 0xff, 0xfe, 0x80, 0x0a]))).rejects.toMatchObject({
      fault: 'not_utf8',
    })
  })

  it('that is a workbook, or nothing, is refused as such', async () => {
    await expect(readAll('PK\u0003\u0004........')).rejects.toMatchObject({ fault: 'wrong_kind' })
    await expect(readAll('')).rejects.toMatchObject({ fault: 'empty' })
    await expect(readAll('một dòng không có gì\n')).rejects.toMatchObject({ fault: 'no_header' })
    await expect(readAll('SĐT;Ngày sinh\n1;2\n')).rejects.toMatchObject({ fault: 'missing_columns' })
  })

  it('longer than the limit is stopped', async () => {
    const source = Readable.from(
      ['Họ tên,SĐT\n', ...Array.from({ length: 99 }, () => 'An,1\n')].map((line) => Buffer.from(line))
    )
    const sheet = await readSheet(source, 'csv', { columns, limits: { maxRows: 50 } })
    const read = async () => {
      for await (const row of sheet) expect(row.rowNumber).toBeLessThan(60)
    }
    await expect(read()).rejects.toMatchObject({ fault: 'too_many_rows' })
  })
})
