import { beforeAll, describe, expect, it } from 'vitest'
import { Secret, TOTP } from 'otpauth'
import { addOfficial } from '../../src/ward/official/add-official.ts'
import {
  makeClient,
  makeOfficial,
  signedIn,
  testPassword,
  type ConsoleClient,
  type TestConsole,
} from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let console: TestConsole

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ at, ward, console } = desk)
  return desk.close
})

describe('signing in', () => {
  it('lets an official in with the right password and shows what waits', async () => {
    const { login } = await makeOfficial(ward, ['one_stop'])
    const page = await makeClient(console).signIn(login)
    expect(page.status).toBe(200)
    expect(page.root.querySelector('h1')?.text).toBe('Việc đang chờ')
  })

  it('takes the same password however the keyboard composed its letters', async () => {
    const { login } = await makeOfficial(ward, ['one_stop'])
    const page = await makeClient(console).signIn(login.toUpperCase(), testPassword.normalize('NFD'))
    expect(page.root.querySelector('h1')?.text).toBe('Việc đang chờ')
  })

  it('answers an unknown login and a wrong password with the same words', async () => {
    const { login } = await makeOfficial(ward, ['one_stop'])
    const wrong = await makeClient(console).signIn(login, 'không phải mật khẩu')
    const unknown = await makeClient(console).signIn('nobody-here', 'không phải mật khẩu')
    expect(wrong.status).toBe(422)
    const words = (text: string) => text.replaceAll(login, '').replaceAll('nobody-here', '')
    expect(words(wrong.text)).toBe(words(unknown.text))
  })

  it('leads back to the page that was asked for, never out of the console', async () => {
    const { login } = await makeOfficial(ward, ['one_stop'])
    const client = makeClient(console)
    const asked = await client.get('/account?x=1')
    expect(asked.path).toBe('/console/sign-in?next=%2Faccount%3Fx%3D1')
    expect((await client.submit({ login, password: testPassword })).path).toBe('/console/account?x=1')
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/../../evil', '/sign-out']) {
      const other = makeClient(console)
      await other.get(`/sign-in?next=${encodeURIComponent(next)}`)
      expect((await other.submit({ login, password: testPassword })).path).toBe('/console')
    }
  })

  it('rotates the session: the token from before sign-in opens nothing after it', async () => {
    const client = await signedIn(console, ward, ['one_stop'])
    const before = client.cookies.get('console_session')
    await client.signIn(client.official.login)
    expect(client.cookies.get('console_session')).not.toBe(before)
    const thief = makeClient(console)
    thief.cookies.set('console_session', before ?? '')
    expect((await thief.get('/account')).path).toContain('/console/sign-in')
  })

  it('refuses a cookie that was tampered with', async () => {
    const client = await signedIn(console, ward, ['one_stop'])
    const other = await makeOfficial(ward, ['ward_admin'])
    const cookie = client.cookies.get('console_session') ?? ''
    client.cookies.set('console_session', cookie.replace(client.official.id, other.id))
    expect((await client.get('/account')).path).toContain('/console/sign-in')
  })

  it('closes the session at sign-out, on the server too', async () => {
    const client = await signedIn(console, ward, ['one_stop'])
    const cookie = client.cookies.get('console_session') ?? ''
    const page = await client.get('/')
    const token =
      page.root.querySelector('form[action="/console/sign-out"] input[name=_csrf]')?.getAttribute('value') ?? ''
    const out = await client.post('/sign-out', { _csrf: token })
    expect(out.text).toContain('Đã đăng xuất')
    client.cookies.set('console_session', cookie)
    expect((await client.get('/account')).path).toContain('/console/sign-in')
    expect(client.cookies.has('console_session')).toBe(false)
  })

  it('makes the owner of a given password choose their own before anything else', async () => {
    const given = 'mua-nang-gio-bao-8'
    await ward.run((work) =>
      addOfficial(work, {
        login: 'newcomer',
        fullName: 'Trần Mới',
        roles: ['one_stop'],
        password: given,
        passwordIsGiven: true,
      })
    )
    const client = makeClient(console)
    expect((await client.signIn('newcomer', given)).path).toBe('/console/account/password')
    expect((await client.get('/account')).path).toBe('/console/account/password')
    const done = await client.submit({ current: given, next: testPassword, again: testPassword })
    expect(done.path).toBe('/console/account')
  })
})

describe('several wards on one server', () => {
  let elsewhere: TestWard

  beforeAll(async () => {
    elsewhere = await makeTestWard(at)
  })

  it('asks for the ward and looks for the login only there', async () => {
    const { login } = await makeOfficial(elsewhere, ['one_stop'], 'only-elsewhere')
    const client = makeClient(console)
    const form = await client.get('/sign-in')
    const slugs = form.root.querySelectorAll('select[name=ward] option').map((option) => option.getAttribute('value'))
    expect(slugs).toHaveLength(3)
    const slug = (await at.database.ward.findUniqueOrThrow({ where: { id: elsewhere.wardId } })).slug
    const here = (await at.database.ward.findUniqueOrThrow({ where: { id: ward.wardId } })).slug
    expect((await client.submit({ login, password: testPassword })).status).toBe(422)
    expect((await client.signIn(login, testPassword, here)).status).toBe(422)
    expect((await client.signIn(login, testPassword, slug)).status).toBe(200)
    const again = await makeClientLike(client).get('/sign-in')
    expect(again.root.querySelector('select[name=ward] option[selected]')?.getAttribute('value')).toBe(slug)
  })
})

function makeClientLike(client: ConsoleClient): ConsoleClient {
  const other = makeClient(console)
  for (const [name, value] of client.cookies) if (name === 'console_ward') other.cookies.set(name, value)
  return other
}

describe('the one-time code', () => {
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
      timestamp: ward.clock.now().getTime(),
    })

  async function enrolled(): Promise<{ client: ConsoleClient; login: string; secret: string }> {
    const client = await signedIn(console, ward, ['ward_admin'])
    const page = await client.get('/account/totp')
    const secret = (page.root.querySelector('.once')?.text ?? '').replaceAll(' ', '')
    expect(page.root.querySelector('img.qr')?.getAttribute('src')).toMatch(/^data:image\/png/)
    expect((await client.submit({ code: '000000' })).status).toBe(422)
    const done = await client.submit({ code: codeOf(secret) })
    expect(done.text).toContain('Đã bật xác thực hai bước')
    return { client, login: client.official.login, secret }
  }

  it('is asked after the password and lets nobody in without it', async () => {
    const { login, secret } = await enrolled()
    ward.clock.pass(60)
    const client = makeClient(console)
    const half = await client.signIn(login, testPassword, await slug())
    expect(half.path).toBe('/console/sign-in/code')
    expect((await client.get('/account')).path).toContain('/console/sign-in?')
    await client.get('/sign-in/code')
    expect((await client.submit({ code: codeOf(secret) })).root.querySelector('h1')?.text).toBe('Việc đang chờ')
  })

  it('is not taken twice, not even the one used to enrol', async () => {
    const { login, secret } = await enrolled()
    const client = makeClient(console)
    await client.signIn(login, testPassword, await slug())
    const code = codeOf(secret)
    expect((await client.submit({ code })).status).toBe(422)
    ward.clock.pass(30)
    await client.get('/sign-in/code')
    const fresh = codeOf(secret)
    expect((await client.submit({ code: fresh })).status).toBe(200)
    const replay = makeClient(console)
    await replay.signIn(login, testPassword, await slug())
    expect((await replay.submit({ code: fresh })).status).toBe(422)
  })

  it('counts wrong codes as failures, and the password alone clears none of them', async () => {
    const { login, secret } = await enrolled()
    ward.clock.pass(60)
    const client = makeClient(console)
    for (let guess = 0; guess < 5; guess += 1) {
      await client.signIn(login, testPassword, await slug())
      await client.submit({ code: `11111${guess}` })
    }
    expect((await client.signIn(login, testPassword, await slug())).status).toBe(422)
    ward.clock.pass(61)
    await client.signIn(login, testPassword, await slug())
    expect((await client.submit({ code: codeOf(secret) })).status).toBe(200)
  })

  it('lapses as a half sign-in after five minutes', async () => {
    const { login, secret } = await enrolled()
    const client = makeClient(console)
    await client.signIn(login, testPassword, await slug())
    ward.clock.pass(301)
    expect((await client.submit({ code: codeOf(secret) })).path).toBe('/console/sign-in')
  })

  const slug = async () => (await at.database.ward.findUniqueOrThrow({ where: { id: ward.wardId } })).slug
})

describe('a computer at the counter', () => {
  it('ends the session of whoever sat there before, when another official signs in', async () => {
    const first = await signedIn(console, ward, ['one_stop'])
    const cookie = first.cookies.get('console_session') ?? ''
    const { login } = await makeOfficial(ward, ['specialist'])
    const { slug } = await at.database.ward.findUniqueOrThrow({ where: { id: ward.wardId } })
    expect((await first.signIn(login, testPassword, slug)).status).toBe(200)
    const thief = makeClient(console)
    thief.cookies.set('console_session', cookie)
    expect((await thief.get('/account')).path).toContain('/console/sign-in')
  })
})
