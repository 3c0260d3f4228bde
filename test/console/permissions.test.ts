import { beforeAll, describe, expect, it } from 'vitest'
import type { PageEntry } from '../../src/console/console-app.ts'
import { newId } from '../../src/platform/ids.ts'
import { permissions, permissionsOfRole, roles, type Permission } from '../../src/ward/official/permission.ts'
import { makeClient, signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let console: TestConsole
let everyRole: ConsoleClient
let token: string

/** A path whose ids are nowhere; a part that is no id is a number nobody has reached. */
const pathOf = ({ path }: PageEntry): string =>
  path.replace(/:(\w+)/g, (_all, name: string) => (/id$/i.test(name) ? newId() : '999999'))
const tokenOf = async (client: ConsoleClient): Promise<string> =>
  (await client.get('/account')).root
    .querySelector('form[action="/console/sign-out"] input[name=_csrf]')
    ?.getAttribute('value') ?? ''

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ at, ward, console } = desk)
  everyRole = await signedIn(console, ward, roles)
  token = await tokenOf(everyRole)
  return desk.close
})

const staffPages = () => console.pages.filter(({ permission }) => permission !== 'anyone')

describe('who may open what', () => {
  it('is said by every page, in words that exist', () => {
    expect(console.pages.length).toBeGreaterThan(40)
    const known = new Set<string>([...permissions, 'signed_in', 'anyone'])
    expect(console.pages.filter(({ permission }) => !known.has(permission))).toEqual([])
  })

  it('opens nothing but the way to sign in before anybody is known', async () => {
    expect([
      ...new Set(console.pages.filter(({ permission }) => permission === 'anyone').map(({ path }) => path)),
    ]).toEqual(['/sign-in', '/sign-in/code', '/signed-out'])
    for (const entry of staffPages()) {
      const guest = makeClient(console)
      const answer = entry.method === 'GET' ? await guest.get(pathOf(entry)) : await guest.post(pathOf(entry), {})
      expect(answer.path, `${entry.method} ${entry.path}`).toMatch(/^\/console\/sign-in/)
    }
  })

  it('refuses an official whose roles do not hold the permission, and writes the refusal down', async () => {
    const [nobody, admin] = [await signedIn(console, ward, []), await signedIn(console, ward, ['ward_admin'])]
    const csrf = new Map([nobody, admin].map((client) => [client, '']))
    for (const client of csrf.keys()) csrf.set(client, await tokenOf(client))
    let refused = 0
    for (const entry of staffPages()) {
      if (entry.permission === 'signed_in') continue
      const client = permissionsOfRole.ward_admin.includes(entry.permission as Permission) ? nobody : admin
      const answer =
        entry.method === 'GET'
          ? await client.get(pathOf(entry))
          : await client.post(pathOf(entry), { _csrf: csrf.get(client) ?? '' })
      expect(answer.status, `${entry.method} ${entry.path}`).toBe(403)
      expect(answer.text).toContain('chưa được giao quyền')
      refused += 1
    }
    expect(await ward.run((work) => work.db.auditLine.count({ where: { action: 'page.refused' } }))).toBe(refused)
  })

  it('knows nothing by an id of nowhere: 404 on every page with one, and no write has any effect', async () => {
    const plausible = { _csrf: token, intent: 'dossier_status', reason: 'x', text: 'x' }
    for (const entry of staffPages().filter(({ path }) => path.includes(':'))) {
      const { status } =
        entry.method === 'GET' ? await everyRole.get(pathOf(entry)) : await everyRole.post(pathOf(entry), plausible)
      expect(entry.method === 'GET' ? [404] : [404, 409], `${entry.method} ${entry.path}`).toContain(status)
    }
    expect(await ward.run((work) => work.db.auditLine.count({ where: { action: 'page.written' } }))).toBe(0)
  })

  it('names the part of an address that cannot be read', async () => {
    for (const path of ['/officials/not-an-id', '/audit?from=tomorrow', '/calendar?year=abc']) {
      const answer = await everyRole.get(path)
      expect(answer.status, path).toBe(400)
      expect(answer.text).toMatch(/“(id|from|year)”/)
    }
  })

  it('shows every page without an id to one who holds all roles', async () => {
    for (const entry of staffPages().filter(({ method, path }) => method === 'GET' && !path.includes(':'))) {
      const answer = await everyRole.get(entry.path)
      expect(answer.status, entry.path).toBe(200)
    }
  })
})

describe('a write that does not come from a page of ours', () => {
  it('is refused by every page that writes, without a token and with another session’s', async () => {
    const other = await signedIn(console, ward, ['one_stop'])
    const foreign = await tokenOf(other)
    for (const entry of console.pages.filter(({ method }) => method === 'POST')) {
      for (const _csrf of ['', 'x', foreign]) {
        const answer = await everyRole.post(pathOf(entry), { _csrf })
        expect(answer.status, `${entry.path} with "${_csrf.slice(0, 4)}"`).toBe(403)
        expect(answer.text).toContain('Chưa có gì được ghi')
      }
    }
  })

  it('is refused as a file upload too', async () => {
    await everyRole.get('/imports/new')
    const refused = await everyRole.upload(
      { _csrf: 'x', noun: 'citizens' },
      { field: 'file', name: 'a.csv', content: 'a' }
    )
    expect(refused.status).toBe(403)
    expect(await ward.run((work) => work.db.importRun.count())).toBe(0)
  })

  it('is refused with a token from before sign-in', async () => {
    const client = makeClient(console)
    await client.get('/sign-in')
    const before = (await client.get('/sign-in')).root.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
    const known = await signedIn(console, ward, ['one_stop'])
    client.cookies.set('console_session', known.cookies.get('console_session') ?? '')
    expect((await client.post('/account/sessions/end-others', { _csrf: before })).status).toBe(403)
  })
})

describe('another ward', () => {
  it('is not there: its officials, people and conversations answer 404', async () => {
    const elsewhere = await makeTestWard(at)
    const ids = await elsewhere.run(async (work) => {
      const official = await work.db.official.create({
        data: { login: 'elsewhere', fullName: 'Người Khác', passwordHash: 'x', roles: [] },
      })
      const citizen = await work.db.citizen.create({
        data: { reference: 'E1', fullName: 'Người Khác', updatedAt: work.now },
      })
      const fact = await work.db.wardFact.create({ data: { topic: 'hotline', label: 'x', value: 'x' } })
      const run = await work.db.importRun.create({
        data: { noun: 'citizens', fileName: 'x', status: 'checked', createdAt: work.now },
      })
      return { official: official.id, citizen: citizen.id, fact: fact.id, run: run.id }
    })
    for (const path of [
      `/officials/${ids.official}`,
      `/citizens/${ids.citizen}`,
      `/ward-facts/${ids.fact}`,
      `/imports/${ids.run}`,
    ]) {
      expect((await everyRole.get(path)).status, path).toBe(404)
    }
    for (const path of [
      `/officials/${ids.official}/end`,
      `/officials/${ids.official}/reset-password`,
      `/ward-facts/${ids.fact}/remove`,
      `/imports/${ids.run}/cancel`,
    ]) {
      expect((await everyRole.post(path, { _csrf: token })).status, path).toBe(404)
    }
    expect(await elsewhere.run((work) => work.db.official.count({ where: { endedAt: null } }))).toBe(1)
    expect(await elsewhere.run((work) => work.db.wardFact.count())).toBe(1)
  })
})
