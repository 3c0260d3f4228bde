import type { Work } from '../work.ts'
import type { ImportNoun } from './import-table.ts'
import type { ImportStatus } from './import-run.ts'

export type ImportLine = {
  id: string
  noun: ImportNoun
  fileName: string
  status: ImportStatus
  rowsRead: number
  rowsGood: number
  rowsBad: number
  rowsNew: number
  rowsChanged: number
  rowsWritten: number
  /** Why the file could not be read: a key of `import.failure.*`. */
  failure: string | null
  officialId: string | null
  createdAt: Date
  finishedAt: Date | null
}

/** `fault`: a key of `import.fault.*`. Row 0 speaks of the whole file. */
export type ImportFaultLine = { id: string; rowNumber: number; column: string; fault: string }

export type ImportPage = ImportLine & {
  faults: ImportFaultLine[]
  faultsTotal: number
  /** Goes on after this many faults; null at the end. */
  nextFault: number | null
}

/** All of a run but its file. */
export const importLineColumns = {
  id: true,
  noun: true,
  fileName: true,
  status: true,
  rowsRead: true,
  rowsGood: true,
  rowsBad: true,
  rowsNew: true,
  rowsChanged: true,
  rowsWritten: true,
  failure: true,
  officialId: true,
  createdAt: true,
  finishedAt: true,
} as const

/** One import with a page of its faults, in the order of the file; null when there is none in this ward. */
export async function findImport(
  work: Work,
  { id, afterFaults = 0, take = 100 }: { id: string; afterFaults?: number; take?: number }
): Promise<ImportPage | null> {
  const run = await work.db.importRun.findFirst({ where: { id }, select: importLineColumns })
  if (run === null) return null
  const faultsTotal = await work.db.importFault.count({ where: { importId: id } })
  const faults = await work.db.importFault.findMany({
    where: { importId: id },
    orderBy: [{ rowNumber: 'asc' }, { id: 'asc' }],
    skip: afterFaults,
    take,
    select: { id: true, rowNumber: true, column: true, fault: true },
  })
  const end = afterFaults + faults.length
  return { ...(run as ImportLine), faults, faultsTotal, nextFault: end < faultsTotal ? end : null }
}
