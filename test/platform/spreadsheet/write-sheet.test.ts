import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { readSheet } from '../../../src/platform/spreadsheet/read-sheet.ts'
import { writeSheet } from '../../../src/platform/spreadsheet/write-sheet.ts'
import type { WrittenCell } from '../../../src/platform/spreadsheet/write-sheet.ts'

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
