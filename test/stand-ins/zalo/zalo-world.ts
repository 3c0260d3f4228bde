import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { answerJson, fairWeather, repeatableChance, type Accepted, type Logged } from '../platform-server.ts'

export type ZaloStandInSettings = {
  port?: number
  appId?: string
  appSecret?: string
  oaId?: string
  oaSecret?: string
  oaName?: string
  /** Where webhooks are posted; absent: events are only handed back to the caller. */
  webhookUrl?: string
  /** Real seconds are multiplied by this on the retry ladder: 0.001 makes 30 s into 30 ms. */
  ladderScale?: number
  now?: () => number
}

export type ZaloKnobs = {
  buttons: 'accept' | 'refuse_201' | 'refuse_233'
  /** Every user id counts as someone who wrote just now: for benches with 100,000 invented people. */
  everyoneIsKnown: boolean
  /** Calls per minute for the app; 0 is no limit. */
  callsPerMinute: number
  /** The next cs answers carry these error codes. */
  refuseNext: number[]
  requireSecretProof: boolean
  /** ZBS by phone answers -133. */
  night: boolean
  oauthDelayMs: number
  /** So many coming token answers are lost after the rotation took place. */
  oauthLoseNext: number
  /** OAuth errors carry a name and no number, as seen in the field. */
  oauthErrorWithoutNumber: boolean
  oauthOmitsRefreshToken: boolean
  /** Citizens' texts arrive decomposed, as from some iPhones. */
  nfd: boolean
  /** Each webhook comes twice. */
  duplicates: boolean
  /** Our own sends come back as oa_send_* and later as receipts. */
  echoes: boolean
  retryOnNon200: boolean
}

export type ZaloUser = {
  id: string
  name: string
  phone?: string
  follows: boolean
  lastInteractionAt: number | null
  blocked: boolean
}

export type ZaloTemplate = {
  id: string
  params: Record<string, { required: boolean; maxLength: number }>
  byUid: boolean
  approved: boolean
}

export type ZaloWorld = ReturnType<typeof makeZaloWorld>

const hour = 3_600_000

function identity(settings: ZaloStandInSettings) {
  return {
    appId: settings.appId ?? '360846524940903967',
    appSecret: settings.appSecret ?? 'stand-in-app-secret',
    oaId: settings.oaId ?? '388613280878808645',
    oaSecret: settings.oaSecret ?? 'TEST_OA_SECRET',
    oaName: settings.oaName ?? 'UBND phường Cẩm Bình',
  }
}

const calmKnobs: ZaloKnobs = {
  buttons: 'accept',
  everyoneIsKnown: false,
  callsPerMinute: 4000,
  refuseNext: [],
  requireSecretProof: false,
  night: false,
  oauthDelayMs: 0,
  oauthLoseNext: 0,
  oauthErrorWithoutNumber: false,
  oauthOmitsRefreshToken: false,
  nfd: false,
  duplicates: false,
  echoes: false,
  retryOnNon200: true,
}

function makeTokens(now: () => number) {
  const mint = (kind: string) => `${kind}-${randomBytes(24).toString('base64url')}`
  return {
    access: mint('access'),
    refresh: mint('refresh'),
    expiresAt: now() + 25 * hour,
    retired: new Set<string>(),
    rotations: 0,
    /** Both old tokens die the instant the new pair is made. */
    rotate() {
      this.retired.add(this.access).add(this.refresh)
      this.access = mint('access')
      this.refresh = mint('refresh')
      this.expiresAt = now() + 25 * hour
      this.rotations++
    },
  }
}

/** What the stand-in Zalo knows: one app, one OA, its users, its tokens, and the log that judges. */
export function makeZaloWorld(settings: ZaloStandInSettings) {
  const clock = { aheadMs: 0 }
  const now = () => (settings.now ?? Date.now)() + clock.aheadMs
  let serial = 0
  const world = {
    ...identity(settings),
    url: '',
    webhookUrl: settings.webhookUrl,
    ladderScale: settings.ladderScale ?? 1,
    weather: { ...fairWeather },
    knobs: structuredClone(calmKnobs),
    clock,
    now,
    tokens: makeTokens(now),
    codes: new Map<string, { challenge: string | null; until: number }>(),
    users: new Map<string, ZaloUser>(),
    /** Phones without a Zalo account: ZBS answers -118. */
    phonesWithoutZalo: new Set<string>(),
    templates: new Map<string, ZaloTemplate>(),
    uploads: new Map<string, { kind: string; until: number; bytes: Uint8Array }>(),
    media: new Map<string, { bytes: Uint8Array; mime: string }>(),
    sent: [] as Accepted[],
    requests: [] as Logged[],
    window: { startedAt: 0, used: 0 },
    chance: repeatableChance(7),
    /** Told of each accepted message, to echo it back. */
    onAccepted: (_message: Accepted) => {},
    id: () => (++serial).toString(16).padStart(8, '0') + 'f0df7dba892e',
  }
  return world
}

/** Zalo says everything with HTTP 200; `error` tells. */
export function answerZalo(world: ZaloWorld, response: ServerResponse, error: number, message: string, data?: unknown) {
  const limit = world.knobs.callsPerMinute || 4000
  const remain = world.knobs.callsPerMinute ? Math.max(0, limit - world.window.used) : limit
  const body = data === undefined ? { error, message } : { data, error, message }
  answerJson(response, body, 200, { 'X-RateLimit-Limit': String(limit), 'X-RateLimit-Remain': String(remain) })
}

/** Keeps the message in the log; then answers, or cuts the line if the weather says so. */
export function accept(
  world: ZaloWorld,
  response: ServerResponse,
  message: Omit<Accepted, 'at' | 'lost'>,
  data: unknown
) {
  const { weather } = world
  const lost = weather.loseNext > 0 || (weather.loseShare > 0 && world.chance() < weather.loseShare)
  if (weather.loseNext > 0) weather.loseNext--
  const kept: Accepted = { ...message, text: weather.keepTexts ? message.text : '', at: world.now(), lost }
  world.sent.push(kept)
  world.onAccepted(kept)
  if (lost) response.socket?.destroy()
  else answerZalo(world, response, 0, 'Success', data)
}
