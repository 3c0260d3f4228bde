import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { normaliseLogin } from './official.ts'
import { hashGivenPassword, hashPassword, isWeakPassword } from './password.ts'
import type { Role } from './permission.ts'

export type NewOfficial = {
  login: string
  fullName: string
  roles: readonly Role[]
  password: string
  unit?: string
  /** The password was invented for them: they must choose their own at the first sign-in. */
  passwordIsGiven?: boolean
}

/** Opens an account for an official of this ward. The login is kept in lower case. */
export async function addOfficial(
  work: Work,
  input: NewOfficial
): Promise<Result<{ id: string }, 'login_taken' | 'password_weak'>> {
  const login = normaliseLogin(input.login)
  if (isWeakPassword(input.password, { login, fullName: input.fullName })) return refuse('password_weak')
  const id = newId()
  const { count } = await work.db.official.createMany({
    data: [
      {
        id,
        login,
        fullName: input.fullName.normalize('NFC').trim(),
        passwordHash: await (input.passwordIsGiven ? hashGivenPassword : hashPassword)(input.password),
        roles: [...new Set(input.roles)],
        unit: input.unit ?? null,
        createdAt: work.now,
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) return refuse('login_taken')
  work.audit('official.added', { officialId: id, roles: input.roles.join(' ') })
  return ok({ id })
}
