import type { FastifyInstance } from 'fastify'
import type { Channel, InboundEvent, RawRequest } from '../channels/channel.ts'
import type { InboundDesk } from './inbound-desk.ts'

export type AccountPlace = { wardId: string; accountId: string }

export type WebhookDeps = {
  inbound: InboundDesk
  /** The account a request names, before anything about it is believed. */
  findAccount(channel: 'zalo' | 'telegram', reference: string): Promise<AccountPlace | null>
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
  /** The app id a body claims; null when it is not Zalo's. */
  zaloAppOf(request: RawRequest): string | null
}

export const largestWebhook = 256 * 1024
/** Every address below it is a webhook's. */
export const webhookRoot = '/webhooks/'

/** Answers one webhook with a status and nothing else. Throws when it could not be stored: the platform tries again. */
export type TakeWebhook = (path: string, request: RawRequest) => Promise<200 | 400 | 401 | 404>

/** Platforms' webhooks: signature on the raw bytes, stored once, 200 at once; what it means is a worker's business. */
export function makeTakeWebhook(deps: WebhookDeps): TakeWebhook {
  /** An unknown account and a wrong signature look the same from outside. */
  async function receive(place: AccountPlace | null, request: RawRequest): Promise<200 | 400 | 401> {
    const channel = place && (await deps.channelOf(place.wardId, place.accountId))
    if (!place || !channel) return 401
    const read = channel.read(request)
    if (read.kind === 'unsigned') return 401
    if (read.kind === 'malformed') return 400
    if (read.events.length > 0) {
      const arrivals = read.events.map((event) => arrivalOf(place.accountId, event))
      await deps.inbound.take(place.wardId, arrivals)
    }
    for (const event of read.events) void channel.acknowledge?.(event)
    return 200
  }

  return async (path, request) => {
    if (path === `${webhookRoot}zalo`) {
      const appId = deps.zaloAppOf(request)
      return appId === null ? 400 : receive(await deps.findAccount('zalo', appId), request)
    }
    const botId = /^telegram\/([^/]+)$/.exec(path.slice(webhookRoot.length))?.[1]
    return botId === undefined ? 404 : receive(await deps.findAccount('telegram', botId), request)
  }
}

/** The same for requests that come through fastify: those that do not come over the wire. */
export function registerWebhooks(app: FastifyInstance, take: TakeWebhook): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestWebhook }, (_request, body, done) =>
      done(null, body)
    )
    scope.post(`${webhookRoot}*`, { bodyLimit: largestWebhook, logLevel: 'silent' }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array()
      const path = request.url.split('?', 1)[0]!
      return reply.code(await take(path, { headers: request.headers, body })).send()
    })
  })
}

export const arrivalOf = (accountId: string, { eventKey, address, at, content, origin }: InboundEvent) => ({
  accountId,
  eventKey,
  address,
  at,
  content: origin ? { ...content, origin } : content,
})
