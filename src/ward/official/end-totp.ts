import { ok, refuse, type Result } from '../../platform/result.ts'
import { endSessionsOf } from '../session/end-session.ts'
import type { Work } from '../work.ts'
import { passwordMatches } from './password.ts'

/** An official gives up the one-time code; the password proves that it is them. */
export async function endOwnTotp(
  work: Work,
  { officialId, password }: { officialId: string; password: string }
): Promise<Result<void, 'not_found' | 'password_wrong'>> {
  const official = await work.db.official.findFirst({
    where: { id: officialId, endedAt: null },
    select: { passwordHash: true },
  })
  if (official === null) return refuse('not_found')
  if (!(await passwordMatches(official.passwordHash, password))) return refuse('password_wrong')
  await work.db.official.update({ where: { id: officialId }, data: { totpSecret: null, totpLastStep: null } })
  work.audit('official.totp_ended', { officialId })
  return ok()
}

/** Recovery by an administrator for a lost phone. Nobody lifts their own second lock this way. */
export async function resetTotp(
  work: Work,
  { officialId }: { officialId: string }
): Promise<Result<void, 'not_found' | 'own_account'>> {
  if (work.actor === `official:${officialId}`) return refuse('own_account')
  const { count } = await work.db.official.updateMany({
    where: { id: officialId, endedAt: null },
    data: { totpSecret: null, totpLastStep: null },
  })
  if (count === 0) return refuse('not_found')
  await endSessionsOf(work, officialId)
  work.audit('official.totp_reset', { officialId })
  return ok()
}
