import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { officialOf } from './official-of.ts'

/** The matter is over; what the citizen writes next is answered by the bot again. Nothing is said to the citizen. */
export async function closeHandOver(
  work: Work,
  { handOverId }: { handOverId: string }
): Promise<Result<void, 'not_open'>> {
  const takenById = officialOf(work)
  const row = await work.db.handOver.findFirst({ where: { id: handOverId }, select: { takenById: true } })
  const { count } = await work.db.handOver.updateMany({
    where: { id: handOverId, status: { not: 'closed' } },
    data: { status: 'closed', closedAt: work.now, takenById: row?.takenById ?? takenById },
  })
  if (count === 0) return refuse('not_open')
  work.audit('hand_over.closed', { handOverId })
  return ok()
}
