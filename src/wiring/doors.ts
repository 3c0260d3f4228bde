import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import fastifyHelmet from '@fastify/helmet'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { registerApi } from '../api/register-api.ts'
import { registerBoard } from '../board/register-board.tsx'
import { zaloAccountOf } from '../channels/zalo/zalo-event.ts'
import { registerConsole } from '../console/register-console.ts'
import { registerWebChat } from '../gateway/web-chat/register-web-chat.tsx'
import { webhooksFirst } from '../gateway/webhook-server.ts'
import { makeTakeWebhook, registerWebhooks } from '../gateway/webhooks.ts'
import { newId } from '../platform/ids.ts'
import { safeError } from '../platform/log.ts'
import { registerAssets } from '../platform/web/assets.ts'
import { findWardBySlug } from './find-ward.ts'
import { previewOnChannels } from './preview-on-channels.ts'
import { hearReconcilers } from './watch-reconcilers.ts'
import { silentJobs } from '../../workers/heal-silence.ts'
import { pageName, type Wired } from '../wiring.ts'

/** Every door on one server: webhooks and web chat, officials' console, integration API, public board, health. */
export async function openDoors(wired: Wired): Promise<FastifyInstance> {
  const { config, transact, seal, clock, translate: t, log } = wired
  const secure = config.PUBLIC_URL?.startsWith('https:') ?? false
  const takeWebhook = makeTakeWebhook({
    inbound: wired.inbound,
    findAccount: wired.channels.findAccount,
    channelOf: wired.channels.channelOf,
    zaloAppOf: (request) => zaloAccountOf(request)?.appId ?? null,
  })
  const serverFactory = webhooksFirst(takeWebhook, (error) =>
    log.error({ err: safeError(error) }, 'a webhook could not be stored')
  )
  const base = { logger: false, trustProxy: 'loopback', bodyLimit: 1024 * 1024, genReqId: () => newId() } as const
  const app = fastify({ ...base, serverFactory })
  await app.register(fastifyCookie, { secret: config.sessionSecret })
  await app.register(fastifyFormbody)
  await app.register(fastifyMultipart)
  await app.register(fastifyRateLimit, { global: false })
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
    strictTransportSecurity: secure,
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500)
      log.error({ err: safeError(error), requestId: request.id, route: request.routeOptions.url }, 'a request failed')
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(status >= 500 ? t('chat.trouble') : error.message)
  })

  const door = { transact, seal, clock, t, log }
  const findWard = (slug: string) => findWardBySlug(wired, slug)
  registerHealth(app, wired)
  registerAssets(app)
  registerWebhooks(app, takeWebhook)
  registerWebChat(app, {
    ...door,
    inbound: wired.inbound,
    findWard,
    channelOf: wired.channels.channelOf,
    listen: (address, wake) => wired.announcer.listen(pageName(seal, address), wake),
    secure,
  })
  const findDoor = async (hash: Uint8Array<ArrayBuffer>) => {
    const key = await wired.database.doorKey.findUnique({ where: { hash } })
    return key === null || (key.expiresAt !== null && key.expiresAt <= clock.now()) ? null : key
  }
  const wards = () => wired.database.ward.findMany({ orderBy: { name: 'asc' } })
  registerApi(app, { ...door, findDoor })
  registerConsole(app, {
    ...door,
    findDoor,
    wards,
    secret: config.sessionSecret,
    production: secure,
    previews: (wardId, message) => previewOnChannels(wired, wardId, message),
    publicUrl: config.PUBLIC_URL ?? null,
  })
  registerBoard(app, { ...door, wards, findWard })
  await app.ready()
  return app
}

function registerHealth(app: FastifyInstance, wired: Wired): void {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  new Gauge({
    name: 'loa_job_silent_seconds',
    help: 'Seconds since a job of the timetable last came to its end; compare with its interval in workers/timetable.ts.',
    labelNames: ['job'],
    registers: [metrics],
    async collect() {
      for (const { job, silentSeconds } of await hearReconcilers(wired).catch(() => []))
        this.set({ job }, silentSeconds)
    },
  })
  app.get('/healthz', async () => ({ alive: true }))
  // what the doors need is the database; silent jobs are told beside, or a balancer would close the doors for them
  app.get('/readyz', async (_request, reply) => {
    const heard = await hearReconcilers(wired).catch(() => null)
    const ready = heard !== null
    return reply.code(ready ? 200 : 503).send({ ready, silentJobs: silentJobs(heard ?? []) })
  })
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
}
