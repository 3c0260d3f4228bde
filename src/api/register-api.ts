import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod'
import type { Log } from '../platform/log.ts'
import { safeError } from '../platform/log.ts'
import type { Translate } from '../platform/i18n.ts'
import type { Seal } from '../platform/seal.ts'
import { apiKeyHashOf, looksLikeApiKey } from '../ward/api-key/api-key.ts'
import { findApiKey } from '../ward/api-key/find-api-key.ts'
import type { Transact } from '../ward/work.ts'
import type { Caller } from './api-call.ts'
import { addCitizenRoutes } from './citizen-routes.ts'
import { addCivilEventRoutes } from './civil-event-routes.ts'
import { addDossierRoutes } from './dossier-routes.ts'
import { addFeedbackRoutes } from './feedback-routes.ts'
import { readWithZod, UnreadFields } from './fault-of.ts'
import { problems, sendProblem } from './problem.ts'
import { addNoticeRoutes } from './notice-routes.ts'
import { readLines } from './read-batch.ts'

export type ApiDeps = {
  transact: Transact
  /** The ward and row a keyed hash opens; null when it opens nothing. */
  findDoor(hash: Uint8Array<ArrayBuffer>): Promise<{ wardId: string; kind: string; rowId: string } | null>
  seal: Seal
  log: Log
  /** Words of refusals. */
  t: Translate
}

/** Of one key, a minute; and of wrong keys from one address. Our own measure: no text names one. */
export const apiLimits = { callsPerMinute: 1_200, wrongKeysPerMinute: 60 }

/** The integration door: the one-stop system and the ward's registers, each with a key of one ward. */
export function registerApi(app: FastifyInstance, deps: ApiDeps): void {
  void app.register(
    async (scope) => {
      scope.setValidatorCompiler(readWithZod)
      scope.setSerializerCompiler(serializerCompiler)
      scope.decorateRequest('caller', null)
      scope.decorateRequest('bodyText', '')
      takeBodies(scope)
      if (!scope.hasDecorator('createRateLimit')) await scope.register(rateLimit, { global: false })
      await scope.register(swagger, openApi)
      scope.setErrorHandler((error: FastifyError | UnreadFields, request, reply) =>
        sendError(error, request, reply, deps.log)
      )
      scope.setNotFoundHandler((_request, reply) => sendProblem(reply, problems.notFound))
      guard(scope, deps)
      scope.get('/openapi.json', { schema: { hide: true } }, () => scope.swagger())
      addDossierRoutes(scope, deps.transact)
      addCitizenRoutes(scope, deps.transact)
      addFeedbackRoutes(scope, deps.transact)
      addNoticeRoutes(scope, deps.transact, deps.t)
      addCivilEventRoutes(scope, deps.transact)
    },
    { prefix: '/api/v1' }
  )
}

const openApi = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Loa Phường',
      version: '1',
      description:
        'What other systems tell the ward. Errors are application/problem+json with the fields and what to do.',
    },
    components: {
      securitySchemes: { key: { type: 'http' as const, scheme: 'bearer', description: 'A key of one ward' } },
    },
    security: [{ key: [] }],
  },
  transform: jsonSchemaTransform,
}

function takeBodies(scope: FastifyInstance): void {
  const parseJson = scope.getDefaultJsonParser('error', 'error')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    request.bodyText = String(body)
    void parseJson(request, String(body), done)
  })
  scope.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (request, body, done) => {
    request.bodyText = String(body)
    done(null, readLines(String(body)))
  })
}

/** Before the body is read: whose key it is, whether it may do this, and whether it asks too often. */
function guard(scope: FastifyInstance, { transact, findDoor, seal }: ApiDeps): void {
  const wrongKeys = scope.createRateLimit({
    max: apiLimits.wrongKeysPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `wrong ${request.ip}`,
  })
  const calls = scope.createRateLimit({
    max: apiLimits.callsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.caller?.keyId ?? '',
  })

  scope.addHook('onRequest', async (request, reply) => {
    const needed = request.routeOptions.config.scope
    if (needed === undefined) return
    request.caller = await findCaller(request.headers.authorization)
    if (request.caller === null) {
      const limit = await wrongKeys(request)
      return limit.isAllowed || !limit.isExceeded
        ? sendProblem(reply.header('www-authenticate', 'Bearer'), problems.noKey)
        : tooMany(reply, limit.ttlInSeconds)
    }
    if (!request.caller.scopes.includes(needed)) {
      const detail = `This key has no scope "${needed}". Ask the ward for a key that has it.`
      return sendProblem(reply, { status: 403, title: 'Key may not do this', detail })
    }
    const limit = await calls(request)
    if (!limit.isAllowed && limit.isExceeded) return tooMany(reply, limit.ttlInSeconds)
  })

  async function findCaller(authorization: string | undefined): Promise<Caller | null> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined || !looksLikeApiKey(token)) return null
    const door = await findDoor(apiKeyHashOf(seal, token))
    if (door === null || door.kind !== 'api_key') return null
    const key = await transact(door.wardId, `api_key:${door.rowId}`, (work) => findApiKey(work, door.rowId))
    return key === null ? null : { wardId: door.wardId, keyId: key.id, scopes: key.scopes }
  }
}

const tooMany = (reply: FastifyReply, seconds: number): FastifyReply =>
  sendProblem(reply.header('retry-after', String(seconds)), problems.tooMany)

/** Prisma's and the driver's words for "the database is away or too slow". */
const awayCodes = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '40P01',
])

function sendError(
  error: FastifyError | UnreadFields,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log
): FastifyReply {
  if (error instanceof UnreadFields) {
    const { faults } = error
    return sendProblem(reply, {
      status: 422,
      title: 'Some fields cannot be taken',
      detail: 'Mend the fields named and send it again.',
      faults,
    })
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendProblem(reply, problems.tooLarge)
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendProblem(reply, problems.unsupported)
  if ((error.statusCode ?? 500) < 500) return sendProblem(reply, problems.notJson)
  const isAway = awayCodes.has(error.code)
  log.error({ err: safeError(error), requestId: request.id, route: request.routeOptions.url }, 'an api call failed')
  return isAway ? sendProblem(reply.header('retry-after', '5'), problems.away) : sendProblem(reply, problems.broken)
}
