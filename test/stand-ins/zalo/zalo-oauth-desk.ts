import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from '../platform-server.ts'
import type { ZaloWorld } from './zalo-world.ts'

const names: Record<number, string> = {
  [-14002]: 'Invalid app id.',
  [-14003]: 'Invalid redirect uri.',
  [-14004]: 'Invalid secret key.',
  [-14005]: 'Invalid authorization code.',
  [-14014]: 'Invalid refresh token.',
  [-14018]: 'Invalid grant type.',
}

/** The consent page of the OA's admin, who always agrees: redirects with a code that lives ten minutes. */
export function grantPermission(world: ZaloWorld, request: IncomingMessage, response: ServerResponse): void {
  const asked = new URL(request.url ?? '/', world.url).searchParams
  const back = asked.get('redirect_uri')
  if (asked.get('app_id') !== world.appId) return void refuse(world, response, -14002)
  if (!back) return void refuse(world, response, -14003)
  const code = randomBytes(16).toString('base64url')
  world.codes.set(code, { challenge: asked.get('code_challenge'), until: world.now() + 600_000 })
  const target = new URL(back)
  target.searchParams.set('code', code)
  target.searchParams.set('oa_id', world.oaId)
  const state = asked.get('state')
  if (state !== null) target.searchParams.set('state', state)
  response.writeHead(302, { location: target.toString() }).end()
}

/** Codes and refresh tokens for pairs; a refresh token works once, errors come with HTTP 200. */
export function exchangeToken(
  world: ZaloWorld,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse
): void {
  const form = new URLSearchParams(body.toString('utf8'))
  const error = whatIsWrong(world, request, form)
  const answer = () => {
    if (error !== 0) return void refuse(world, response, error)
    world.tokens.rotate()
    if (world.knobs.oauthLoseNext > 0) {
      world.knobs.oauthLoseNext--
      return void response.socket?.destroy()
    }
    const { access, refresh } = world.tokens
    const pair = { access_token: access, expires_in: '90000' }
    answerJson(response, world.knobs.oauthOmitsRefreshToken ? pair : { ...pair, refresh_token: refresh })
    if (world.knobs.oauthOmitsRefreshToken) keepOldRefresh(world, form)
  }
  if (world.knobs.oauthDelayMs > 0) setTimeout(answer, world.knobs.oauthDelayMs)
  else answer()
}

function keepOldRefresh(world: ZaloWorld, form: URLSearchParams): void {
  const old = form.get('refresh_token')
  if (!old) return
  world.tokens.retired.delete(old)
  world.tokens.refresh = old
}

function whatIsWrong(world: ZaloWorld, request: IncomingMessage, form: URLSearchParams): number {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return -14018
  if (request.headers['secret_key'] !== world.appSecret) return -14004
  if (form.get('app_id') !== world.appId) return -14002
  if (form.get('grant_type') === 'refresh_token') {
    return form.get('refresh_token') === world.tokens.refresh ? 0 : -14014
  }
  return form.get('grant_type') === 'authorization_code' ? codeError(world, form) : -14018
}

function codeError(world: ZaloWorld, form: URLSearchParams): number {
  const code = world.codes.get(form.get('code') ?? '')
  world.codes.delete(form.get('code') ?? '')
  if (!code || code.until < world.now()) return -14005
  if (code.challenge === null) return 0
  const answer = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  return answer === code.challenge ? 0 : -14005
}

function refuse(world: ZaloWorld, response: ServerResponse, error: number): void {
  const named = { error_name: names[error], error_reason: '', error_description: names[error] }
  answerJson(response, world.knobs.oauthErrorWithoutNumber ? named : { error, ...named })
}
