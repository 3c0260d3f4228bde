import { beforeAll, describe, expect, it } from 'vitest'
import { makeClient, signedIn, testPassword, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeTestWard, type TestWard } from '../support/test-ward.ts'

let ward: TestWard
let console: TestConsole

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ ward, console } = desk)
  return desk.close
})

describe('keeping the accounts', () => {
  it('adds an official with a password shown once, who then chooses their own', async () => {
    const admin = await signedIn(console, ward, ['ward_admin'])
    await admin.get('/officials/new')
    const faulty = await admin.submit({ login: 'Có Dấu', fullName: '', unit: '' })
    expect(faulty.root.querySelectorAll('.faults a').map((link) => link.getAttribute('href'))).toEqual([
      '#login',
      '#fullName',
      '#roles',
    ])
    const added = await admin.submit({
      login: 'hanh.nguyen',
      fullName: 'Nguyễn Thị Hạnh',
      unit: '',
      roles: ['one_stop', 'civil_status'],
    })
    const password = added.root.querySelector('.once')?.text ?? ''
    expect((await admin.get('/officials')).body).not.toContain(password)
    const newcomer = makeClient(console)
    expect((await newcomer.signIn('hanh.nguyen', password)).path).toBe('/console/account/password')
    await newcomer.submit({ current: password, next: testPassword, again: testPassword })
    expect((await newcomer.get('/')).root.querySelectorAll('nav a').length).toBeGreaterThan(5)
  })

  it('takes effect at once: rights with the next page, an ended account with the next click', async () => {
    const admin = await signedIn(console, ward, ['ward_admin'])
    const other = await signedIn(console, ward, ['one_stop'])
    expect((await other.get('/citizens')).status).toBe(200)
    await admin.get(`/officials/${other.official.id}/edit`)
    await admin.submit({ fullName: 'Lê Thị Thử', unit: 'Trực', roles: 'duty' })
    expect((await other.get('/citizens')).status).toBe(403)
    await admin.get(`/officials/${other.official.id}`)
    expect((await admin.submit({}, { action: `/officials/${other.official.id}/end` })).text).toContain(
      'Đã kết thúc tài khoản'
    )
    expect((await other.get('/')).path).toContain('/console/sign-in')
  })

  it('offers no recovery for one’s own account', async () => {
    const admin = await signedIn(console, ward, ['ward_admin'])
    const page = await admin.get(`/officials/${admin.official.id}`)
    expect(page.root.querySelector('form[action$="/reset-password"]')).toBeNull()
    const token = page.root.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
    expect((await admin.post(`/officials/${admin.official.id}/reset-password`, { _csrf: token })).status).toBe(409)
  })

  it('gives a new password, which ends the sessions of who had the old one', async () => {
    const admin = await signedIn(console, ward, ['ward_admin'])
    const other = await signedIn(console, ward, ['one_stop'])
    await admin.get(`/officials/${other.official.id}`)
    const reset = await admin.submit({}, { action: `/officials/${other.official.id}/reset-password` })
    expect(reset.root.querySelector('h1')?.text).toContain('Mật khẩu mới')
    expect((await other.get('/')).path).toContain('/console/sign-in')
  })

  it('lets an official end a session of theirs elsewhere', async () => {
    const here = await signedIn(console, ward, ['one_stop'])
    const there = makeClient(console)
    await there.signIn(here.official.login)
    const account = await here.get('/account')
    const ends = account.root
      .querySelectorAll('form')
      .map((form) => form.getAttribute('action') ?? '')
      .filter((action) => /sessions\/[0-9a-f-]+\/end$/.test(action))
    expect(ends).toHaveLength(1)
    await here.submit({}, { action: ends[0]!.replace('/console', '') })
    expect((await there.get('/')).path).toContain('/console/sign-in')
    expect((await here.get('/')).status).toBe(200)
  })

  it('leaves the trail of every write, without a name or a word typed', async () => {
    const admin = await signedIn(console, ward, ['ward_admin'])
    const page = await admin.get(`/audit?actor=official&action=official`)
    expect(page.root.querySelectorAll('tbody tr').length).toBeGreaterThan(3)
    const lines = await ward.run((work) => work.db.auditLine.findMany())
    expect(
      lines.some(
        ({ action, details }) =>
          action === 'page.written' && (details as { page: string }).page === 'POST /officials/:id/end'
      )
    ).toBe(true)
    expect(JSON.stringify(lines)).not.toMatch(/Lê Thị|Nguyễn|hanh\.nguyen/)
  })
})
