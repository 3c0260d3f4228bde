import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageEntry } from '../../src/console/console-app.ts'
import { pathOf } from '../../src/console/page.tsx'
import { newId } from '../../src/platform/ids.ts'
import { permissions, permissionsOf, roles } from '../../src/ward/official/permission.ts'
import {
  makeClient,
  makeOfficial,
  openConsole,
  type ConsoleClient,
  type TestConsole,
} from '../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase } from '../support/test-ward.ts'
import { calledName, nodesOf, readSources } from './read-sources.ts'

/** Open before sign-in: nothing else may be. */
const openToAnyone = ['GET /sign-in', 'GET /sign-in/code', 'GET /signed-out', 'POST /sign-in', 'POST /sign-in/code']

let store: TestDatabase
let testConsole: TestConsole
/** Signed in as somebody whose role may do next to nothing. */
let front: ConsoleClient

const nameOf = ({ method, path }: PageEntry): string => `${method} ${path}`
const addressOf = ({ path }: PageEntry): string => path.replace(/:\w+/g, () => newId())

beforeAll(async () => {
  store = await freshDatabase()
  const ward = await makeTestWard(store)
  testConsole = await openConsole(store, ward)
  const { login } = await makeOfficial(ward, ['front'])
  front = makeClient(testConsole)
  await front.signIn(login)
})

afterAll(async () => {
  await testConsole.close()
  await store.drop()
})

describe('every page of the console', () => {
  test('is in the registry, once, with a permission that exists', () => {
    expect(testConsole.pages.length).toBeGreaterThan(20)
    const known = new Set<string>([...permissions, 'signed_in', 'anyone'])
    expect(testConsole.pages.filter(({ permission }) => !known.has(permission))).toEqual([])
    const names = testConsole.pages.map(nameOf)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('was added through page(): nothing in the console opens a route of its own', () => {
    const routes = readSources('src/console').flatMap(({ file, tree }) =>
      nodesOf(tree).flatMap((node) => {
        if (
          file === 'src/console/page.tsx' ||
          !ts.isCallExpression(node) ||
          !ts.isPropertyAccessExpression(node.expression)
        )
          return []
        const opens = ['route', 'get', 'post', 'put', 'patch', 'delete', 'all'].includes(calledName(node))
        return opens && /\b(app|server|scope|fastify)$/.test(node.expression.expression.getText())
          ? [`${file}: ${node.getText().slice(0, 60)}`]
          : []
      })
    )
    expect(routes).toEqual([])
  })

  test('asks for a sign-in, unless it is the sign-in', async () => {
    const open: string[] = []
    for (const page of testConsole.pages) {
      const response = await testConsole.app.inject({ method: page.method, url: pathOf(addressOf(page)) })
      const away =
        [302, 303].includes(response.statusCode) && String(response.headers.location).startsWith('/console/sign-in')
      if (!away) open.push(nameOf(page))
    }
    const meant = testConsole.pages.filter(({ permission }) => permission === 'anyone').map(nameOf)
    expect(open.length).toBeGreaterThan(0)
    expect(open.filter((name) => !meant.includes(name))).toEqual([])
    expect(meant.sort()).toEqual(openToAnyone)
  })

  test('that needs a permission is closed to an official without it', async () => {
    const mine = permissionsOf(['front'])
    const closed = testConsole.pages.filter(
      ({ method, permission }) => method === 'GET' && permissions.some((one) => one === permission && !mine.has(one))
    )
    expect(closed.length).toBeGreaterThan(5)
    for (const page of closed) expect((await front.get(addressOf(page))).status, nameOf(page)).toBe(403)
  })

  test('that writes refuses a form without its token', async () => {
    const writes = testConsole.pages.filter(({ method, permission }) => method === 'POST' && permission !== 'anyone')
    expect(writes.length).toBeGreaterThan(5)
    for (const page of writes) expect((await front.post(addressOf(page), {})).status, nameOf(page)).toBe(403)
  })

  test('can be opened by somebody: each permission a page asks for belongs to a role', () => {
    const given = permissionsOf([...roles])
    expect(permissions.filter((permission) => !given.has(permission))).toEqual([])
  })
})
