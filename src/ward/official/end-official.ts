import { ok, refuse, type Result } from '../../platform/result.ts'
import { endSessionsOf } from '../session/end-session.ts'
import type { Work } from '../work.ts'
import { anotherAdminStays } from './keep-one-admin.ts'

/** Closes an account for good: sessions end at once, chats linked to the official too. The row stays for the audit trail. */
export async function endOfficial(
  work: Work,
  { officialId }: { officialId: string }
): Promise<Result<void, 'not_found' | 'last_admin'>> {
  if (!(await anotherAdminStays(work, officialId))) return refuse('last_admin')
  const { count } = await work.db.official.updateMany({
    where: { id: officialId, endedAt: null },
    data: { endedAt: work.now },
  })
  if (count === 0) return refuse('not_found')
  await endSessionsOf(work, officialId)
  await work.db.chatLink.updateMany({
    where: { officialId, endedAt: null },
    data: { endedAt: work.now, endedWhy: 'replaced' },
  })
  work.audit('official.ended', { officialId })
  return ok()
}
