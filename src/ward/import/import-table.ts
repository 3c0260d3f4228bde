import type { ColumnDictionary } from '../../platform/spreadsheet/header.ts'
import type { SheetRow } from '../../platform/spreadsheet/read-sheet.ts'
import type { Work } from '../work.ts'

/** What a file can bring. */
export const importNouns = ['citizens', 'dossiers', 'procedures', 'civil_events'] as const
export type ImportNoun = (typeof importNouns)[number]

export const isImportNoun = (text: string): text is ImportNoun => (importNouns as readonly string[]).includes(text)

/** One thing wrong in one cell; `fault` is a key of `import.fault.*`, `column` one of ours. */
export type CellFault = { column: string; fault: string }
/** The same, of one of the values given, by its place. */
export type ValueFault = CellFault & { index: number }

export type ImportContext = {
  /** When the file came: what a row leaves open is counted from then, and again the same when it is read again. */
  at: Date
  /** `import:<id>` */
  source: string
}

/** A row as its noun reads it. Rows of one file may not share a key. */
export type RowReading<Value> =
  { value: Value; keys: readonly (CellFault & { key: string })[] } | { value: null; faults: readonly CellFault[] }

export type Cell = SheetRow['cells'][string]
export type Cells = Readonly<Record<string, Cell | undefined>>

/** What an import of one noun needs: its columns, how a row is read, checked against what is there, and written. */
export type ImportTable<Value = unknown> = {
  columns: ColumnDictionary
  /** `cells` of columns the file does not have are left out: what it lacks stays as it is known. */
  read(cells: Cells, context: ImportContext): RowReading<Value>
  /** How many of these are there already, and which cannot be written as things stand. Writes nothing. */
  check(work: Work, values: readonly Value[]): Promise<{ known: number; faults: readonly ValueFault[] }>
  record(work: Work, values: readonly Value[], context: ImportContext): Promise<readonly ValueFault[]>
}

/** Hides what a noun's rows are from those who only pass them on. */
export const importTable = <Value>(table: ImportTable<Value>): ImportTable => ({
  columns: table.columns,
  read: table.read,
  check: (work, values) => table.check(work, values as Value[]),
  record: (work, values, context) => table.record(work, values as Value[], context),
})

export const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined || cell instanceof Date ? null : String(cell).trim() || null

export const dateOf = (cell: Cell | undefined): Date | null => (cell instanceof Date ? cell : null)

export const numberOf = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null)
