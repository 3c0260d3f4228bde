import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { detectLegacyEncoding } from '../vietnamese/legacy-encoding.ts'
import { readCell } from './cell-value.ts'
import type { CellProblem, ValueOf } from './cell-value.ts'
import { matchHeader } from './header.ts'
import type { ColumnDictionary, Header } from './header.ts'
import { usualLimits } from './raw-row.ts'
import type { RawCell, RawRow, SheetLimits } from './raw-row.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { SheetError } from './sheet-error.ts'
import { spool } from './spool.ts'

export type SheetKind = 'csv' | 'xlsx'

export type SheetRow<Columns extends ColumnDictionary = ColumnDictionary> = {
  /** The number the official sees beside the row. */
  rowNumber: number
  cells: { [Column in keyof Columns]: ValueOf<Columns[Column]['kind']> | null }
  /** Cells that could not be read (null in `cells`): column and reason, never the content. */
  problems: { column: string; title: string; problem: CellProblem }[]
}

/** A sheet being read. Iterate it once; rows come as they are read. */
export type Sheet<Columns extends ColumnDictionary = ColumnDictionary> = AsyncIterable<SheetRow<Columns>> & {
  /** The tab of a workbook; null for CSV. */
  name: string | null
  headerRowNumber: number
  /** Which columns the file has, under which title. */
  titles: ReadonlyMap<string, string>
  unknownTitles: readonly string[]
  /** Rows passed over so far. */
  skipped: { blank: number; hidden: number }
}

/** Titles, dates and seals may stand above the header. */
const headerSearchRows = 30
/** Old fonts are looked for in batches: one short name alone proves nothing. */
const batchRows = 50

/**
 * Reads a CSV or XLSX file with Vietnamese headers in any order, in constant memory. The first visible tab with a header
 * we know is read. Throws `SheetError` on what is no such file, at once or at the row where it shows.
 */
export async function readSheet<const Columns extends ColumnDictionary>(
  source: string | Readable,
  kind: SheetKind,
  options: { columns: Columns; limits?: Partial<SheetLimits> }
): Promise<Sheet<Columns>> {
  const limits = { ...usualLimits, ...options.limits }
  if (kind === 'csv') {
    const bytes = typeof source === 'string' ? createReadStream(source) : source
    return openTab(null, readCsv(bytes, limits), options.columns, limits, async () => {})
  }
  const file = await spool(source, limits)
  try {
    let refusal: unknown = new SheetError('empty')
    for (const tab of await readXlsx(file.path, limits)) {
      try {
        return await openTab(tab.name, tab.rows(), options.columns, limits, file.remove)
      } catch (error) {
        if (!(error instanceof SheetError) || !['no_header', 'missing_columns', 'empty'].includes(error.fault))
          throw error
        refusal = (refusal as SheetError).fault === 'missing_columns' ? refusal : error
      }
    }
    throw refusal
  } catch (error) {
    await file.remove()
    throw error
  }
}

async function openTab<Columns extends ColumnDictionary>(
  name: string | null,
  rows: AsyncGenerator<RawRow>,
  columns: Columns,
  limits: SheetLimits,
  close: () => Promise<void>
): Promise<Sheet<Columns>> {
  const { header, headerRowNumber } = await findHeader(rows, columns)
  const skipped = { blank: 0, hidden: 0 }
  const isOneOf = Object.keys(columns)

  async function* iterate(): AsyncGenerator<SheetRow<Columns>> {
    try {
      let count = 0
      for await (const raw of checked(rows)) {
        if (raw.isHidden) skipped.hidden++
        else if (isBlank(raw.cells, header)) skipped.blank++
        else {
          if (++count > limits.maxRows) throw new SheetError('too_many_rows', { maxRows: limits.maxRows })
          yield readRow(raw, header, columns, isOneOf)
        }
      }
    } finally {
      await rows.return(undefined)
      await close()
    }
  }

  const { titles, unknown } = header
  return { name, headerRowNumber, titles, unknownTitles: unknown, skipped, [Symbol.asyncIterator]: iterate }
}

/** The row among the first that names most of our columns. */
async function findHeader(rows: AsyncGenerator<RawRow>, columns: ColumnDictionary) {
  let hasText = false
  let best: { header: Header; headerRowNumber: number } | null = null
  for (let seen = 0; seen < headerSearchRows; seen++) {
    const next = await rows.next()
    if (next.done) break
    refuseLegacy([next.value])
    hasText ||= next.value.cells.some((cell) => cell !== null && cell !== '')
    const header = matchHeader(next.value.cells, columns)
    if (header.places.size < Math.min(2, Object.keys(columns).length)) continue
    best = { header, headerRowNumber: next.value.rowNumber }
    break
  }
  if (!hasText) throw new SheetError('empty')
  if (!best)
    throw new SheetError('no_header', {
      expected: Object.values(columns)
        .map((c) => c.names[0])
        .join(', '),
    })
  if (best.header.missing.length > 0) {
    const missing = best.header.missing.map((column) => columns[column]?.names[0] ?? column)
    throw new SheetError('missing_columns', { missing: missing.join(', '), row: best.headerRowNumber })
  }
  return best
}

/** Hands rows on in batches that have been looked through for letters of old fonts. */
async function* checked(rows: AsyncIterable<RawRow>): AsyncGenerator<RawRow> {
  let batch: RawRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < batchRows) continue
    refuseLegacy(batch)
    yield* batch
    batch = []
  }
  refuseLegacy(batch)
  yield* batch
}

function refuseLegacy(rows: readonly RawRow[]): void {
  const words = rows.flatMap((row) =>
    row.cells.filter((cell): cell is string => typeof cell === 'string' && /[\u00a1-\u00ff]/.test(cell))
  )
  const encoding = detectLegacyEncoding(words.join('\n'))
  if (encoding) throw new SheetError('legacy_encoding', { encoding, row: rows[0]?.rowNumber ?? 0 })
}

function isBlank(cells: readonly RawCell[], header: Header): boolean {
  for (const place of header.places.values()) {
    const cell = cells[place]
    if (cell !== null && cell !== undefined && (typeof cell !== 'string' || cell.trim() !== '')) return false
  }
  return true
}

function readRow<Columns extends ColumnDictionary>(
  raw: RawRow,
  header: Header,
  columns: Columns,
  names: readonly string[]
): SheetRow<Columns> {
  const cells: Record<string, string | number | Date | null> = {}
  const problems: SheetRow['problems'] = []
  for (const name of names) {
    const place = header.places.get(name)
    const shape = columns[name]
    cells[name] = null
    if (place === undefined || !shape) continue
    const read = readCell(raw.cells[place] ?? null, shape)
    if ('problem' in read)
      problems.push({ column: name, title: header.titles.get(name) ?? name, problem: read.problem })
    else cells[name] = read.value
  }
  return { rowNumber: raw.rowNumber, cells: cells as SheetRow<Columns>['cells'], problems }
}
