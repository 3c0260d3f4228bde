import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { webhooksFirst } from '../../src/gateway/webhook-server.ts'
import type { TakeWebhook } from '../../src/gateway/webhooks.ts'

let taken: { path: string; signature: unknown; body: string }[]
let failures: unknown[]
let answer: () => ReturnType<TakeWebhook>
let app: ReturnType<typeof open>
let url: string

function open() {
  const take: TakeWebhook = (path, { headers, body }) => {
    taken.push({ path, signature: headers['x-zevent-signature'], body: Buffer.from(body).toString() })
    return answer()
  }
  const pages = fastify({ serverFactory: webhooksFirst(take, (error) => void failures.push(error)) })
  pages.get('/page', async () => 'a page')
  return pages
}

beforeEach(async () => {
  taken = []
  failures = []
  answer = () => Promise.resolve(200)
  app = open()
  await app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterEach(() => app.close())

const post = (path: string, body: string) =>
  fetch(`${url}${path}`, { method: 'POST', body, headers: { 'x-zevent-signature': 'mac=1' } })

describe('the server of all doors', () => {
  it('answers a webhook with a status and nothing else, and gives its body as it came', async () => {
    const said = await post('/webhooks/zalo?x=1', 'xin chào')
    expect([said.status, await said.text()]).toEqual([200, ''])
    expect(taken).toEqual([{ path: '/webhooks/zalo', signature: 'mac=1', body: 'xin chào' }])
  })

  it('hands on everything else', async () => {
    expect(await (await fetch(`${url}/page`)).text()).toBe('a page')
    expect((await fetch(`${url}/webhooks/zalo`)).status).toBe(404)
    expect(taken).toEqual([])
  })

  it('refuses more than 256 KB by its size, however it comes, and asks nobody', async () => {
    const status = await post('/webhooks/zalo', 'x'.repeat(400_000)).then(
      (said) => said.status,
      () => 'hung up'
    )
    expect([413, 'hung up']).toContain(status)
    expect(taken).toEqual([])
    expect((await post('/webhooks/zalo', 'short')).status).toBe(200)
  })

  it('says 500 when it could not be stored, and tells why to the log alone', async () => {
    const away = new Error('database is away')
    answer = () => Promise.reject(away)
    const said = await post('/webhooks/zalo', 'x')
    expect([said.status, await said.text()]).toEqual([500, ''])
    expect(failures).toEqual([away])
  })
})
