import { isGivenPassword } from '../official/password.ts'
import type { SignedIn } from '../official/official.ts'
import { permissionsOf, rolesAmong } from '../official/permission.ts'
import type { Work } from '../work.ts'
import { isSessionOpen, seenEverySeconds } from './session.ts'

/** Who stands behind a session now, with the roles of this moment; null when it is over or the account is. */
export async function useSession(
  work: Work,
  { sessionId, officialId }: { sessionId: string; officialId: string }
): Promise<SignedIn | null> {
  const session = await work.db.session.findFirst({ where: { id: sessionId, officialId }, include: { official: true } })
  if (session === null || session.official.endedAt !== null || !isSessionOpen(session, work.now)) return null
  if (work.now.getTime() - session.lastSeenAt.getTime() >= seenEverySeconds * 1000) {
    await work.db.session.update({ where: { id: sessionId }, data: { lastSeenAt: work.now } })
  }
  const { id, login, fullName, roles, totpSecret, passwordHash } = session.official
  return {
    id,
    login,
    fullName,
    roles: rolesAmong(roles),
    permissions: permissionsOf(roles),
    sessionId,
    hasTotp: totpSecret !== null,
    mustChangePassword: isGivenPassword(passwordHash),
  }
}
