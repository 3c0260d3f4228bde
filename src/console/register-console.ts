import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import fastifyHelmet from '@fastify/helmet'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { serveAssets } from '../platform/web/assets.ts'
import { addPages } from './add-pages.ts'
import { root, type ConsoleApp, type ConsoleDeps, type PageEntry } from './console-app.ts'
import { consoleAssets } from './console-assets.ts'
import { registerFormTokens } from './form-token.ts'
import { refusePages } from './refuse-page.ts'

/**
 * The officials' console under /console. Returns the registry of its pages, filled once the server is ready: the house
 * test reads who may open what.
 */
export function registerConsole(app: FastifyInstance, deps: ConsoleDeps): readonly PageEntry[] {
  const pages: PageEntry[] = []
  serveAssets(app, consoleAssets().all)
  void app.register(
    async (server) => {
      await registerParts(server, deps)
      const consoleApp: ConsoleApp = { server, deps, pages }
      refusePages(server, consoleApp)
      server.addHook('onSend', async (_request, reply) => {
        void reply.header('cache-control', 'no-store')
        void reply.header('referrer-policy', 'same-origin')
      })
      addPages(consoleApp)
    },
    { prefix: root }
  )
  return pages
}

/** The server may have brought some of these for all doors already. */
async function registerParts(server: FastifyInstance, { secret, production }: ConsoleDeps): Promise<void> {
  if (!server.hasReplyDecorator('setCookie')) await server.register(fastifyCookie, { secret })
  if (!server.hasContentTypeParser('application/x-www-form-urlencoded')) await server.register(fastifyFormbody)
  if (!server.hasRequestDecorator('isMultipart')) await server.register(fastifyMultipart)
  if (!server.hasDecorator('rateLimit')) await server.register(fastifyRateLimit, { global: false })
  if (!server.hasReplyDecorator('helmet'))
    await server.register(fastifyHelmet, { contentSecurityPolicy, strictTransportSecurity: production })
  await registerFormTokens(server, { secret, secure: production })
}

/** Nothing inline, nothing from elsewhere; pictures may be drawn into the page (QR codes). */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
}
