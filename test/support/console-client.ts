import fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { parse, type HTMLElement } from 'node-html-parser'
import { expect } from 'vitest'
import { makeWebChannel } from '../../src/channels/web/web-channel.ts'
import type { PageEntry } from '../../src/console/console-app.ts'
import { registerConsole } from '../../src/console/register-console.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { newId } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { registerAssets } from '../../src/platform/web/assets.ts'
import { addOfficial } from '../../src/ward/official/add-official.ts'
import type { Role } from '../../src/ward/official/permission.ts'
import { checkPage } from './check-page.ts'
import type { TestDatabase, TestWard } from './test-ward.ts'

const webWords = makeWebChannel({ cookieSecret: 'for previews', announce: async () => {}, photoOf: async () => null })

export type TestConsole = { app: FastifyInstance; pages: readonly PageEntry[]; close(): Promise<void> }

/** The console as production has it, on the test database, with the clock of `ward`. */
export async function openConsole(at: TestDatabase, ward: TestWard): Promise<TestConsole> {
  const app = fastify({ logger: false, genReqId: () => newId() })
  registerAssets(app)
  const pages = registerConsole(app, {
    transact: ward.transact,
    findDoor: async (hash) => {
      const key = await at.database.doorKey.findUnique({ where: { hash } })
      return key === null || (key.expiresAt !== null && key.expiresAt <= ward.clock.now()) ? null : key
    },
    wards: () => at.database.ward.findMany({ orderBy: { name: 'asc' } }),
    clock: ward.clock,
    seal: at.seal,
    t: await loadTranslate(),
    log: silentLog,
    secret: 'a secret for tests that is long enough to be one',
    production: false,
    previews: async (_wardId, message) => [{ channel: 'web', parts: webWords.preview(message) }],
    publicUrl: 'https://cam-binh.example',
  })
  await app.ready()
  return { app, pages, close: () => app.close() }
}

export const testPassword = 'sông sâu còn có kẻ dò'

let logins = 0

/** An official of a ward with these roles and the password of all invented officials. */
export async function makeOfficial(
  ward: TestWard,
  roles: readonly Role[],
  login = `official-${++logins}`
): Promise<{ id: string; login: string }> {
  const added = await ward.run((work) =>
    addOfficial(work, { login, fullName: 'Lê Thị Thử', roles, password: testPassword })
  )
  if (!added.ok) throw new Error(added.refusal)
  return { id: added.value.id, login }
}

export type Page = {
  status: number
  /** Where the browser ended up. */
  path: string
  root: HTMLElement
  /** The words of the main part, spaces squeezed. */
  text: string
  headers: Record<string, unknown>
  body: string
}

type Fields = Record<string, string | readonly string[]>

/** A browser that follows redirects, keeps cookies, and checks every page it sees as a page. */
export type ConsoleClient = {
  get(path: string): Promise<Page>
  /** Fills in a form of the page last seen and sends it. */
  submit(fields: Fields, form?: { action?: string }): Promise<Page>
  /** Sends a form with a file in it. */
  upload(fields: Fields, file: { field: string; name: string; content: Buffer | string }): Promise<Page>
  /** A write made by hand: whatever the fields, from nowhere. */
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Page>
  signIn(login: string, password?: string, ward?: string): Promise<Page>
  /** A form as the page last seen holds it: each call presses its button, also twice or when others have been there. */
  hold(action?: string): (fields?: Fields) => Promise<Page>
  cookies: Map<string, string>
}

export function makeClient({ app }: TestConsole): ConsoleClient {
  const cookies = new Map<string, string>()
  let last: Page | undefined

  async function send(options: InjectOptions & { url: string }, hops = 0): Promise<Page> {
    const response = await app.inject({
      ...options,
      headers: {
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/130.0',
        ...options.headers,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (value === '' || maxAge === 0 || (expires && expires.getTime() === 0)) cookies.delete(name)
      else cookies.set(name, encodeURIComponent(value))
    }
    const to = response.headers.location
    if (typeof to === 'string') {
      if (hops > 5) throw new Error(`redirected in a circle at ${to}`)
      return send({ method: 'GET', url: to }, hops + 1)
    }
    const isHtml = String(response.headers['content-type']).startsWith('text/html')
    const root = parse(isHtml ? response.body : '')
    const text = (root.querySelector('main')?.structuredText ?? '').replace(/\s+/g, ' ').trim()
    const page = {
      status: response.statusCode,
      path: options.url,
      root,
      text,
      headers: response.headers,
      body: response.body,
    }
    if (isHtml) {
      checkPage(page)
      last = page
    }
    return page
  }

  function formOf(action?: string): { url: string; hidden: Fields } {
    const forms = last?.root.querySelectorAll('main form[method=post]') ?? []
    const form =
      action === undefined ? forms[0] : forms.find((one) => one.getAttribute('action') === `/console${action}`)
    if (form === undefined) throw new Error(`no such form on ${last?.path ?? 'no page'}: ${action ?? 'any'}`)
    const hidden = form
      .querySelectorAll('input[type=hidden]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''])
    return { url: form.getAttribute('action') ?? '', hidden: Object.fromEntries(hidden) as Fields }
  }

  const post = (url: string, fields: Fields, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: encode(fields),
    })

  const client: ConsoleClient = {
    cookies,
    get: (path) => send({ method: 'GET', url: `/console${path === '/' ? '' : path}` }),
    async submit(fields, { action } = {}) {
      const { url, hidden } = formOf(action)
      return post(url, { ...hidden, ...fields })
    },
    async upload(fields, file) {
      const { url, hidden } = formOf()
      const { payload, type } = multipart({ ...hidden, ...fields }, file)
      return send({ method: 'POST', url, headers: { 'content-type': type }, payload })
    },
    post: (path, fields, headers) => post(`/console${path}`, fields, headers),
    hold(action) {
      const { url, hidden } = formOf(action)
      return (fields = {}) => post(url, { ...hidden, ...fields })
    },
    async signIn(login, password = testPassword, ward) {
      await client.get('/sign-in')
      return client.submit({ login, password, ...(ward === undefined ? {} : { ward }) })
    },
  }
  return client
}

/** A client already signed in as a new official with these roles. */
export async function signedIn(
  console: TestConsole,
  ward: TestWard,
  roles: readonly Role[]
): Promise<ConsoleClient & { official: { id: string; login: string } }> {
  const official = await makeOfficial(ward, roles)
  const client = makeClient(console)
  const page = await client.signIn(official.login, testPassword, await slugOf(ward))
  expect(page.status).toBe(200)
  expect(page.path).not.toContain('sign-in')
  return { ...client, official }
}

const slugOf = (ward: TestWard): Promise<string> =>
  ward.run(async (work) => (await work.db.ward.findUniqueOrThrow({ where: { id: work.wardId } })).slug)

function encode(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : [...value]).map((one): [string, string] => [name, one])
  )
  return new URLSearchParams(pairs).toString()
}

function multipart(
  fields: Fields,
  file: { field: string; name: string; content: Buffer | string }
): { payload: Buffer; type: string } {
  const boundary = `----test${newId()}`
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : [...value]).map((one): [string, string] => [name, one])
  )
  const parts = pairs.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file.content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { payload, type: `multipart/form-data; boundary=${boundary}` }
}
