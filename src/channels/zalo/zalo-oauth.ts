import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ZaloHttp } from './zalo-http.ts'

export type ZaloApp = { appId: string; appSecret: string; oauthUrl: string }

/** What the OAuth host said. `terminal`: the same request can never succeed, a human must act. */
export type ZaloGrant =
  | { kind: 'granted'; accessToken: string; refreshToken: string | null; lifeSeconds: number }
  | { kind: 'denied'; code: number | null; terminal: boolean }
  | { kind: 'no_answer'; left: boolean }

const grant = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional().catch(undefined),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
})
const denial = z.object({
  error: z.coerce.number().optional().catch(undefined),
  error_name: z.string().optional().catch(undefined),
})

/** The address where the OA's admin consents. `challenge` of PKCE where the app's console does not fix one. */
export function zaloConsentUrl(
  app: ZaloApp,
  wanted: { redirectUrl: string; challenge?: string; state: string }
): string {
  const url = new URL('/v4/oa/permission', app.oauthUrl)
  url.searchParams.set('app_id', app.appId)
  url.searchParams.set('redirect_uri', wanted.redirectUrl)
  if (wanted.challenge) url.searchParams.set('code_challenge', wanted.challenge)
  url.searchParams.set('state', wanted.state)
  return url.toString()
}

/** PKCE S256, as Zalo implies without saying so. */
export const pkceChallenge = (verifier: string): string =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url')

/** The code of a consent (single use, ten minutes) for the first pair. */
export function exchangeZaloCode(http: ZaloHttp, app: ZaloApp, code: string, verifier?: string): Promise<ZaloGrant> {
  return ask(http, app, { grant_type: 'authorization_code', code, ...(verifier ? { code_verifier: verifier } : {}) })
}

/** A refresh token (single use) for the next pair: both old tokens die the instant this is granted. */
export function renewZaloToken(http: ZaloHttp, app: ZaloApp, refreshToken: string): Promise<ZaloGrant> {
  return ask(http, app, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

async function ask(http: ZaloHttp, app: ZaloApp, fields: Record<string, string>): Promise<ZaloGrant> {
  const { origin, pathname } = new URL('/v4/oa/access_token', app.oauthUrl)
  const answer = await http.call({
    origin,
    path: pathname,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: app.appSecret },
    body: new URLSearchParams({ app_id: app.appId, ...fields }).toString(),
  })
  if (answer.kind !== 'answered') return { kind: 'no_answer', left: answer.kind === 'lost' }
  return read(answer.body)
}

/** Errors come with HTTP 200 and sometimes without a number: granted is what carries an access token, nothing else. */
function read(body: string): ZaloGrant {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { kind: 'no_answer', left: true }
  }
  const granted = grant.safeParse(json)
  if (granted.success) {
    const { access_token, refresh_token, expires_in } = granted.data
    return {
      kind: 'granted',
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      lifeSeconds: expires_in ?? 90_000,
    }
  }
  const denied = denial.safeParse(json)
  const { error, error_name: name } = denied.success ? denied.data : {}
  const terminal = error === -14014 || (error === undefined && /refresh.?token/i.test(name ?? ''))
  return { kind: 'denied', code: error ?? null, terminal }
}
