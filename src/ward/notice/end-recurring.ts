import { ok, refuse, type Result } from '../../platform/result.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Work } from '../work.ts'
import { draftRecurring, nextDayOf } from './draft-recurring.ts'

/** It comes no more; what is drafted already stays with its officials. Done twice it is done once. */
export async function endRecurring(
  work: Work,
  { recurringId }: { recurringId: string }
): Promise<Result<void, 'not_found'>> {
  const { count } = await work.db.recurringNotice.updateMany({
    where: { id: recurringId, endedAt: null },
    data: { endedAt: work.now },
  })
  if (count > 0) work.audit('notice.repeat_ended', { recurringId })
  else if ((await work.db.recurringNotice.count({ where: { id: recurringId } })) === 0) return refuse('not_found')
  return ok()
}

/** What was ended comes again from its next day on; what would have come meanwhile does not. */
export async function resumeRecurring(
  work: Work,
  { recurringId }: { recurringId: string }
): Promise<Result<void, 'not_found' | 'never_happens'>> {
  const row = await work.db.recurringNotice.findFirst({ where: { id: recurringId } })
  if (row === null) return refuse('not_found')
  if (nextDayOf(row, work.now, await loadCalendar(work)) === null) return refuse('never_happens')
  const { count } = await work.db.recurringNotice.updateMany({
    where: { id: recurringId, endedAt: { not: null } },
    data: { endedAt: null, refusedWhy: null, refusedDate: null },
  })
  if (count === 0) return ok()
  work.audit('notice.repeat_resumed', { recurringId })
  await draftRecurring(work)
  return ok()
}
