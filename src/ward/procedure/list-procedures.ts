import { wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { proceduresOn } from './procedure.ts'
import { procedureRow, procedureSearch, type ProcedureRow } from './read-procedures.ts'

export type ProcedureFilter = {
  search?: string
  field?: string
  /** Only rows no official has confirmed yet. */
  unconfirmed?: boolean
  /** A ward date; today when not given. */
  on?: string
}

/** The catalogue in force on a day, by number; a search gives the best fit first. */
export async function listProcedures(
  work: Work,
  { search = '', field, unconfirmed, on }: ProcedureFilter = {}
): Promise<ProcedureRow[]> {
  const date = on ?? wardDateOf(work.now)
  const found =
    search.trim() === ''
      ? proceduresOn((await work.db.procedure.findMany()).map(procedureRow), date)
      : (await procedureSearch(work)).rank(search, date, 100).map(({ procedure }) => procedure)
  return found.filter((row) => (field === undefined || row.field === field) && (!unconfirmed || !row.confirmedBy))
}

/** One row with every other row of the same number, newest first: how the procedure changed. */
export async function findProcedure(
  work: Work,
  { id }: { id: string }
): Promise<{ procedure: ProcedureRow; history: ProcedureRow[] } | null> {
  const row = await work.db.procedure.findFirst({ where: { id } })
  if (row === null) return null
  const history = await work.db.procedure.findMany({
    where: { number: row.number },
    orderBy: { effectiveFrom: 'desc' },
  })
  return { procedure: procedureRow(row), history: history.map(procedureRow) }
}
