import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ZaloHttp, ZaloHttpRequest } from './zalo-http.ts'
import type { ZaloAccess, ZaloTokens } from './zalo-tokens.ts'

/** An answer of the OA API or of the business host. `garbled`: something answered that is not Zalo. */
export type ZaloReply<T> =
  | { kind: 'ok'; data: T }
  | { kind: 'refused'; code: number; message: string }
  | { kind: 'garbled'; status: number }
  | { kind: 'not_sent' }
  | { kind: 'lost'; why: string }
  | { kind: 'no_token'; why: 'account' | 'later' }

export type ZaloFailure = Exclude<ZaloReply<never>, { kind: 'ok' }>

/** What `X-RateLimit-*` said: calls per minute of the app, and how many are left of this minute. */
export type ZaloRate = { limit: number; remain: number }

export type ZaloClientDeps = {
  http: ZaloHttp
  tokens: ZaloTokens
  openapiUrl: string
  businessUrl: string
  /** Given: each call carries `appsecret_proof`, for apps whose console asks for it. */
  proofSecret?: string
  onRate?: (rate: ZaloRate) => void
}

const envelope = z.object({ error: z.number(), message: z.string().catch(''), data: z.unknown().optional() })
const sentMessage = z.object({ message_id: z.string().min(1) })
const sentTemplate = z.object({ msg_id: z.string().min(1) })
const uploaded = z.object({ attachment_id: z.string().min(1) })
const official = z.object({
  name: z.string().catch(''),
  is_verified: z.boolean().catch(false),
  package_name: z.string().catch(''),
})
const person = z.object({
  user_id: z.string(),
  display_name: z.string().catch(''),
  user_is_follower: z.boolean().catch(false),
  shared_info: z
    .object({ phone: z.union([z.string(), z.number()]).transform(String).catch('') })
    .optional()
    .catch(undefined),
})
const people = z.object({ total: z.number().catch(0), users: z.array(z.object({ user_id: z.string() })) })

export type ZaloClient = ReturnType<typeof makeZaloClient>

/** A thin client of our own: the packages of this name speak dead versions of the API. */
export function makeZaloClient(deps: ZaloClientDeps) {
  const call = <T>(what: Call, shape: z.ZodType<T>) => callOnceOrTwice(deps, what, shape)
  const post = <T>(path: string, body: unknown, shape: z.ZodType<T>, signal?: AbortSignal) =>
    call({ host: 'openapi', method: 'POST', path, type: 'application/json', body: JSON.stringify(body), signal }, shape)
  const get = <T>(path: string, data: unknown, shape: z.ZodType<T>) =>
    call({ host: 'openapi', method: 'GET', path: `${path}?data=${encodeURIComponent(JSON.stringify(data))}` }, shape)

  return {
    /** "Tin Tư vấn": free within 48 hours of the citizen's last word, billed to seven days, refused after. */
    consult: (userId: string, message: Record<string, unknown>, signal?: AbortSignal) =>
      post('/v3.0/oa/message/cs', { recipient: { user_id: userId }, message }, sentMessage, signal),
    /** The same with the message's JSON made beforehand: one text for many. */
    consultPrepared: (userId: string, messageJson: string, signal?: AbortSignal) => {
      const body = `{"recipient":{"user_id":${JSON.stringify(userId)}},"message":${messageJson}}`
      const path = '/v3.0/oa/message/cs'
      return call({ host: 'openapi', method: 'POST', path, type: 'application/json', body, signal }, sentMessage)
    },
    /** An approved template by the user's id: past the window. */
    sendTemplate: (
      userId: string,
      templateId: string,
      values: Readonly<Record<string, string>>,
      signal?: AbortSignal
    ) =>
      post(
        '/v3.0/oa/message/template',
        { user_id: userId, template_id: templateId, template_data: values },
        sentMessage,
        signal
      ),
    /** An approved template by phone (84…); `trackingId` up to 48 characters comes back in the receipt. */
    sendTemplateByPhone: (
      phone: string,
      templateId: string,
      values: Readonly<Record<string, string>>,
      trackingId: string,
      signal?: AbortSignal
    ) => {
      const body = {
        phone: phone.replace(/^\+/, ''),
        template_id: templateId,
        template_data: values,
        tracking_id: trackingId,
      }
      const text = JSON.stringify(body)
      return call(
        { host: 'business', method: 'POST', path: '/message/template', type: 'application/json', body: text, signal },
        sentTemplate
      )
    },
    /** jpg or png up to 1 MB; the id lives seven days. */
    uploadImage: (bytes: Uint8Array, mime: string, signal?: AbortSignal) =>
      call(
        { host: 'openapi', method: 'POST', path: '/v2.0/oa/upload/image', ...asForm(bytes, mime), signal },
        uploaded
      ),
    findUser: (userId: string) => get('/v3.0/oa/user/detail', { user_id: userId }, person),
    /** At most 50 at a time, and none past offset 9951. */
    listUsers: (page: { offset: number; count: number; is_follower?: 'true' | 'false' }) =>
      get('/v3.0/oa/user/getlist', page, people),
    /** The OA itself: whether the account works. */
    findOfficialAccount: () => get('/v2.0/oa/getoa', {}, official),
  }
}

type Call = {
  host: 'openapi' | 'business'
  method: 'GET' | 'POST'
  path: string
  type?: string
  body?: string | Uint8Array
  signal?: AbortSignal
}

/** The OA host says -216 (invalid) or -220 (expired or removed), the business host -124. */
const isTokenRefusal = (host: Call['host'], code: number) =>
  host === 'business' ? code === -124 : code === -216 || code === -220

async function callOnceOrTwice<T>(deps: ZaloClientDeps, what: Call, shape: z.ZodType<T>): Promise<ZaloReply<T>> {
  const access = await deps.tokens.current()
  if (access.kind === 'none') return { kind: 'no_token', why: access.why }
  const first = await callWith(deps, what, access.accessToken, shape)
  if (first.kind !== 'refused' || !isTokenRefusal(what.host, first.code)) return first
  const next: ZaloAccess = await deps.tokens.replace(access.accessToken)
  if (next.kind === 'none') return { kind: 'no_token', why: next.why }
  return callWith(deps, what, next.accessToken, shape)
}

async function callWith<T>(
  deps: ZaloClientDeps,
  what: Call,
  accessToken: string,
  shape: z.ZodType<T>
): Promise<ZaloReply<T>> {
  const headers: Record<string, string> = { access_token: accessToken }
  if (what.type) headers['content-type'] = what.type
  if (deps.proofSecret) headers['appsecret_proof'] = secretProof(deps.proofSecret, accessToken)
  const origin = what.host === 'business' ? deps.businessUrl : deps.openapiUrl
  const request: ZaloHttpRequest = { origin, path: what.path, method: what.method, headers }
  if (what.body !== undefined) request.body = what.body
  if (what.signal) request.signal = what.signal
  const answer = await deps.http.call(request)
  if (answer.kind === 'not_sent') return { kind: 'not_sent' }
  if (answer.kind === 'lost') return { kind: 'lost', why: answer.why }
  tellRate(deps, answer.headers)
  return readReply(answer.status, answer.body, shape)
}

function readReply<T>(status: number, body: string, shape: z.ZodType<T>): ZaloReply<T> {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { kind: 'garbled', status }
  }
  const read = envelope.safeParse(json)
  if (!read.success) return { kind: 'garbled', status }
  if (read.data.error !== 0) return { kind: 'refused', code: read.data.error, message: read.data.message }
  const data = shape.safeParse(read.data.data)
  return data.success ? { kind: 'ok', data: data.data } : { kind: 'garbled', status }
}

function tellRate(deps: ZaloClientDeps, headers: Record<string, string | string[] | undefined>): void {
  const remain = Number(headers['x-ratelimit-remain'])
  const limit = Number(headers['x-ratelimit-limit'])
  if (deps.onRate && Number.isFinite(remain) && Number.isFinite(limit)) deps.onRate({ limit, remain })
}

/** A real HMAC here, unlike the webhook's signature. */
export function secretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex')
}

function asForm(bytes: Uint8Array, mime: string): { type: string; body: Uint8Array } {
  const boundary = `loa-${randomUUID()}`
  const file = mime === 'image/png' ? 'photo.png' : 'photo.jpg'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file}"\r\nContent-Type: ${mime}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}
