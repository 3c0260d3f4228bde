import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Channel, InboundEvent } from '../channels/channel.ts'
import type { Log } from '../platform/log.ts'
import type { InboundDesk } from './inbound-desk.ts'

export type AccountPlace = { wardId: string; accountId: string }

export type WebhookDeps = {
  inbound: InboundDesk
  log: Log
  /** The account a request names, before anything about it is believed. */
  findAccount(channel: 'zalo' | 'telegram', reference: string): Promise<AccountPlace | null>
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
  /** The app id a Zalo body claims; null when the body is not Zalo's. */
  zaloAppOf(body: Uint8Array): string | null
}

const largestBody = 256 * 1024

/** Platforms' webhooks: signature on the raw bytes, stored once, 200 at once; what it means is a worker's business. */
export function registerWebhooks(app: FastifyInstance, deps: WebhookDeps): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) =>
      done(null, body)
    )
    const options = { bodyLimit: largestBody, logLevel: 'silent' as const }

    scope.post('/webhooks/zalo', options, async (request, reply) => {
      const body = bodyOf(request)
      const appId = deps.zaloAppOf(body)
      if (appId === null) return reply.code(400).send()
      return receive(await deps.findAccount('zalo', appId), body, request, reply)
    })
    scope.post<{ Params: { botId: string } }>('/webhooks/telegram/:botId', options, async (request, reply) =>
      receive(await deps.findAccount('telegram', request.params.botId), bodyOf(request), request, reply)
    )
  })

  /** An unknown account and a wrong signature look the same from outside. */
  async function receive(
    place: AccountPlace | null,
    body: Uint8Array,
    request: FastifyRequest,
    reply: FastifyReply
  ): Promise<FastifyReply> {
    const channel = place && (await deps.channelOf(place.wardId, place.accountId))
    if (!place || !channel) return reply.code(401).send()
    const read = channel.read({ headers: request.headers, body })
    if (read.kind === 'unsigned') return reply.code(401).send()
    if (read.kind === 'malformed') return reply.code(400).send()
    if (read.events.length > 0)
      await deps.inbound.take(
        place.wardId,
        read.events.map((event) => arrivalOf(place.accountId, event))
      )
    for (const event of read.events) void channel.acknowledge?.(event)
    return reply.code(200).send()
  }
}

export const arrivalOf = (accountId: string, { eventKey, address, at, content, origin }: InboundEvent) => ({
  accountId,
  eventKey,
  address,
  at,
  content: origin ? { ...content, origin } : content,
})

const bodyOf = (request: FastifyRequest): Uint8Array =>
  Buffer.isBuffer(request.body) ? request.body : new Uint8Array()
