import { SheetError } from '../../platform/spreadsheet/sheet-error.ts'
import type { Transact, Work } from '../work.ts'
import { inBatches, type ImportDone } from './check-import.ts'
import { failImport } from './fail-import.ts'
import { holdImport, openHeld, tellProgress, type HeldImport } from './hold-import.ts'
import { isTimeToTell } from './import-run.ts'
import { keepFaults, type RowFault } from './keep-faults.ts'

/**
 * Writes the good rows of a confirmed file, all in one transaction: an import that is killed in the middle has written
 * nothing and begins again. Progress is told beside it.
 */
export async function applyImport(transact: Transact, wardId: string, importId: string): Promise<ImportDone> {
  try {
    return await transact(wardId, 'job:apply-import', async (work) => {
      const held = await holdImport(work, importId, 'applying')
      if (held === 'busy') return 'busy'
      if (held !== null) await writeAll(work, held, importId, tellProgress(transact, wardId, importId, 'applying'))
      await work.unring('apply-import', importId)
      return held === null ? 'nothing' : 'applied'
    })
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    await transact(wardId, 'job:apply-import', (work) => failImport(work, importId, error))
    return 'failed'
  }
}

async function writeAll(
  work: Work,
  held: HeldImport,
  importId: string,
  tell: (rows: { rowsWritten: number }) => Promise<void>
): Promise<void> {
  const open = await openHeld(held)
  const { table, context } = held
  const faults: RowFault[] = []
  const rejected = new Set<number>()
  let [rowsDone, rowsWritten] = [0, 0]
  for await (const batch of inBatches(open.rows)) {
    const good = batch.filter((row) => row.faults.length === 0)
    const found = await table.record(
      work,
      good.map((row) => row.value),
      context
    )
    const rows = found.map(({ index, column, fault }) => ({
      rowNumber: good[index]!.rowNumber,
      column: open.titleOf(column),
      fault,
    }))
    for (const { rowNumber } of rows) rejected.add(rowNumber)
    faults.push(...rows)
    rowsWritten += good.length - new Set(rows.map(({ rowNumber }) => rowNumber)).size
    rowsDone += batch.length
    if (isTimeToTell(rowsDone, batch.length)) await tell({ rowsWritten })
  }
  // what the check had named is named already
  const named = await work.db.importFault.findMany({
    where: { importId, rowNumber: { in: [...rejected] } },
    select: { rowNumber: true },
  })
  const already = new Set(named.map(({ rowNumber }) => rowNumber))
  await keepFaults(
    work,
    importId,
    faults.filter(({ rowNumber }) => !already.has(rowNumber))
  )
  await work.db.importRun.updateMany({
    where: { id: importId, status: 'applying' },
    data: { status: 'applied', rowsWritten, file: null, finishedAt: work.now },
  })
  work.audit('import.applied', { importId, rowsWritten })
}
