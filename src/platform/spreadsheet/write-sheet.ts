import type { Writable } from 'node:stream'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { wardClockOf, wardDateOf } from '../ward-time.ts'
import type { SheetKind } from './read-sheet.ts'
import { writeXlsx } from './write-xlsx.ts'
import type { WrittenCell, WrittenColumn, WrittenSheet } from './written-sheet.ts'

const formulaStart = /^[=+\-@\t\r]/

/** A text that a spreadsheet program would run as a formula is made plain text by a leading apostrophe (OWASP). */
export const guardFormula = (text: string): string => (formulaStart.test(text) ? `'${text}` : text)

/** Writes a sheet row by row, in constant memory. Ends the stream. */
export async function writeSheet(sheet: WrittenSheet, kind: SheetKind, to: Writable): Promise<void> {
  return kind === 'csv' ? writeCsv(sheet, to) : pipeline(writeXlsx(sheet), to)
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
