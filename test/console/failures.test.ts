import fastify from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/platform/database.ts'
import { registerConsole } from '../../src/console/register-console.ts'
import { consoleAssets } from '../../src/console/console-assets.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { silentLog } from '../../src/platform/log.ts'
import { pageAssets } from '../../src/platform/web/assets.ts'
import { makeClient, openConsole, signedIn, type TestConsole } from '../support/console-client.ts'
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

/** A console whose wards cannot be read, for the reason given. */
async function failingConsole(wards: () => Promise<never>, logged: object[] = []): Promise<TestConsole> {
  const app = fastify({ logger: false })
  const log = { ...silentLog, error: (entry: object) => void logged.push(entry) } as typeof silentLog
  const pages = registerConsole(app, {
    ...{ transact: ward.transact, findDoor: async () => null, wards, clock: ward.clock, seal: at.seal },
    ...{
      t: await loadTranslate(),
      log,
      secret: 'another secret that is long enough for tests',
      production: false,
      previews: async () => [],
      publicUrl: null,
    },
  })
  await app.ready()
  return { app, pages, close: () => app.close() }
}

describe('when something goes wrong', () => {
  it('answers a page that is not there with a page', async () => {
    const page = await makeClient(console).get('/no/such/page')
    expect([page.status, page.root.querySelector('h1')?.text]).toEqual([404, 'Không có trang này'])
  })

  it('says 503 while the database is away, and that nothing is lost', async () => {
    const away = openDatabase('postgres://nobody@127.0.0.1:1/none', 1)
    const failing = await failingConsole(() => away.ward.findMany() as Promise<never>)
    const page = await makeClient(failing).get('/sign-in')
    expect([page.status, page.headers['retry-after']]).toEqual([503, '30'])
    expect(page.text).toContain('vẫn còn nguyên')
    await failing.close()
    await away.$disconnect()
  })

  it('says sorry for a failure of ours with a number that the log has too, and nothing of the failure itself', async () => {
    const logged: { requestId?: string }[] = []
    const failing = await failingConsole(() => Promise.reject(new Error('secret detail')), logged)
    const page = await makeClient(failing).get('/sign-in')
    expect(page.status).toBe(500)
    expect(page.text).toContain(logged[0]?.requestId)
    expect(page.body + JSON.stringify(logged)).not.toContain('secret detail')
    await failing.close()
  })

  it('stops a hundred sign-ins from one place', async () => {
    const own = await openConsole(at, ward)
    const attempt = () =>
      own.app.inject({
        method: 'POST',
        url: '/console/sign-in',
        payload: 'x=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    const statuses = []
    for (let i = 0; i < 61; i += 1) statuses.push((await attempt()).statusCode)
    expect([statuses[0], statuses[59], statuses[60]]).toEqual([403, 403, 429])
    await own.close()
  })
})

describe('what a browser is told', () => {
  it('is to keep no page, frame none, and run nothing inline', async () => {
    const client = await signedIn(console, ward, ['one_stop'])
    const { headers } = await client.get('/')
    expect(headers['cache-control']).toBe('no-store')
    expect(String(headers['content-security-policy'])).toMatch(/frame-ancestors 'none'/)
    expect(String(headers['content-security-policy'])).not.toContain('unsafe')
  })

  it('is to keep cookies from scripts and other sites', async () => {
    const answer = await console.app.inject({ url: '/console/sign-in' })
    expect(answer.headers['set-cookie']).toMatch(/console_form=.*HttpOnly; SameSite=Strict/)
  })

  it('is where the styles, the font and the script are, for a year', async () => {
    const page = await makeClient(console).get('/sign-in')
    const asked = [
      ...page.root.querySelectorAll('link[href]').map((link) => link.getAttribute('href') ?? ''),
      consoleAssets().progress,
      ...pageAssets().all.map(({ path }) => path),
    ]
    for (const url of asked.filter((one) => !one.startsWith('data:'))) {
      const answer = await console.app.inject({ url })
      expect([answer.statusCode, answer.headers['cache-control']], url).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
    }
    const css = (await console.app.inject({ url: pageAssets().stylesheet })).body
    for (const [, font] of css.matchAll(/url\(([^)]+)\)/g)) expect(asked).toContain(font)
  })
})
