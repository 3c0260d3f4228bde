import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { cancellable } from './import-run.ts'

/** An official drops a file before anything of it was written. */
export async function cancelImport(
  work: Work,
  { importId }: { importId: string }
): Promise<Result<void, 'unknown_import' | 'too_late'>> {
  const { count } = await work.db.importRun.updateMany({
    where: { id: importId, status: { in: [...cancellable] } },
    data: { status: 'cancelled', file: null, finishedAt: work.now },
  })
  if (count === 0) {
    return refuse((await work.db.importRun.count({ where: { id: importId } })) === 0 ? 'unknown_import' : 'too_late')
  }
  await work.unring('check-import', importId)
  work.audit('import.cancelled', { importId })
  return ok()
}
