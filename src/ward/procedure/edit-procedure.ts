import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { checkProcedure, type ProcedureFault } from './check-procedure.ts'
import { procedureRow } from './read-procedures.ts'
import type { ProcedureFeed } from './procedure.ts'
import { columnsOf, endBefore } from './record-procedures.ts'

export type ProcedureEdit = { id: string; changes: Partial<Omit<ProcedureFeed, 'number'>> }

/**
 * Changes a row. With a later day of effect the old row stays as history and a new one begins; else the row itself is
 * corrected. Either way the new text waits to be confirmed. Returns the id of the row that now holds the text.
 */
export async function editProcedure(
  work: Work,
  { id, changes }: ProcedureEdit
): Promise<Result<{ id: string }, 'not_found' | 'effective_from_taken' | ProcedureFault>> {
  const stored = await work.db.procedure.findFirst({ where: { id } })
  if (stored === null) return refuse('not_found')
  const before = procedureRow(stored)
  const feed: ProcedureFeed = { ...before, ...changes, number: before.number }
  const fault = checkProcedure(feed)
  if (fault !== null) return refuse(fault)
  const data = columnsOf(feed)
  if (feed.effectiveFrom !== before.effectiveFrom) {
    const taken = await work.db.procedure.count({ where: { number: feed.number, effectiveFrom: data.effectiveFrom } })
    if (taken > 0) return refuse('effective_from_taken')
  }
  if (feed.effectiveFrom > before.effectiveFrom) {
    await endBefore(work, feed.number, data.effectiveFrom)
    const added = await work.db.procedure.create({ data: { ...data, updatedAt: work.now }, select: { id: true } })
    work.audit('procedure.replaced', { procedureId: id, by: added.id })
    return ok({ id: added.id })
  }
  await work.db.procedure.updateMany({
    where: { id },
    data: { ...data, confirmedById: null, confirmedAt: null, updatedAt: work.now },
  })
  work.audit('procedure.edited', { procedureId: id })
  return ok({ id })
}
