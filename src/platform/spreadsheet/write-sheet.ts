import type { Writable } from 'node:stream'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import ExcelJS from '@protobi/exceljs'
import { stringify } from 'csv-stringify'
import { wardClockOf, wardDateOf } from '../ward-time.ts'
import { excelSerial } from './excel-date.ts'
import type { SheetKind } from './read-sheet.ts'

/** What a cell may hold; `Date` is written as the ward's clock, a date as 'YYYY-MM-DD' in a column of kind `date`. */
export type WrittenCell = string | number | boolean | Date | null | undefined

export type WrittenColumn = { title: string; kind?: 'text' | 'number' | 'date' | 'instant'; width?: number }

export type WrittenSheet = {
  name: string
  columns: readonly WrittenColumn[]
  rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>
}

const formulaStart = /^[=+\-@\t\r]/

/** A text that a spreadsheet program would run as a formula is made plain text by a leading apostrophe (OWASP). */
export const guardFormula = (text: string): string => (formulaStart.test(text) ? `'${text}` : text)

/** Writes a sheet row by row, in constant memory. Ends the stream. */
export async function writeSheet(sheet: WrittenSheet, kind: SheetKind, to: Writable): Promise<void> {
  return kind === 'csv' ? writeCsv(sheet, to) : writeXlsx(sheet, to)
}

/** UTF-8 with a mark, by which Excel knows that it is Unicode. */
async function writeCsv({ columns, rows }: WrittenSheet, to: Writable): Promise<void> {
  async function* lines() {
    yield columns.map(({ title }) => guardFormula(title))
    for await (const row of rows) yield columns.map((column, at) => csvCell(row[at], column))
  }
  await pipeline(Readable.from(lines()), stringify({ bom: true, record_delimiter: 'windows' }), to)
}

function csvCell(cell: WrittenCell, column: WrittenColumn): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return `${shownDate(wardDateOf(cell))} ${wardClockOf(cell)}`
  if (typeof cell === 'number') return String(cell)
  return column.kind === 'date' ? shownDate(String(cell)) : guardFormula(String(cell).normalize('NFC'))
}

const shownDate = (date: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) ? date.split('-').reverse().join('/') : guardFormula(date)

const formats = { date: 'dd/mm/yyyy', instant: 'dd/mm/yyyy hh:mm' } as const

async function writeXlsx({ name, columns, rows }: WrittenSheet, to: Writable): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: to, useStyles: true, useSharedStrings: false })
  const tab = workbook.addWorksheet(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  tab.columns = columns.map(({ kind, width }) => ({
    width: width ?? 18,
    style: kind === 'date' || kind === 'instant' ? { numFmt: formats[kind] } : kind === 'number' ? {} : { numFmt: '@' },
  }))
  const header = tab.addRow(columns.map(({ title }) => title))
  header.font = { bold: true }
  header.commit()
  for await (const row of rows) {
    tab.addRow(columns.map((column, at) => xlsxCell(row[at], column))).commit()
    if (to.writableNeedDrain) await new Promise((resolve) => to.once('drain', resolve))
  }
  tab.commit()
  await workbook.commit()
}

/** Text stays text in a workbook, so nothing needs an apostrophe; dates become Excel's own. */
function xlsxCell(cell: WrittenCell, column: WrittenColumn): string | number | boolean | null {
  if (cell === null || cell === undefined) return null
  if (cell instanceof Date) return excelSerial(wardDateOf(cell), wardClockOf(cell))
  if (column.kind === 'date' && typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(cell)) return excelSerial(cell)
  return typeof cell === 'string' ? cell.normalize('NFC') : cell
}
