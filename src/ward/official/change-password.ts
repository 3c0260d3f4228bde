import { ok, refuse, type Result } from '../../platform/result.ts'
import { endSessionsOf } from '../session/end-session.ts'
import type { Work } from '../work.ts'
import { hashPassword, isWeakPassword, passwordMatches } from './password.ts'

export type PasswordChange = { officialId: string; current: string; next: string; keepSessionId?: string }

/** An official chooses a new password. Every other session of theirs ends: whoever had the old one is out. */
export async function changePassword(
  work: Work,
  { officialId, current, next, keepSessionId }: PasswordChange
): Promise<Result<void, 'not_found' | 'password_wrong' | 'password_weak' | 'password_same'>> {
  const official = await work.db.official.findFirst({ where: { id: officialId, endedAt: null } })
  if (official === null) return refuse('not_found')
  if (!(await passwordMatches(official.passwordHash, current))) return refuse('password_wrong')
  if (current.normalize('NFC') === next.normalize('NFC')) return refuse('password_same')
  if (isWeakPassword(next, official)) return refuse('password_weak')
  await work.db.official.update({ where: { id: officialId }, data: { passwordHash: await hashPassword(next) } })
  await endSessionsOf(work, officialId, keepSessionId)
  work.audit('official.password_changed', { officialId })
  return ok()
}
