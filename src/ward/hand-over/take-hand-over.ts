import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { officialOf } from './official-of.ts'

/** An official takes the conversation on; taking twice is taking once. A colleague's is not taken away. */
export async function takeHandOver(
  work: Work,
  { handOverId }: { handOverId: string }
): Promise<Result<void, 'not_open'>> {
  const takenById = officialOf(work)
  const { count } = await work.db.handOver.updateMany({
    where: { id: handOverId, OR: [{ status: 'open' }, { status: { in: ['taken', 'answered'] }, takenById }] },
    data: { status: 'taken', takenById },
  })
  if (count === 0) return refuse('not_open')
  work.audit('hand_over.taken', { handOverId })
  return ok()
}
