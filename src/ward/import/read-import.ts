import { Readable } from 'node:stream'
import { readSheet, type Sheet } from '../../platform/spreadsheet/read-sheet.ts'
import type { CellFault, ImportContext, ImportTable } from './import-table.ts'

/** One row of the file: what it says, or what is wrong with it. `column` is the title as the file writes it. */
export type ImportRow = { rowNumber: number; value: unknown; faults: readonly CellFault[] }

export type OpenImport = {
  headerRowNumber: number
  unknownTitles: readonly string[]
  titleOf(column: string): string
  rows: AsyncGenerator<ImportRow>
}

/** A workbook is a zip archive and an old one an OLE file; anything else is read as text. */
export const sheetKindOf = (bytes: Uint8Array): 'xlsx' | 'csv' =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf) ? 'xlsx' : 'csv'

/** Reads a file row by row, in constant memory beside the file itself. Throws `SheetError` for what is no such file. */
export async function readImport(table: ImportTable, bytes: Uint8Array, context: ImportContext): Promise<OpenImport> {
  const sheet = await readSheet(Readable.from(chunks(bytes)), sheetKindOf(bytes), { columns: table.columns })
  const titleOf = (column: string) => sheet.titles.get(column) ?? table.columns[column]?.names[0] ?? column
  return {
    headerRowNumber: sheet.headerRowNumber,
    unknownTitles: sheet.unknownTitles,
    titleOf,
    rows: readRows(table, sheet, titleOf, context),
  }
}

async function* readRows(
  table: ImportTable,
  sheet: Sheet,
  titleOf: (column: string) => string,
  context: ImportContext
): AsyncGenerator<ImportRow> {
  const seen = new Map<string, number>()
  for await (const { rowNumber, cells, problems } of sheet) {
    // a column the file does not have is left out, not empty
    const own = Object.fromEntries(Object.entries(cells).filter(([column]) => sheet.titles.has(column)))
    const unreadable = problems.map(({ title, problem }) => ({ column: title, fault: problem }))
    const reading = table.read(own, context)
    const unread = new Set(problems.map(({ column }) => column))
    if ('faults' in reading || unreadable.length > 0) {
      // a cell that could not be read is not missing as well
      const found = 'faults' in reading ? reading.faults.filter(({ column }) => !unread.has(column)) : []
      const faults = [...unreadable, ...found.map(({ column, fault }) => ({ column: titleOf(column), fault }))]
      yield { rowNumber, value: null, faults }
      continue
    }
    const taken = reading.keys.filter(({ key }) => seen.has(key))
    if (taken.length > 0) {
      // the number in brackets is the row that came first
      const faults = taken.map(({ key, column, fault }) => ({ column: `${titleOf(column)} (${seen.get(key)})`, fault }))
      yield { rowNumber, value: null, faults }
      continue
    }
    for (const { key } of reading.keys) seen.set(key, rowNumber)
    yield { rowNumber, value: reading.value, faults: [] }
  }
}

const chunkBytes = 65_536

function* chunks(bytes: Uint8Array): Generator<Buffer> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < whole.length; at += chunkBytes) yield whole.subarray(at, at + chunkBytes)
}
