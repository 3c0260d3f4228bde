import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'

/** An official has read what the check says: the good rows are to be written, the bad ones are left out. */
export async function confirmImport(
  work: Work,
  { importId }: { importId: string }
): Promise<Result<void, 'unknown_import' | 'not_checked' | 'nothing_good'>> {
  const run = await work.db.importRun.findFirst({ where: { id: importId }, select: { rowsGood: true, status: true } })
  if (run === null) return refuse('unknown_import')
  if (run.status === 'checked' && run.rowsGood === 0) return refuse('nothing_good')
  const { count } = await work.db.importRun.updateMany({
    where: { id: importId, status: 'checked' },
    data: { status: 'applying', rowsWritten: 0 },
  })
  if (count === 0) return refuse('not_checked')
  work.audit('import.confirmed', { importId })
  work.ring('apply-import', importId)
  return ok()
}
