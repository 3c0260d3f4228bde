import { SheetError } from '../../platform/spreadsheet/sheet-error.ts'
import type { Transact, Work } from '../work.ts'
import { failImport } from './fail-import.ts'
import { holdImport, openHeld, tellProgress, type HeldImport } from './hold-import.ts'
import { importBatchRows, isTimeToTell } from './import-run.ts'
import { keepFaults, type RowFault } from './keep-faults.ts'
import type { ImportRow, OpenImport } from './read-import.ts'

export type ImportDone = 'checked' | 'applied' | 'failed' | 'busy' | 'nothing'

/**
 * Reads a file through and counts what it would do: rows good and bad, new and known; every fault is named with its row and
 * column. Writes nothing of the file. Interrupted, it begins again.
 */
export async function checkImport(transact: Transact, wardId: string, importId: string): Promise<ImportDone> {
  try {
    return await transact(wardId, 'job:check-import', async (work) => {
      const held = await holdImport(work, importId, 'checking')
      if (held === 'busy') return 'busy'
      if (held !== null) await readThrough(work, held, importId, tellProgress(transact, wardId, importId, 'checking'))
      await work.unring('check-import', importId)
      return held === null ? 'nothing' : 'checked'
    })
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    await transact(wardId, 'job:check-import', (work) => failImport(work, importId, error))
    return 'failed'
  }
}

type Counts = { rowsRead: number; rowsGood: number; rowsBad: number; rowsNew: number; rowsChanged: number }

async function readThrough(
  work: Work,
  held: HeldImport,
  importId: string,
  tell: (rows: { rowsRead: number }) => Promise<void>
): Promise<void> {
  const open = await openHeld(held)
  const counts: Counts = { rowsRead: 0, rowsGood: 0, rowsBad: 0, rowsNew: 0, rowsChanged: 0 }
  const faults: RowFault[] = open.unknownTitles.map((column) => ({
    rowNumber: open.headerRowNumber,
    column,
    fault: 'unknown_column',
  }))
  for await (const batch of inBatches(open.rows)) {
    faults.push(...(await weigh(work, held, open, batch, counts)))
    if (isTimeToTell(counts.rowsRead, batch.length)) await tell({ rowsRead: counts.rowsRead })
  }
  if (counts.rowsRead === 0) throw new SheetError('empty')
  await work.db.importFault.deleteMany({ where: { importId } })
  await keepFaults(work, importId, faults)
  await work.db.importRun.updateMany({
    where: { id: importId, status: 'checking' },
    data: { status: 'checked', ...counts },
  })
  work.audit('import.checked', { importId, ...counts })
}

async function weigh(
  work: Work,
  held: HeldImport,
  open: OpenImport,
  batch: readonly ImportRow[],
  counts: Counts
): Promise<RowFault[]> {
  const good = batch.filter((row) => row.faults.length === 0)
  const { known, faults } = await held.table.check(
    work,
    good.map((row) => row.value)
  )
  const bad = new Set(faults.map(({ index }) => index))
  counts.rowsRead += batch.length
  counts.rowsGood += good.length - bad.size
  counts.rowsBad += batch.length - good.length + bad.size
  counts.rowsChanged += known
  counts.rowsNew += good.length - bad.size - known
  return [
    ...batch.flatMap(({ rowNumber, faults }) => faults.map((one) => ({ rowNumber, ...one }))),
    ...faults.map(({ index, column, fault }) => ({
      rowNumber: good[index]!.rowNumber,
      column: open.titleOf(column),
      fault,
    })),
  ].sort((a, b) => a.rowNumber - b.rowNumber)
}

/** Rows in batches, as they are written and reported. */
export async function* inBatches(rows: AsyncIterable<ImportRow>): AsyncGenerator<ImportRow[]> {
  let batch: ImportRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < importBatchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
