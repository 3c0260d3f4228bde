import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from '@protobi/exceljs'
import { describe, expect, it } from 'vitest'
import { readSheet } from '../../../src/platform/spreadsheet/read-sheet.ts'
import { writeSheet } from '../../../src/platform/spreadsheet/write-sheet.ts'
import type { WrittenCell } from '../../../src/platform/spreadsheet/written-sheet.ts'

const columns = [
  { title: 'Mã phiếu' },
  { title: 'Nội dung' },
  { title: 'Ngày nhận', kind: 'instant' },
  { title: 'Hạn', kind: 'date' },
  { title: 'Số lần', kind: 'number' },
] as const
const dictionary = {
  code: { names: ['Mã phiếu'], kind: 'code' },
  text: { names: ['Nội dung'], kind: 'text' },
  at: { names: ['Ngày nhận'], kind: 'instant' },
  due: { names: ['Hạn'], kind: 'date' },
  times: { names: ['Số lần'], kind: 'number' },
} as const

async function written(kind: 'csv' | 'xlsx', rows: WrittenCell[][]): Promise<Buffer> {
  const to = new PassThrough()
  const [bytes] = await Promise.all([buffer(to), writeSheet({ name: 'Sổ theo dõi', columns, rows }, kind, to)])
  return bytes
}

const at = new Date('2026-11-20T08:15:00+07:00')
const row = ['PA-2611-0042', 'Cống; "bể"\nnước chảy', at, '2026-12-01', 2]

describe('a sheet the ward writes', () => {
  it.each(['csv', 'xlsx'] as const)('as %s reads back as it was', async (kind) => {
    const sheet = await readSheet(
      Readable.from([await written(kind, [row, ['+84912345678', '=1+1', null, null, -5]])]),
      kind,
      {
        columns: dictionary,
      }
    )
    const rows = []
    for await (const { cells } of sheet) rows.push(cells)
    expect(rows).toEqual([
      { code: row[0], text: row[1], at, due: row[3], times: 2 },
      { code: '+84912345678', text: '=1+1', at: null, due: null, times: -5 },
    ])
  })

  it('as a workbook is opened by another program: titles that stand still, text that is text, dates that are dates', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await written('xlsx', [row, ['=1+1', '@a', null, null, 0]])) as never)
    const [tab] = book.worksheets
    expect(tab?.name).toBe('Sổ theo dõi')
    expect(tab?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(tab?.getRow(1).getCell(2)).toMatchObject({ text: 'Nội dung', font: { bold: true } })
    const [text, instant, date, number] = [2, 3, 4, 5].map((at) => tab?.getRow(2).getCell(at))
    expect(text).toMatchObject({ value: row[1], numFmt: '@' })
    expect(instant).toMatchObject({ value: new Date('2026-11-20T08:15:00Z'), numFmt: 'dd/mm/yyyy hh:mm' })
    expect(date).toMatchObject({ value: new Date('2026-12-01T00:00:00Z'), numFmt: 'dd/mm/yyyy' })
    expect(number?.value).toBe(2)
    expect(tab?.getRow(3).getCell(1)).toMatchObject({ value: '=1+1', type: ExcelJS.ValueType.String })
  })

  it('holds whatever a resident can type', async () => {
    const odd = [
      '<b>&amp;"\'</b>',
      '  hai đầu  ',
      'a\u0000\u001Bb\uFFFE',
      '\uD83D lẻ',
      '😀',
      '_x0041_',
      'a\r\nb',
      'ư'.repeat(40_000),
    ]
    const sheet = await readSheet(
      Readable.from([
        await written(
          'xlsx',
          odd.map((text) => ['x', text, null, null, 1])
        ),
      ]),
      'xlsx',
      { columns: { text: { names: ['Nội dung'], kind: 'text' } } }
    )
    const texts = []
    for await (const { cells } of sheet) texts.push(cells.text)
    expect(texts.slice(0, 7)).toEqual([...odd.slice(0, 6).map((text) => text.trim()), 'a\nb'])
    expect(texts[7]).toHaveLength(32_767)
  })

  it('of which nobody takes the rest stops reading its rows; one whose rows fail is cut off', async () => {
    let giveBack = () => {}
    const givenBack = new Promise<void>((resolve) => (giveBack = resolve))
    const rows = (async function* () {
      try {
        for (let n = 0; ; n++) {
          await Promise.resolve()
          yield ['x', `${n} ${'nước chảy '.repeat(20)}`, at, null, n]
        }
      } finally {
        giveBack()
      }
    })()
    const left = new PassThrough()
    const writing = writeSheet({ name: 'Sổ', columns, rows }, 'xlsx', left)
    let taken = 0
    left.on('data', (bytes: Buffer) => (taken += bytes.length) > 20_000 && left.destroy())
    await expect(writing).rejects.toThrow()
    await givenBack

    const failing = (function* () {
      yield row
      throw new Error('the database is away')
    })()
    const to = new PassThrough()
    to.on('error', () => {}).resume()
    await expect(writeSheet({ name: 'Sổ', columns, rows: failing }, 'xlsx', to)).rejects.toThrow('the database is away')
    expect(to.destroyed).toBe(true)
  })

  it('as CSV opens in Excel with its letters, and runs no formula', async () => {
    const text = (
      await written('csv', [
        ['=HYPERLINK("x")', '@a', at, '2026-12-01', -5],
        ['-1+1', '\tx', null, null, 0],
      ])
    ).toString()
    expect(text.split('\r\n')).toEqual([
      '\uFEFFMã phiếu,Nội dung,Ngày nhận,Hạn,Số lần',
      `"'=HYPERLINK(""x"")",'@a,20/11/2026 08:15,01/12/2026,-5`,
      `'-1+1,'\tx,,,0`,
      '',
    ])
  })
})
