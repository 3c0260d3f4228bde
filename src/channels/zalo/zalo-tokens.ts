import { createHash } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import type { ZaloHttp } from './zalo-http.ts'
import { renewZaloToken, type ZaloApp, type ZaloGrant } from './zalo-oauth.ts'

export type ZaloToken = { accessToken: string; refreshToken: string; expiresAt: Date; rotatedAt: Date }

/** Where the account's one pair of tokens is kept. All processes of a deployment share it. */
export interface ZaloTokenStore {
  /** The pair as kept now; null when the OA has not consented yet. */
  read(): Promise<ZaloToken | null>
  /**
   * Runs `rotate` while no other process can (held longer than the HTTP timeout); gives it the newest pair; keeps what
   * it returns before anyone else reads, and only then resolves to it.
   */
  exclusively(rotate: (current: ZaloToken) => Promise<ZaloToken | 'unchanged'>): Promise<ZaloToken>
}

/** What a human should know about the account. None of it names a person or shows a token. */
export type ZaloAlarm =
  /** The refresh token is dead: an OA admin must consent again. */
  | { what: 'consent_needed' }
  /** Zalo refuses the app's id or secret, or the OA itself: see the code in Zalo's table. */
  | { what: 'account_refused'; code: number | null }
  /** A renewal came without a new refresh token; the old one is kept. */
  | { what: 'refresh_token_missing' }
  /** Buttons are not accepted on this OA: numbered text is used from now on. */
  | { what: 'buttons_refused' }

export type ZaloTokenDeps = { store: ZaloTokenStore; http: ZaloHttp; clock: Clock; onAlarm: (alarm: ZaloAlarm) => void }

/** A token to use, or why there is none: `account` needs a human, `later` time. */
export type ZaloAccess = { kind: 'token'; accessToken: string } | { kind: 'none'; why: 'account' | 'later' }

export type ZaloTokens = {
  /** The token to send with. */
  current(): Promise<ZaloAccess>
  /** The token to try once more with, after Zalo refused `used` (-216, -220), whatever its expiry said. */
  replace(used: string): Promise<ZaloAccess>
}

const hour = 3_600_000
const retryAfterMs = 5 * 60_000

/** Twelve to twenty hours of the token's twenty-five, different for each account so that a province does not renew at once. */
function renewalAgeMs(app: ZaloApp, account: string): number {
  const spread = createHash('sha256').update(`${app.appId}:${account}`).digest().readUInt32BE() / 0xffff_ffff
  return (12 + 8 * spread) * hour
}

export function makeZaloTokens(app: ZaloApp, account: string, deps: ZaloTokenDeps): ZaloTokens {
  const { store, clock } = deps
  const age = renewalAgeMs(app, account)
  let held: ZaloToken | null = null
  let renewing: Promise<ZaloAccess> | null = null
  /** The refresh token that Zalo called dead: it is never tried again. */
  let dead: string | null = null
  let restUntil = 0

  const isDue = (token: ZaloToken, now: number) =>
    now - token.rotatedAt.getTime() >= age || token.expiresAt.getTime() - now < hour

  const renewOnce = (used: string | null) => {
    renewing ??= renew(used).finally(() => (renewing = null))
    return renewing
  }

  async function renew(used: string | null): Promise<ZaloAccess> {
    const troubles: ZaloAccess[] = []
    const newest = await store.exclusively(async (current) => {
      const replaced = used !== null && current.accessToken !== used
      if (replaced || (used === null && !isDue(current, clock.now().getTime()))) return 'unchanged'
      if (current.refreshToken === dead) {
        troubles.push({ kind: 'none', why: 'account' })
        return 'unchanged'
      }
      const result = await renewZaloToken(deps.http, app, current.refreshToken)
      if (result.kind === 'granted') return asToken(result, current)
      troubles.push(judge(result, current))
      return 'unchanged'
    })
    held = newest
    return troubles[0] ?? { kind: 'token', accessToken: newest.accessToken }
  }

  function asToken(granted: Extract<ZaloGrant, { kind: 'granted' }>, current: ZaloToken): ZaloToken {
    if (granted.refreshToken === null) deps.onAlarm({ what: 'refresh_token_missing' })
    const now = clock.now()
    return {
      accessToken: granted.accessToken,
      refreshToken: granted.refreshToken ?? current.refreshToken,
      expiresAt: new Date(now.getTime() + granted.lifeSeconds * 1000),
      rotatedAt: now,
    }
  }

  function judge(result: Exclude<ZaloGrant, { kind: 'granted' }>, current: ZaloToken): ZaloAccess {
    restUntil = clock.now().getTime() + (result.kind === 'denied' ? retryAfterMs : 15_000)
    if (result.kind === 'no_answer') return { kind: 'none', why: 'later' }
    if (!result.terminal) {
      // one bad answer of the place that renews is no reason to give anybody up; a person looks meanwhile
      deps.onAlarm({ what: 'account_refused', code: result.code })
      return { kind: 'none', why: 'later' }
    }
    dead = current.refreshToken
    deps.onAlarm({ what: 'consent_needed' })
    return { kind: 'none', why: 'account' }
  }

  async function load(): Promise<ZaloToken | null> {
    held ??= await store.read()
    return held
  }

  function neverGranted(): ZaloAccess {
    if (dead === null) deps.onAlarm({ what: 'consent_needed' })
    dead ??= ''
    return { kind: 'none', why: 'account' }
  }

  /** After a failure no renewal for a while, unless someone else has put a new pair into the store meanwhile. */
  async function isResting(used: string): Promise<boolean> {
    if (clock.now().getTime() >= restUntil && dead === null) return false
    const kept = await store.read()
    if (!kept || kept.accessToken !== used) return false
    return clock.now().getTime() < restUntil || kept.refreshToken === dead
  }

  return {
    async current() {
      const token = held ?? (await load())
      if (!token) return neverGranted()
      const now = clock.now().getTime()
      if (!isDue(token, now) || now < restUntil || token.refreshToken === dead) return usable(token)
      const access = await renewOnce(null)
      // The old token still works where Zalo was only away or refused the renewal before it ran out.
      return access.kind === 'none' && held && held.expiresAt.getTime() > now ? usable(held) : access
    },
    async replace(used) {
      const underWay = renewing ? await renewing : null
      if (underWay?.kind === 'token' && underWay.accessToken !== used) return underWay
      if (await isResting(used)) return { kind: 'none', why: dead === null ? 'later' : 'account' }
      return renewOnce(used)
    },
  }
}

const usable = (token: ZaloToken): ZaloAccess => ({ kind: 'token', accessToken: token.accessToken })
