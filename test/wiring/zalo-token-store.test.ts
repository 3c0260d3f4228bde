import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeZaloChannel } from '../../src/channels/zalo/zalo-channel.ts'
import type { ZaloAlarm } from '../../src/channels/zalo/zalo-tokens.ts'
import { openDatabase, type Database } from '../../src/platform/database.ts'
import { keepChannelAccount } from '../../src/ward/channel-account/keep-channel-account.ts'
import { makeTransact, type Transact } from '../../src/ward/work.ts'
import { keepFirstToken, makeZaloTokenStore } from '../../src/wiring/zalo-token-store.ts'
import { startStandInZalo, type StandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let another: Database
let ward: TestWard
let zalo: StandInZalo
let accountId: string
let user: string
let alarms: ZaloAlarm[]

beforeAll(async () => {
  at = await freshDatabase()
  another = openDatabase(at.url, 4)
})
afterAll(async () => {
  await another.$disconnect()
  await at.drop()
})
beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set(new Date())
  zalo = await startStandInZalo({ now: () => ward.clock.now().getTime() })
  alarms = []
  user = zalo.addUser({ lastInteractionAt: ward.clock.now().getTime() }).id
  const never = new Date(0)
  accountId = await ward.run(async (work) => {
    const settings = { appSecret: zalo.world.appSecret, oaId: zalo.world.oaId, oaSecret: zalo.world.oaSecret }
    const { id } = await keepChannelAccount(work, at.seal, { channel: 'zalo', reference: zalo.world.appId, settings })
    await keepFirstToken(work, id, {
      accessToken: '',
      refreshToken: zalo.world.tokens.refresh,
      expiresAt: never,
      rotatedAt: never,
    })
    return id
  })
})
afterEach(() => zalo.close())

/** The channel as one process has it. */
function processOn(
  database: Database,
  transact: Transact = makeTransact(database, at.seal, ward.clock, async () => {})
) {
  const { appId, appSecret, oaId, oaSecret, url } = zalo.world
  const urls = { openapiUrl: url, oauthUrl: url, businessUrl: url }
  const tokens = makeZaloTokenStore(transact, ward.wardId, accountId)
  return makeZaloChannel(
    { appId, appSecret, oaId, oaSecret, ...urls },
    { tokens, clock: ward.clock, onAlarm: (alarm) => void alarms.push(alarm) }
  )
}

const hello = { text: 'Xin chào ông/bà' }
const kept = () => ward.run((work) => work.db.channelToken.findFirstOrThrow({ where: { accountId } }))

describe("the OA's one pair of tokens", () => {
  it('is made from the refresh token alone at the first send', async () => {
    const channel = processOn(at.database)
    expect(await channel.send(user, hello)).toMatchObject({ kind: 'sent' })
    expect(zalo.world.tokens.rotations).toBe(1)
    await channel.close()
  })

  it('is renewed once when two processes need it at the same moment', async () => {
    zalo.set({}, { oauthDelayMs: 60 })
    const processes = [processOn(at.database), processOn(another)]
    const outcomes = await Promise.all(
      processes.flatMap((channel) => [channel.send(user, hello), channel.send(user, hello)])
    )
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(zalo.world.tokens.rotations).toBe(1)
    for (const channel of processes) await channel.close()
  })

  it('is kept sealed and stored before it is used', async () => {
    const channel = processOn(at.database)
    await channel.send(user, hello)
    const row = await kept()
    expect(Buffer.from(row.pair).includes(zalo.world.tokens.access)).toBe(false)
    expect(at.seal.openJson(ward.wardId, row.pair)).toEqual({
      accessToken: zalo.world.tokens.access,
      refreshToken: zalo.world.tokens.refresh,
    })
    await channel.close()
  })

  it('is never overwritten by an error that came with HTTP 200', async () => {
    const channel = processOn(at.database)
    await channel.send(user, hello)
    const before = await kept()
    zalo.set({}, { oauthErrorWithoutNumber: true })
    zalo.world.tokens.rotate() // somebody renewed outside: both our tokens are dead
    expect(await channel.send(user, hello)).toMatchObject({ kind: 'refused', why: 'account' })
    expect(Buffer.from((await kept()).pair)).toEqual(Buffer.from(before.pair))
    await channel.close()
  })

  it('is lost when we die between answer and store: one alarm calls a person, nothing is tried in a circle', async () => {
    const dies: Transact = async (wardId, actor, useCase) =>
      ward.transact(wardId, actor, async (work) => {
        const value = await useCase(work)
        if (zalo.world.tokens.rotations > 0) throw new Error('killed before the commit')
        return value
      })
    const dying = processOn(at.database, dies)
    await dying.send(user, hello).catch(() => 'dead')
    expect(zalo.world.tokens.rotations).toBe(1)
    const next = processOn(at.database)
    expect(await next.send(user, hello)).toMatchObject({ kind: 'refused', why: 'account' })
    expect(alarms.filter((alarm) => alarm.what === 'consent_needed')).toHaveLength(1)
    const asked = zalo.world.requests.filter((request) => request.path === '/v4/oa/access_token').length
    await next.send(user, hello)
    expect(zalo.world.requests.filter((request) => request.path === '/v4/oa/access_token')).toHaveLength(asked)
    for (const channel of [dying, next]) await channel.close()
  })
})
