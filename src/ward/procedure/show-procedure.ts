import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { proceduresOn } from './procedure.ts'
import { procedureRow, shown, type ProcedureShown } from './read-procedures.ts'

/** One procedure as it is told to citizens; a row that was replaced gives the one in force. Null when it is gone. */
export async function showProcedure(work: Work, _talk: Talk, { id }: { id: string }): Promise<ProcedureShown | null> {
  const asked = await work.db.procedure.findFirst({ where: { id }, select: { number: true } })
  if (asked === null) return null
  const rows = await work.db.procedure.findMany({ where: { number: asked.number } })
  const [current] = proceduresOn(rows.map(procedureRow), wardDateOf(work.now))
  if (current === undefined) return null
  const { hours } = await loadCalendar(work)
  return shown(current, hours.receiptCutOff)
}
