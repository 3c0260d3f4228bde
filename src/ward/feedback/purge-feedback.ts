import { retention } from '../retention/retention.ts'
import type { Work } from '../work.ts'
import { endStatuses } from './feedback.ts'

const atOnce = 1_000

/** Removes reports that came to their end longer ago than they are kept, with their search words. Returns how many. */
export async function purgeFeedback(work: Work): Promise<number> {
  const kept = retention.find(({ table }) => table === 'feedback')?.keptDays
  if (typeof kept !== 'number') return 0
  const before = new Date(work.now.getTime() - kept * 86_400_000)
  const old = await work.db.feedback.findMany({
    where: { status: { in: [...endStatuses] }, enteredAt: { lt: before } },
    take: atOnce,
    select: { id: true },
  })
  const ids = old.map(({ id }) => id)
  if (ids.length === 0) return 0
  await work.db.feedback.updateMany({ where: { mainId: { in: ids } }, data: { mainId: null } })
  await work.db.searchToken.deleteMany({ where: { noun: 'feedback', rowId: { in: ids } } })
  const { count } = await work.db.feedback.deleteMany({ where: { id: { in: ids } } })
  return count
}
