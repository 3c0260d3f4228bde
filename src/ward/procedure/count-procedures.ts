import { wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { countProcedures as countRows, proceduresOn, type ProcedureCounts } from './procedure.ts'
import { procedureRow } from './read-procedures.ts'

/** The counters wards report (how many by field, department, inter-agency type, online level), on a ward date. */
export async function countProcedures(
  work: Work,
  { on }: { on?: string } = {}
): Promise<ProcedureCounts & { confirmed: number; onlineShare: number }> {
  const rows = await work.db.procedure.findMany()
  const current = proceduresOn(rows.map(procedureRow), on ?? wardDateOf(work.now))
  const counts = countRows(current)
  const online = counts.online.full + counts.online.partial
  return {
    ...counts,
    confirmed: current.filter((row) => row.confirmedBy).length,
    onlineShare: counts.total === 0 ? 0 : online / counts.total,
  }
}
