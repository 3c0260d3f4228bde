import type { SheetError } from '../../platform/spreadsheet/sheet-error.ts'
import type { Work } from '../work.ts'
import { keepFaults } from './keep-faults.ts'

/** The file cannot be read at all: it is dropped, and the official reads why. */
export async function failImport(
  work: Work,
  importId: string,
  { fault, detail }: Pick<SheetError, 'fault' | 'detail'>
): Promise<void> {
  const { count } = await work.db.importRun.updateMany({
    where: { id: importId, status: { in: ['checking', 'applying'] } },
    data: { status: 'failed', failure: fault, file: null, finishedAt: work.now },
  })
  await work.unring('check-import', importId)
  await work.unring('apply-import', importId)
  if (count === 0) return
  const column = String(detail['missing'] ?? detail['encoding'] ?? detail['expected'] ?? '')
  if (column !== '') await keepFaults(work, importId, [{ rowNumber: Number(detail['row'] ?? 0), column, fault }])
  work.audit('import.failed', { importId, why: fault })
}
