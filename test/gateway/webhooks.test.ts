import { createHash } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { zaloAccountOf } from '../../src/channels/zalo/zalo-event.ts'
import { makeZaloChannel } from '../../src/channels/zalo/zalo-channel.ts'
import { makeInboundDesk } from '../../src/gateway/inbound-desk.ts'
import { makeTakeWebhook, registerWebhooks } from '../../src/gateway/webhooks.ts'
import { Bug } from '../../src/platform/bug.ts'
import { openPool } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { makeStoreInbound, type StoreInbound } from '../../src/ward/inbound/store-inbound.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

const appId = '360846524940903967'
const oaSecret = 'TEST_OA_SECRET'
const accountId = newId()

let at: TestDatabase
let pool: ReturnType<typeof openPool>
let ward: TestWard
let app: FastifyInstance
let woken: string[]
/** Set to make storing fail. */
let storeFails: boolean

beforeAll(async () => {
  at = await freshDatabase()
  pool = openPool(at.url, 2)
})
afterAll(async () => {
  await pool.end()
  await at.drop()
})

beforeEach(async () => {
  ward = await makeTestWard(at)
  woken = []
  storeFails = false
  app = fastify()
  const tokens = { read: async () => null, exclusively: () => Promise.reject(new Bug('no token is needed to read')) }
  const urls = { openapiUrl: 'http://127.0.0.1:1', oauthUrl: 'http://127.0.0.1:1', businessUrl: 'http://127.0.0.1:1' }
  const zalo = makeZaloChannel(
    { appId, appSecret: 'x', oaId: '388613280878808645', oaSecret, ...urls },
    { tokens, clock: ward.clock, onAlarm: () => {} }
  )
  const keep = makeStoreInbound(pool, at.seal, () => ward.clock.now())
  const store: StoreInbound = (...call) => (storeFails ? Promise.reject(new Error('database is away')) : keep(...call))
  const take = makeTakeWebhook({
    inbound: makeInboundDesk(store, async (wardId) => void woken.push(wardId), silentLog),
    findAccount: async (channel, reference) =>
      channel === 'zalo' && reference === appId ? { wardId: ward.wardId, accountId } : null,
    channelOf: async () => zalo,
    zaloAppOf: (request) => zaloAccountOf(request)?.appId ?? null,
  })
  registerWebhooks(app, take)
  await app.ready()
})

const bodyOf = (text: string, id = newId()) =>
  JSON.stringify({
    app_id: appId,
    sender: { id: '246845883529197922' },
    recipient: { id: '388613280878808645' },
    event_name: 'user_send_text',
    message: { text, msg_id: id },
    timestamp: '1791000000000',
  })
const macOf = (body: string) =>
  `mac=${createHash('sha256').update(`${appId}${body}1791000000000${oaSecret}`).digest('hex')}`
const post = (payload: string, mac = macOf(payload)) =>
  app.inject({
    method: 'POST',
    url: '/webhooks/zalo',
    payload,
    headers: { 'content-type': 'application/json', 'x-zevent-signature': mac },
  })
const stored = () => ward.run((work) => work.db.inbound.count())

describe('a webhook', () => {
  it('is stored before it is answered, and a worker is woken', async () => {
    const answer = await post(bodyOf('xin chào'))
    expect(answer.statusCode).toBe(200)
    expect(await stored()).toBe(1)
    expect(woken).toEqual([ward.wardId])
  })

  it('delivered ten times has one effect', async () => {
    const body = bodyOf('xin chào')
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)))
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await stored()).toBe(1)
  })

  it('keeps every one of many that come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => post(bodyOf(`tin ${n}`))))
    expect(answers.every((answer) => answer.statusCode === 200)).toBe(true)
    expect(await stored()).toBe(200)
  })

  it('with a wrong signature is refused and nothing is kept', async () => {
    expect((await post(bodyOf('x'), 'mac=00')).statusCode).toBe(401)
    expect(await stored()).toBe(0)
  })

  it('of an account nobody knows looks like a wrong signature', async () => {
    const body = bodyOf('x').replace(appId, '111')
    expect((await post(body)).statusCode).toBe(401)
  })

  it('over 256 KB is refused by its size', async () => {
    expect((await post(bodyOf('x'.repeat(300_000)))).statusCode).toBe(413)
  })

  it.each(['', 'not json', '[]', '{"app_id":5}', '\u0000\u0001'])(
    'that is no Zalo event (%j) is refused without harm',
    async (body) => {
      expect([400, 401]).toContain((await post(body)).statusCode)
      expect(await stored()).toBe(0)
    }
  )

  it('is not answered 200 when it could not be stored, so that the platform sends it again', async () => {
    storeFails = true
    const body = bodyOf('xin chào')
    expect((await post(body)).statusCode).toBe(500)
    storeFails = false
    expect((await post(body)).statusCode).toBe(200)
    expect(await stored()).toBe(1)
  })
})

describe('an address that has been seen before', () => {
  it('opens in each ward it wrote to, after thousands of others too', async () => {
    const other = await makeTestWard(at)
    const keep = makeStoreInbound(pool, at.seal, () => ward.clock.now())
    const arrive = (wardId: string, addresses: string[]) =>
      keep(
        wardId,
        addresses.map((address) => ({
          accountId,
          eventKey: newId(),
          address,
          at: ward.clock.now(),
          content: { kind: 'arrived' },
        }))
      )
    const crowd = Array.from({ length: 4_100 }, (_, n) => `9${n}`)
    for (const addresses of [['7001'], crowd, ['7001', '7001']]) await arrive(ward.wardId, addresses)
    await arrive(other.wardId, ['7001'])
    for (const [of, times] of [
      [ward, 3],
      [other, 1],
    ] as const) {
      const rows = await of.run(async (work) => {
        const found = await work.db.inbound.findMany({ where: { addressHash: work.seal.hash('address', '7001') } })
        return found.map((row) => work.seal.openText(row.address))
      })
      expect(rows).toEqual(Array(times).fill('7001'))
    }
  })
})
