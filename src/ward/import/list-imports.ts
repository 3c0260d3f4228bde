import type { Work } from '../work.ts'
import { importLineColumns, type ImportLine } from './find-import.ts'

/** The latest imports, newest first. */
export async function listImports(work: Work, { take = 50 }: { take?: number } = {}): Promise<ImportLine[]> {
  const rows = await work.db.importRun.findMany({ orderBy: { id: 'desc' }, take, select: importLineColumns })
  return rows as ImportLine[]
}
