import { randomBytes } from 'node:crypto'
import { addOfficial } from '../../ward/official/add-official.ts'
import { isLogin, normaliseLogin } from '../../ward/official/official.ts'
import { roles, rolesAmong } from '../../ward/official/permission.ts'
import { chooseWard, Mistake, readOptions, required, type Command } from './operator.ts'

/** Opens an official's account. The password, given or invented here, must be changed at the first sign-in. */
export const addOfficialCommand: Command = async (wired, words, print) => {
  const { values } = readOptions(words, {
    login: { type: 'string' },
    name: { type: 'string' },
    roles: { type: 'string' },
    password: { type: 'string' },
    unit: { type: 'string' },
  })
  const login = normaliseLogin(required(values.login, 'login'))
  if (!isLogin(login)) throw new Mistake('a login has 3 to 40 small letters without marks, digits, dots and dashes')
  const wanted = required(values.roles, 'roles')
    .split(',')
    .map((role) => role.trim())
  const known = rolesAmong(wanted)
  if (known.length !== wanted.length || known.length === 0) throw new Mistake(`roles are: ${roles.join(', ')}`)
  const fullName = required(values.name, 'name')
  const password = values.password ?? randomBytes(9).toString('base64url')
  const ward = await chooseWard(wired, values.ward)
  const added = await wired.transact(ward.id, 'operator', (work) =>
    addOfficial(work, {
      login,
      fullName,
      roles: known,
      password,
      passwordIsGiven: true,
      ...(values.unit ? { unit: values.unit } : {}),
    })
  )
  if (!added.ok)
    throw new Mistake(
      added.refusal === 'login_taken'
        ? `${login} is taken`
        : 'the password is too easy: at least 10 letters, not the name'
    )
  print(
    `${ward.name}: ${login} may sign in at /console${values.password ? '' : ` with the password ${password}`} and must then choose another password`
  )
  return 0
}
