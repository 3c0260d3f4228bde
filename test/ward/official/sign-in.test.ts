import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOfficial } from '../../../src/ward/official/add-official.ts'
import { changePassword } from '../../../src/ward/official/change-password.ts'
import { editOfficial } from '../../../src/ward/official/edit-official.ts'
import { endOfficial } from '../../../src/ward/official/end-official.ts'
import { resetTotp } from '../../../src/ward/official/end-totp.ts'
import { enrolTotp, offerTotp } from '../../../src/ward/official/enrol-totp.ts'
import { resetPassword } from '../../../src/ward/official/reset-password.ts'
import { checkPassword, checkTotp } from '../../../src/ward/official/sign-in.ts'
import type { Role } from '../../../src/ward/official/permission.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
const password = 'sông sâu còn có kẻ dò'

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

let count = 0
async function official(roles: Role[] = ['one_stop'], here = ward): Promise<{ id: string; login: string }> {
  const login = `canbo-${++count}`
  const added = await here.run((work) => addOfficial(work, { login, fullName: 'Phạm Văn Thử', roles, password }))
  if (!added.ok) throw new Error(added.refusal)
  return { id: added.value.id, login }
}
const signIn = (login: string, typed = password) => ward.run((work) => checkPassword(work, { login, password: typed }))

describe('a login', () => {
  it('belongs to one official of a ward, whatever its case', async () => {
    const { login } = await official()
    const again = await ward.run((work) =>
      addOfficial(work, { login: ` ${login.toUpperCase()} `, fullName: 'Khác', roles: ['front'], password })
    )
    expect(again).toEqual({ ok: false, refusal: 'login_taken' })
  })

  it('may be the same in two wards', async () => {
    const { login } = await official()
    const elsewhere = await makeTestWard(at)
    const added = await elsewhere.run((work) =>
      addOfficial(work, { login, fullName: 'Khác', roles: ['front'], password })
    )
    expect(added.ok).toBe(true)
  })

  it('is not given with a password that is easily guessed', async () => {
    for (const weak of [
      'ngắn',
      '1234567890',
      'aaaaaaaaaaaa',
      'matkhau123',
      'Mật khẩu 12',
      'canbo-weak-1',
      'phamvanthu88',
    ]) {
      const added = await ward.run((work) =>
        addOfficial(work, { login: 'canbo-weak', fullName: 'Phạm Văn Thử', roles: ['front'], password: weak })
      )
      expect(added, weak).toEqual({ ok: false, refusal: 'password_weak' })
    }
  })
})

describe('guessing a password', () => {
  it('locks the account after five failures, also for the right password, and longer each time', async () => {
    const { login } = await official()
    for (let guess = 0; guess < 5; guess += 1) expect((await signIn(login, 'sai mật khẩu')).kind).toBe('not_let_in')
    expect((await signIn(login)).kind).toBe('not_let_in')
    ward.clock.pass(61)
    expect((await signIn(login, 'sai nữa')).kind).toBe('not_let_in')
    ward.clock.pass(61)
    expect((await signIn(login)).kind).toBe('not_let_in')
    ward.clock.pass(240)
    expect((await signIn(login)).kind).toBe('signed_in')
    expect((await signIn(login, 'một lần nhầm')).kind).toBe('not_let_in')
    expect((await signIn(login)).kind).toBe('signed_in')
  })

  it('counts guesses made at the same moment one by one', async () => {
    const { login, id } = await official()
    await Promise.all(Array.from({ length: 8 }, () => signIn(login, 'sai mật khẩu')))
    const row = await ward.run((work) => work.db.official.findFirstOrThrow({ where: { id } }))
    expect(row.failedSignIns).toBe(5)
    expect(row.lockedUntil).not.toBeNull()
  })

  it('leaves a line for every failure, known login or not, without the login', async () => {
    const before = await ward.run((work) => work.db.auditLine.count({ where: { action: 'official.sign_in_failed' } }))
    await signIn('nobody-at-all', 'sai mật khẩu')
    const lines = await ward.run((work) => work.db.auditLine.findMany({ where: { action: 'official.sign_in_failed' } }))
    expect(lines.length).toBe(before + 1)
    expect(JSON.stringify(lines)).not.toContain('nobody-at-all')
  })
})

describe('the one-time code', () => {
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
      timestamp: ward.clock.now().getTime(),
    })

  async function enrolled() {
    const { id, login } = await official()
    const secret = await ward.run(async (work) => {
      const offer = offerTotp(work, { officialId: id, login })
      expect((await enrolTotp(work, { officialId: id, pending: offer.pending, code: codeOf(offer.secret) })).ok).toBe(
        true
      )
      return offer.secret
    })
    ward.clock.pass(60)
    return { id, login, secret }
  }
  async function half(login: string): Promise<{ officialId: string; passwordMark: string }> {
    const outcome = await signIn(login)
    if (outcome.kind !== 'code_needed') throw new Error(outcome.kind)
    return outcome
  }

  it('is taken once, even by two browsers at the same moment', async () => {
    const { login, secret } = await enrolled()
    const proof = await half(login)
    const code = codeOf(secret)
    const both = await Promise.all([1, 2].map(() => ward.run((work) => checkTotp(work, { ...proof, code }))))
    expect(both.map(({ kind }) => kind).sort()).toEqual(['not_let_in', 'signed_in'])
  })

  it('does not help who showed a password that was changed meanwhile', async () => {
    const { id, login, secret } = await enrolled()
    const proof = await half(login)
    await ward.run((work) =>
      changePassword(work, { officialId: id, current: password, next: 'núi cao còn có đường trèo' })
    )
    expect((await ward.run((work) => checkTotp(work, { ...proof, code: codeOf(secret) }))).kind).toBe('not_let_in')
  })

  it('keeps no secret of another official or of an old offer', async () => {
    const [one, other] = [await official(), await official()]
    const offer = await ward.run(async (work) => offerTotp(work, { officialId: one.id, login: one.login }))
    const stolen = await ward.run((work) =>
      enrolTotp(work, { officialId: other.id, pending: offer.pending, code: codeOf(offer.secret) })
    )
    expect(stolen).toEqual({ ok: false, refusal: 'offer_lapsed' })
    ward.clock.pass(16 * 60)
    const late = await ward.run((work) =>
      enrolTotp(work, { officialId: one.id, pending: offer.pending, code: codeOf(offer.secret) })
    )
    expect(late).toEqual({ ok: false, refusal: 'offer_lapsed' })
  })

  it('is lifted by an administrator for a lost phone, never by its owner that way', async () => {
    const { id, login } = await enrolled()
    const admin = await official(['ward_admin'])
    expect(await ward.run((work) => resetTotp(work, { officialId: id }), `official:${id}`)).toEqual({
      ok: false,
      refusal: 'own_account',
    })
    expect((await ward.run((work) => resetTotp(work, { officialId: id }), `official:${admin.id}`)).ok).toBe(true)
    expect((await signIn(login)).kind).toBe('signed_in')
  })
})

describe('keeping the accounts', () => {
  it('never ends or demotes the last administrator, not even two at once', async () => {
    const here = await makeTestWard(at)
    const [one, two] = [await official(['ward_admin'], here), await official(['ward_admin', 'leader'], here)]
    const ended = await Promise.all(
      [one, two].map(({ id }) => here.run((work) => endOfficial(work, { officialId: id })))
    )
    expect(ended.filter((result) => result.ok)).toHaveLength(1)
    const left = await here.run((work) => work.db.official.findFirstOrThrow({ where: { endedAt: null } }))
    const demoted = await here.run((work) =>
      editOfficial(work, { officialId: left.id, fullName: 'x', unit: null, roles: ['leader'] })
    )
    expect(demoted).toEqual({ ok: false, refusal: 'last_admin' })
  })

  it('gives a new password that lifts the lock and must be changed', async () => {
    const { id, login } = await official()
    for (let guess = 0; guess < 5; guess += 1) await signIn(login, 'sai mật khẩu')
    const reset = await ward.run((work) => resetPassword(work, { officialId: id }))
    if (!reset.ok) throw new Error(reset.refusal)
    expect(reset.value.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    expect((await signIn(login)).kind).toBe('not_let_in')
    expect((await signIn(login, reset.value.password)).kind).toBe('signed_in')
    const changed = await ward.run((work) =>
      changePassword(work, { officialId: id, current: reset.value.password, next: reset.value.password })
    )
    expect(changed).toEqual({ ok: false, refusal: 'password_same' })
  })

  it('shuts out an official whose account has ended', async () => {
    const { id, login } = await official()
    await ward.run((work) => endOfficial(work, { officialId: id }))
    expect((await signIn(login)).kind).toBe('not_let_in')
  })
})
