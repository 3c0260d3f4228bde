import { ok, refuse, type Result } from '../../platform/result.ts'
import { endSessionsOf } from '../session/end-session.ts'
import type { Work } from '../work.ts'
import { hashGivenPassword, inventPassword } from './password.ts'

/**
 * Recovery by an administrator: a password shown once, to be changed at the next sign-in. All sessions end and the lock
 * is lifted. One's own password is changed, not reset: a stolen administrator's session must not become a password.
 */
export async function resetPassword(
  work: Work,
  { officialId }: { officialId: string }
): Promise<Result<{ password: string }, 'not_found' | 'own_account'>> {
  if (work.actor === `official:${officialId}`) return refuse('own_account')
  const password = inventPassword()
  const { count } = await work.db.official.updateMany({
    where: { id: officialId, endedAt: null },
    data: { passwordHash: await hashGivenPassword(password), failedSignIns: 0, lockedUntil: null },
  })
  if (count === 0) return refuse('not_found')
  await endSessionsOf(work, officialId)
  work.audit('official.password_reset', { officialId })
  return ok({ password })
}
