import { retention } from '../retention/retention.ts'
import type { Work } from '../work.ts'
import { findAttendance } from './find-attendance.ts'
import { keptUnreadDays } from './grievance.ts'

/**
 * What nobody settled in its time goes unread; what was handed on goes when its record has done its work. Where no official
 * is named for it nothing goes unread: that is the ward's omission, and an alarm says so (doctor, the console's home).
 */
export async function purgeGrievances(work: Work): Promise<number> {
  const before = (days: number) => new Date(work.now.getTime() - days * 86_400_000)
  const { isAttended } = await findAttendance(work)
  const unread = isAttended
    ? await work.db.grievance.deleteMany({ where: { settledAt: null, arrivedAt: { lt: before(keptUnreadDays) } } })
    : { count: 0 }
  const kept = retention.find(({ table }) => table === 'grievance')?.keptDays
  const days = typeof kept === 'number' ? kept : 730
  const settled = await work.db.grievance.deleteMany({ where: { settledAt: { lt: before(days) } } })
  if (unread.count > 0) work.audit('grievance.lapsed', { count: unread.count })
  return unread.count + settled.count
}
