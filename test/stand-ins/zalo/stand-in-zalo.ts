import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerControl } from '../control-desk.ts'
import { fairWeather, openPlatform, type Weather } from '../platform-server.ts'
import { makeZaloCitizens } from './zalo-citizens.ts'
import { consult, messageOf } from './zalo-message-desk.ts'
import { exchangeToken, grantPermission } from './zalo-oauth-desk.ts'
import { aboutTemplates, sendTemplateByPhone, sendTemplateByUid } from './zalo-template-desk.ts'
import { lookUp, quota, upload } from './zalo-user-desk.ts'
import { makeZaloWebhooks } from './zalo-webhooks.ts'
import { answerZalo, makeZaloWorld, type ZaloKnobs, type ZaloStandInSettings, type ZaloWorld } from './zalo-world.ts'

export type StandInZalo = Awaited<ReturnType<typeof startStandInZalo>>

/** Zalo on localhost: OAuth, OpenAPI and business host on one port, refusing what the real ones refuse. */
export async function startStandInZalo(settings: ZaloStandInSettings = {}) {
  const world = makeZaloWorld(settings)
  const webhooks = makeZaloWebhooks(world)
  const citizens = makeZaloCitizens(world, webhooks.emit)
  world.onAccepted = (message) => {
    if (!world.knobs.echoes) return
    citizens.echo(message.to, message.text, message.providerId)
    citizens.received(message.to, message.providerId)
  }
  const controls = {
    set: (weather: Partial<Weather>, knobs: Partial<ZaloKnobs> = {}) => {
      Object.assign(world.weather, weather)
      Object.assign(world.knobs, knobs)
    },
    /** Moves the platform's clock, as days that pass. */
    advance: (seconds: number) => void (world.clock.aheadMs += seconds * 1000),
    setWebhook: (url: string) => void (world.webhookUrl = url),
    /** What was accepted, in order: the judge. */
    sent: (to?: string) => (to === undefined ? world.sent : world.sent.filter((one) => one.to === to)),
    countSent: () => world.sent.length,
    forget: () => {
      world.sent.length = 0
      world.requests.length = 0
      Object.assign(world.weather, fairWeather, { keepTexts: world.weather.keepTexts })
    },
  }
  const platform = await openPlatform(
    (request, body, response) => {
      if (request.url!.startsWith('/_control/'))
        return void answerControl(request, body, response, { ...controls, ...citizens })
      serve(world, request, body, response)
    },
    world.weather,
    settings.port
  )
  world.url = platform.url
  const close = () => (webhooks.close(), platform.close())
  return { ...platform, close, world, webhooks, ...controls, ...citizens }
}

function serve(world: ZaloWorld, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const asked = request.url!
  const end = asked.indexOf('?')
  const path = end < 0 ? asked : asked.slice(0, end)
  log(world, path)
  if (path === '/v4/oa/access_token') return void exchangeToken(world, request, body, response)
  if (path === '/v4/oa/permission') return void grantPermission(world, request, response)
  if (path.startsWith('/media/')) return void showMedia(world, path.slice(7), response)
  const business = path.startsWith('/message/') || path.startsWith('/template/')
  const error = admissionError(world, request)
  if (error !== 0) {
    if (business && error !== -32) return void answerZalo(world, response, -124, 'Access token invalid')
    return void answerZalo(world, response, error, messageOf(error))
  }
  if (request.method === 'POST') return void post(world, path, request, body, response)
  const query = new URLSearchParams(end < 0 ? '' : asked.slice(end + 1))
  if (business && aboutTemplates(world, path, query, response)) return
  lookUp(world, path, query, response)
}

function post(world: ZaloWorld, path: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  if (path === '/v3.0/oa/message/cs') return void consult(world, body, response)
  if (path === '/v3.0/oa/message/template') return void sendTemplateByUid(world, body, response)
  if (path === '/message/template') return void sendTemplateByPhone(world, body, response, false)
  if (path === '/message/template/hashphone') return void sendTemplateByPhone(world, body, response, true)
  if (path === '/v3.0/oa/quota/message') return void quota(world, body, response)
  if (path.startsWith('/v2.0/oa/upload/')) return void upload(world, request, body, response, path.slice(16))
  // Transaction, promotion and v2 one-to-one sends ended in 2026.
  if (path === '/v2.0/oa/message' || /^\/v3\.0\/oa\/message\/(transaction|promotion)$/.test(path)) {
    return void answerZalo(world, response, -240, messageOf(-240))
  }
  answerZalo(world, response, -201, 'path is invalid!')
}

function admissionError(world: ZaloWorld, request: IncomingMessage): number {
  const token = request.headers['access_token']
  if (typeof token !== 'string') return -216
  if (token !== world.tokens.access) return world.tokens.retired.has(token) ? -220 : -216
  if (world.tokens.expiresAt <= world.now()) return -220
  if (world.knobs.requireSecretProof) {
    const proof = createHmac('sha256', world.appSecret).update(token).digest('hex')
    if (request.headers['appsecret_proof'] !== proof) return -242
  }
  return overLimit(world) ? -32 : 0
}

function overLimit(world: ZaloWorld): boolean {
  if (world.weather.tooMany > 0) return (world.weather.tooMany--, true)
  if (world.knobs.callsPerMinute === 0) return false
  const minute = world.now() - (world.now() % 60_000)
  if (world.window.startedAt !== minute) world.window = { startedAt: minute, used: 0 }
  return ++world.window.used > world.knobs.callsPerMinute
}

function showMedia(world: ZaloWorld, id: string, response: ServerResponse): void {
  const media = world.media.get(id)
  if (!media) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': media.mime, 'content-length': media.bytes.byteLength }).end(media.bytes)
}

function log(world: ZaloWorld, path: string): void {
  if (world.requests.length >= 10_000) world.requests.splice(0, 5000)
  world.requests.push({ at: world.now(), path })
}
