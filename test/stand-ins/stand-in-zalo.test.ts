import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openZalo } from '../support/open-zalo.ts'
import { spawnStandIns } from './spawn-stand-ins.ts'

let ward: Awaited<ReturnType<typeof openZalo>>
beforeEach(async () => {
  ward = await openZalo()
})
afterEach(() => ward.close())

const call = async (path: string, init: RequestInit = {}) => {
  const headers = { access_token: ward.zalo.world.tokens.access, ...(init.headers as Record<string, string>) }
  const answer = await fetch(ward.zalo.url + path, { ...init, headers })
  return { status: answer.status, ...((await answer.json()) as { error?: number; data?: unknown }) }
}
const cs = (message: object, to = ward.citizen) =>
  call('/v3.0/oa/message/cs', { method: 'POST', body: JSON.stringify({ recipient: { user_id: to }, message }) })

/** A ward's door that answers with these statuses in turn, then 200. */
async function openDoor(statuses: number[]) {
  const heard: { retry: string | undefined; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      heard.push({ retry: request.headers['num_retry'] as string | undefined, body })
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  ward.zalo.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/zalo`)
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { heard, close }
}

it('refuses with HTTP 200 and an error number, as Zalo does', async () => {
  expect(await cs({ text: 'x'.repeat(2001) })).toMatchObject({ status: 200, error: -210 })
  expect(await cs({ text: 'x'.repeat(2000) })).toMatchObject({ status: 200, error: 0 })
  expect(await cs({ text: '' })).toMatchObject({ error: -201 })
  expect(await cs({ text: 'x' }, '99')).toMatchObject({ error: -232 })
})

it('counts the window from the citizen’s last deed', async () => {
  expect(await cs({ text: 'x' })).toMatchObject({ data: { quota: { quota_type: 'reply' } } })
  ward.zalo.advance(3 * 86_400)
  const { tokens } = ward.zalo.world
  tokens.expiresAt = Infinity
  const billed = await cs({ text: 'x' })
  expect(billed.error).toBe(0)
  expect(billed.data).not.toHaveProperty('quota')
  ward.zalo.advance(5 * 86_400)
  expect(await cs({ text: 'x' })).toMatchObject({ error: -230 })
  ward.zalo.citizenWrites(ward.citizen, 'chào')
  expect(await cs({ text: 'x' })).toMatchObject({ error: 0 })
})

it('knows no Bearer, tells an unknown token from a dead one, and lets tokens die after 25 hours', async () => {
  const old = ward.zalo.world.tokens.access
  const bearer = { headers: { access_token: '', authorization: `Bearer ${old}` } }
  expect(await call('/v2.0/oa/getoa', bearer)).toMatchObject({ error: -216 })
  ward.zalo.world.tokens.rotate()
  expect(await call('/v2.0/oa/getoa', { headers: { access_token: old } })).toMatchObject({ error: -220 })
  ward.zalo.advance(90_001)
  expect(await call('/v2.0/oa/getoa')).toMatchObject({ error: -220 })
})

it('closes the app’s minute after so many calls and opens the next one', async () => {
  ward.zalo.set({}, { callsPerMinute: 2 })
  const errors = [await cs({ text: 'x' }), await cs({ text: 'x' }), await cs({ text: 'x' })].map(
    (answer) => answer.error
  )
  expect(errors).toEqual([0, 0, -32])
  ward.zalo.advance(60)
  expect(await cs({ text: 'x' })).toMatchObject({ error: 0 })
})

it('has shut down the ways of before 2026', async () => {
  for (const path of ['/v2.0/oa/message', '/v3.0/oa/message/transaction', '/v3.0/oa/message/promotion']) {
    expect(await call(path, { method: 'POST', body: '{}' })).toMatchObject({ error: -240 })
  }
})

it('brings a webhook again, unchanged and numbered, until it is answered with 200', async () => {
  const door = await openDoor([500, 404])
  expect(await ward.zalo.citizenWrites(ward.citizen, 'chào').delivery).toEqual({ status: 200, attempts: 3 })
  expect(door.heard.map((one) => one.retry)).toEqual([undefined, '1', '2'])
  expect(new Set(door.heard.map((one) => one.body)).size).toBe(1)
  door.close()
})

it('turns the webhook off at the end of the ladder, until a human turns it on', async () => {
  const door = await openDoor([500, 500, 500, 500, 500, 500])
  expect(await ward.zalo.citizenWrites(ward.citizen, 'chào').delivery).toEqual({ status: 500, attempts: 6 })
  expect(await ward.zalo.citizenWrites(ward.citizen, 'chào').delivery).toBeNull()
  ward.zalo.webhooks.enable()
  expect(await ward.zalo.citizenWrites(ward.citizen, 'chào').delivery).toEqual({ status: 200, attempts: 1 })
  door.close()
})

it('writes its JSON so that only the raw bytes can be verified', () => {
  const body = new TextDecoder().decode(ward.zalo.citizenWrites(ward.citizen, 'chào').body)
  expect(JSON.stringify(JSON.parse(body))).not.toBe(body)
  expect(JSON.parse(body)).toHaveProperty('reorder_id')
})

it('stands in a process of its own, moved from afar', async () => {
  const far = await spawnStandIns()
  await far.zalo.tell('set', {}, { everyoneIsKnown: true })
  const body = JSON.stringify({ recipient: { user_id: '7' }, message: { text: 'chào' } })
  await fetch(`${far.zaloUrl}/v3.0/oa/message/cs`, { method: 'POST', headers: { access_token: far.accessToken }, body })
  expect(await far.zalo.sent('7')).toMatchObject([{ to: '7', text: 'chào' }])
  expect(await far.telegram.sent()).toEqual([])
  await expect(far.zalo.tell('fly')).rejects.toThrow('fly')
  await far.stop()
})
