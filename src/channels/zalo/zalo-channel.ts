import type { Clock } from '../../platform/clock.ts'
import type { Channel, OutgoingMessage, RawRequest, ReadResult, SendOutcome } from '../channel.ts'
import { fetchPicture } from '../fetch-picture.ts'
import { makeZaloClient, type ZaloClient, type ZaloFailure, type ZaloRate } from './zalo-client.ts'
import { parseZaloEvent } from './zalo-event.ts'
import { makeZaloHttp, type ZaloHttp } from './zalo-http.ts'
import { zaloOutcome } from './zalo-outcome.ts'
import { prepareZalo } from './prepare-zalo.ts'
import { makeZaloSender } from './zalo-sender.ts'
import { zaloPartInWords, zaloParts } from './zalo-parts.ts'
import type { ZaloSettings } from './zalo-settings.ts'
import { isSignedByZalo } from './zalo-signature.ts'
import { makeZaloTokens, type ZaloAlarm, type ZaloTokenStore } from './zalo-tokens.ts'
import { translateZaloEvent } from './translate-zalo-event.ts'

export type ZaloDeps = {
  tokens: ZaloTokenStore
  clock: Clock
  onAlarm: (alarm: ZaloAlarm) => void
  onRate?: (rate: ZaloRate) => void
  /** Shared by all accounts of the process; its owner closes it. Absent: one of its own. */
  http?: ZaloHttp
  /** Connections for mass sending, so that a reply never waits behind a notice. Absent: the same. */
  bulkHttp?: ZaloHttp
  /** 0 to 1, spreads those who wait for the same minute. */
  chance?: () => number
}

/** Zalo also sends approved templates, which reach people past the seven-day window. */
export interface ZaloChannel extends Channel {
  readonly client: ZaloClient
  sendTemplate(address: string, template: ZaloTemplate, options?: { signal?: AbortSignal }): Promise<SendOutcome>
  /** To someone who never wrote: by phone (E.164), paid. `trackingId` (1 to 48 characters) comes back in the receipt. */
  sendTemplateToPhone(
    phone: string,
    template: ZaloTemplate & { trackingId: string },
    options?: { signal?: AbortSignal }
  ): Promise<SendOutcome>
}

export type ZaloTemplate = NonNullable<OutgoingMessage['template']>

/** One Official Account. */
export function makeZaloChannel(settings: ZaloSettings, deps: ZaloDeps): ZaloChannel {
  const http = deps.http ?? makeZaloHttp()
  const tokens = makeZaloTokens(settings, settings.oaId, {
    store: deps.tokens,
    http,
    clock: deps.clock,
    onAlarm: deps.onAlarm,
  })
  const { openapiUrl, businessUrl } = settings
  const proof = settings.secretProof ? { proofSecret: settings.appSecret } : {}
  const rate = deps.onRate ? { onRate: deps.onRate } : {}
  const client = makeZaloClient({ http, tokens, openapiUrl, businessUrl, ...proof, ...rate })
  const bulkClient = deps.bulkHttp
    ? makeZaloClient({ http: deps.bulkHttp, tokens, openapiUrl, businessUrl, ...proof, ...rate })
    : client
  const outcome = makeOutcome(deps)
  const sender = makeZaloSender(settings, { client, clock: deps.clock, onAlarm: deps.onAlarm, outcome })

  const sendTemplate: ZaloChannel['sendTemplate'] = async (address, { id, values }, options) => {
    const reply = await client.sendTemplate(address, id, values, options?.signal)
    return reply.kind === 'ok' ? { kind: 'sent', providerId: reply.data.message_id } : outcome(reply)
  }

  const send: ZaloChannel['send'] = async (address, message, options) => {
    const sent = await sender.send(address, message, options?.signal)
    const isClosed = sent.kind === 'refused' && sent.why === 'window_closed'
    return isClosed && message.template ? sendTemplate(address, message.template, options) : sent
  }

  return {
    name: 'zalo',
    client,
    read: (request) => readWebhook(settings, request, deps.clock.now()),
    send,
    prepare: (message) => prepareZalo(message, { client: bulkClient, shape: sender.shape, outcome, send }),
    async keepFresh() {
      await tokens.current()
    },
    sendTemplate,
    async sendTemplateToPhone(phone, { id, values, trackingId }, options) {
      const reply = await client.sendTemplateByPhone(phone, id, values, trackingId, options?.signal)
      return reply.kind === 'ok' ? { kind: 'sent', providerId: reply.data.msg_id } : outcome(reply, true)
    },
    preview: (message: OutgoingMessage) =>
      zaloParts(message, sender.shape())
        .map(zaloPartInWords)
        .filter((words) => words !== ''),
    fetchMedia: async (fetchKey) => (isPublicUrl(fetchKey, settings.openapiUrl) ? fetchPicture(fetchKey) : null),
    close: async () => (deps.http ? undefined : http.close()),
  }
}

function readWebhook(settings: ZaloSettings, request: RawRequest, now: Date): ReadResult {
  const { headers, body } = request
  const header = headers['x-zevent-signature']
  const signature = Array.isArray(header) ? header[0] : header
  if (signature === undefined) return { kind: 'unsigned' }
  const event = parseZaloEvent(request)
  if ('malformed' in event) return { kind: 'malformed', why: event.malformed }
  if (!isSignedByZalo(settings, body, event.timestamp, signature)) return { kind: 'unsigned' }
  return { kind: 'events', events: translateZaloEvent(event, body, now) }
}

const alarmRestMs = 10 * 60_000

function makeOutcome(deps: ZaloDeps) {
  const chance = deps.chance ?? Math.random
  const told = new Map<number, number>()
  /** A notice to thousands meets the same refusal thousands of times: each code is told every ten minutes. */
  const alarmOnce = (code: number) => {
    const now = deps.clock.now().getTime()
    if (now - (told.get(code) ?? -Infinity) < alarmRestMs) return
    told.set(code, now)
    deps.onAlarm({ what: 'account_refused', code })
  }
  return (reply: ZaloFailure, byPhone = false): SendOutcome => {
    switch (reply.kind) {
      case 'not_sent':
        return { kind: 'try_later', why: 'provider_down', afterSeconds: 5 }
      case 'lost':
        return { kind: 'unknown', why: reply.why }
      case 'garbled':
        return garbled(reply.status)
      case 'no_token':
        if (reply.why === 'account') return { kind: 'refused', why: 'account' }
        return { kind: 'try_later', why: 'provider_down', afterSeconds: 15 }
      case 'refused': {
        const { outcome, alarm } = zaloOutcome(reply, { now: deps.clock.now(), chance: chance(), byPhone })
        if (alarm) alarmOnce(reply.code)
        return outcome
      }
    }
  }
}

/** 503 and 429 say that nothing was done; any other stray answer may come from a gateway behind which the message went out. */
function garbled(status: number): SendOutcome {
  if (status === 503) return { kind: 'try_later', why: 'provider_down', afterSeconds: 5 }
  if (status === 429) return { kind: 'try_later', why: 'rate_limited', afterSeconds: 60 }
  if (status >= 400 && status < 500) return { kind: 'try_later', why: 'provider_down', afterSeconds: 60 }
  return { kind: 'unknown', why: `http_${status}` }
}

/** Pictures come from Zalo's CDN, whose names are not documented: any public https host, or the host we call anyway. */
function isPublicUrl(text: string, openapiUrl: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.origin === new URL(openapiUrl).origin) return true
  const isName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname) && !/\.\d+$/.test(url.hostname)
  return url.protocol === 'https:' && url.port === '' && isName && !/\.(local|internal|localhost)$/.test(url.hostname)
}
