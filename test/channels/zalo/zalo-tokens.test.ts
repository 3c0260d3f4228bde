import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchangeZaloCode, pkceChallenge, zaloConsentUrl } from '../../../src/channels/zalo/zalo-oauth.ts'
import { secretProof } from '../../../src/channels/zalo/zalo-client.ts'
import { openZalo, tokenOf } from '../../support/open-zalo.ts'

let ward: Awaited<ReturnType<typeof openZalo>>
beforeEach(async () => {
  ward = await openZalo()
})
afterEach(() => ward.close())

const hour = 3600
const say = (channel = ward.channel) => channel.send(ward.citizen, { text: 'Dạ phường nghe ạ.' })
const asked = (path: string) => ward.zalo.world.requests.filter((request) => request.path === path).length
const renewals = () => asked('/v4/oa/access_token')
/** The token was revoked at Zalo although its expiry lies ahead. */
const revoke = () => {
  ward.zalo.world.tokens.retired.add(ward.zalo.world.tokens.access)
  ward.zalo.world.tokens.access = 'another'
}
const days = (count: number) => {
  ward.clock.forward(count * 24 * hour)
  ward.zalo.world.users.get(ward.citizen)!.lastInteractionAt = ward.clock.now().getTime()
}

describe('a token in good health', () => {
  it('is used for eleven hours without a renewal and renewed once before twenty-one', async () => {
    ward.clock.forward(11 * hour)
    await say()
    expect(renewals()).toBe(0)
    ward.clock.forward(10 * hour)
    expect(await Promise.all([say(), say(), say()])).toMatchObject([
      { kind: 'sent' },
      { kind: 'sent' },
      { kind: 'sent' },
    ])
    expect(renewals()).toBe(1)
    expect(ward.store.kept).toHaveLength(1)
  })

  it('is kept before it is used', async () => {
    ward.clock.forward(21 * hour)
    const order: string[] = []
    const { exclusively } = ward.store
    ward.store.exclusively = async (rotate) => {
      const kept = await exclusively(rotate)
      order.push(`kept, ${ward.zalo.sent().length} sent`)
      return kept
    }
    await say()
    expect(order).toEqual(['kept, 0 sent'])
    expect(ward.zalo.sent()).toHaveLength(1)
  })

  it('is not lost when Zalo’s answer has no new refresh token', async () => {
    ward.zalo.set({}, { oauthOmitsRefreshToken: true })
    const before = await ward.store.read()
    ward.clock.forward(21 * hour)
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect((await ward.store.read())!.refreshToken).toBe(before!.refreshToken)
    expect(ward.alarms).toEqual([{ what: 'refresh_token_missing' }])
  })

  it('is still used while the place that renews it is away', async () => {
    ward.clock.forward(21 * hour)
    ward.zalo.world.appSecret = 'changed in the console'
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect(ward.alarms).toEqual([{ what: 'account_refused', code: -14004 }])
    await say()
    expect(renewals()).toBe(1)
  })
})

it('that cannot be renewed because of one odd answer is waited for: nobody is given up', async () => {
  ward.zalo.world.appSecret = 'changed in the console'
  revoke()
  expect([await say(), await say()]).toMatchObject([{ kind: 'try_later' }, { kind: 'try_later' }])
  expect(ward.alarms).toEqual([{ what: 'account_refused', code: -14004 }])
})

describe('a token that Zalo refuses', () => {
  it('is renewed at once, whatever its expiry said, and the message goes out once', async () => {
    revoke()
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect(ward.zalo.sent()).toHaveLength(1)
    expect(renewals()).toBe(1)
  })

  it('is renewed once though forty messages find it dead together', async () => {
    await say()
    revoke()
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => say()))
    expect(outcomes.every((outcome) => outcome.kind === 'sent')).toBe(true)
    expect(renewals()).toBe(1)
  })

  it('is renewed once by two processes that race for it', async () => {
    const other = ward.anotherProcess()
    await say(other)
    ward.zalo.set({}, { oauthDelayMs: 20 })
    revoke()
    expect(await Promise.all([say(), say(other)])).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }])
    expect(renewals()).toBe(1)
    expect(ward.alarms).toEqual([])
  })

  it('is replaced by the one another process has kept meanwhile, without a renewal', async () => {
    await say()
    ward.zalo.world.tokens.rotate()
    ward.store.put(tokenOf(ward.zalo.world.tokens.access, ward.zalo.world.tokens.refresh, ward.clock.now()))
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect(renewals()).toBe(0)
  })
})

describe('a refresh token that is dead', () => {
  it('after an answer lost between Zalo and our store raises the alarm and is not tried in a loop', async () => {
    ward.zalo.set({}, { oauthLoseNext: 1 })
    ward.clock.forward(21 * hour)
    expect(await say()).toMatchObject({ kind: 'try_later' })
    for (let minute = 0; minute < 30; minute++) {
      ward.clock.forward(60)
      expect(await say()).toEqual({ kind: 'refused', why: 'account' })
    }
    expect(ward.alarms).toEqual([{ what: 'consent_needed' }])
    expect(renewals()).toBe(2)
    expect(ward.zalo.sent()).toEqual([])
  })

  it('is recognised when Zalo gives the error a name and no number, and the kept pair is not overwritten', async () => {
    const before = await ward.store.read()
    ward.zalo.set({}, { oauthErrorWithoutNumber: true })
    ward.zalo.world.tokens.rotate()
    expect(await say()).toEqual({ kind: 'refused', why: 'account' })
    expect(ward.alarms).toEqual([{ what: 'consent_needed' }])
    expect(await ward.store.read()).toEqual(before)
  })

  it('is forgotten as soon as the OA has consented again', async () => {
    ward.zalo.world.tokens.rotate()
    ward.zalo.world.tokens.rotate()
    expect(await say()).toEqual({ kind: 'refused', why: 'account' })
    ward.store.put(tokenOf(ward.zalo.world.tokens.access, ward.zalo.world.tokens.refresh, ward.clock.now()))
    expect(await say()).toMatchObject({ kind: 'sent' })
    days(1)
    expect(await say()).toMatchObject({ kind: 'sent' })
  })
})

describe('consent', () => {
  it('ends in a pair of tokens, and its code works once', async () => {
    const { settings, http } = ward
    const challenge = pkceChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
    expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    const url = zaloConsentUrl(settings, { redirectUrl: 'https://cam-binh.example/zalo', challenge, state: 's1' })
    const agreed = await fetch(url, { redirect: 'manual' })
    const back = new URL(agreed.headers.get('location')!).searchParams
    expect([back.get('oa_id'), back.get('state')]).toEqual([settings.oaId, 's1'])
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const exchange = () => exchangeZaloCode(http, settings, back.get('code')!, verifier)
    expect(await exchange()).toMatchObject({ kind: 'granted', lifeSeconds: 90_000 })
    expect(await exchange()).toMatchObject({ kind: 'denied', code: -14005 })
  })

  it('that was never given is an alarm, told once', async () => {
    const never = await openZalo()
    never.store.put(null as never)
    const say = () => never.channel.send(never.citizen, { text: 'chào' })
    expect([await say(), await say()]).toEqual([
      { kind: 'refused', why: 'account' },
      { kind: 'refused', why: 'account' },
    ])
    expect(never.alarms).toEqual([{ what: 'consent_needed' }])
    await never.close()
  })
})

it('the proof of the app’s secret is Zalo’s own example, and is sent where the console asks for it', async () => {
  expect(secretProof('appSecretKey', 'accessToken')).toBe(
    '0584869ec908cfecf20763760e69c4baca98ac64aaeb6a938f47ca758dfe779f'
  )
  const strict = await openZalo({ secretProof: true })
  strict.zalo.set({}, { requireSecretProof: true })
  expect(await strict.channel.send(strict.citizen, { text: 'chào' })).toMatchObject({ kind: 'sent' })
  ward.zalo.set({}, { requireSecretProof: true })
  expect(await say()).toEqual({ kind: 'refused', why: 'account' })
  await strict.close()
})
