import { Bug } from '../../platform/bug.ts'
import type { Transact, Work } from '../work.ts'
import { isImportNoun, type ImportContext, type ImportTable } from './import-table.ts'
import type { ImportStatus } from './import-run.ts'
import { importTables } from './import-tables.ts'
import { readImport, type OpenImport } from './read-import.ts'

export type HeldImport = { table: ImportTable; context: ImportContext; file: Uint8Array }

/**
 * The run, if it stands in this status and no other process is at it; held until the transaction ends. `null`: there is
 * nothing to do here (any more).
 */
export async function holdImport(
  work: Work,
  importId: string,
  status: ImportStatus
): Promise<HeldImport | 'busy' | null> {
  const name = `import:${importId}`
  const [lock] = await work.db.$queryRaw<
    { free: boolean }[]
  >`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as free`
  if (!lock?.free) return 'busy'
  const run = await work.db.importRun.findFirst({
    where: { id: importId, status },
    select: { noun: true, file: true, createdAt: true },
  })
  if (run === null || run.file === null) return null
  if (!isImportNoun(run.noun)) throw new Bug(`no import brings ${run.noun}`)
  return {
    table: importTables[run.noun],
    context: { at: run.createdAt, source: `import:${importId}` },
    file: work.seal.openBytes(run.file),
  }
}

export const openHeld = ({ table, file, context }: HeldImport): Promise<OpenImport> => readImport(table, file, context)

/** Tells in transactions of its own how far it is, so that the page sees it while the great one is still open. */
export function tellProgress(transact: Transact, wardId: string, importId: string, status: 'checking' | 'applying') {
  return async (rows: { rowsRead: number } | { rowsWritten: number }): Promise<void> => {
    await transact(wardId, 'job:import-progress', async (work) => {
      await work.db.importRun.updateMany({ where: { id: importId, status }, data: rows })
    })
  }
}
