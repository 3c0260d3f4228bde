import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import type { Work } from '../work.ts'

/**
 * An official vouches for a row: from now on it is told to citizens without "for reference". `seenAt` is the row's
 * `updatedAt` as the official saw it: what was changed meanwhile is not confirmed unseen.
 */
export async function confirmProcedure(
  work: Work,
  { id, seenAt }: { id: string; seenAt?: Date }
): Promise<Result<void, 'not_found' | 'changed_meanwhile'>> {
  const row = await work.db.procedure.findFirst({ where: { id }, select: { updatedAt: true } })
  if (row === null) return refuse('not_found')
  if (seenAt !== undefined && seenAt.getTime() !== row.updatedAt.getTime()) return refuse('changed_meanwhile')
  const confirmedById = officialOf(work)
  await work.db.procedure.updateMany({
    where: { id },
    data: { confirmedById, confirmedAt: work.now, updatedAt: work.now },
  })
  work.audit('procedure.confirmed', { procedureId: id })
  return ok()
}
