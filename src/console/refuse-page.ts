import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { safeError } from '../platform/log.ts'
import type { ConsoleApp } from './console-app.ts'
import { isForeignForm } from './form-token.ts'
import { sendRefusal } from './send-answer.tsx'
import { UnreadableAddress } from './unreadable-address.ts'

type HttpError = Error & { statusCode?: number; code?: unknown; cause?: unknown }

/** Every way a page can fail, in words: ours are logged with the number that the page shows. */
export function refusePages(server: FastifyInstance, app: ConsoleApp): void {
  const send = (request: FastifyRequest, reply: FastifyReply, status: number, kind: string, what?: string) =>
    sendRefusal({ app, request, reply, official: null, ward: null }, status, kind, what)

  server.setNotFoundHandler((request, reply) => send(request, reply, 404, 'not_found'))
  server.setErrorHandler((error: HttpError, request, reply) => {
    if (isForeignForm(error.code)) return send(request, reply, 403, 'foreign_form')
    if (error instanceof UnreadableAddress) {
      return send(
        request,
        reply,
        400,
        'unreadable',
        app.deps.t('console.refusal.unreadable.what', { part: error.part }, 'vi')
      )
    }
    if (error.code === 'FST_FIELDS_LIMIT' || error.code === 'FST_PARTS_LIMIT')
      return send(request, reply, 413, 'too_many_fields')
    const status = isAway(error) ? 503 : (error.statusCode ?? 500)
    if (status >= 500)
      app.deps.log.error(
        { err: safeError(error), requestId: request.id, route: request.routeOptions.url },
        'a page failed'
      )
    if (status === 503) void reply.header('retry-after', '30')
    return send(request, reply, status, kinds[status] ?? (status >= 500 ? 'failed' : 'unreadable_body'))
  })
}

const kinds: Readonly<Record<number, string>> = {
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'too_often',
  503: 'away',
}

/** Codes of a database that cannot be reached or is going down: Node's, Prisma's, Postgres's own. */
const awayCodes: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'],
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006', '53300'],
])

/** The database (or what stands before it) is away: not our fault, and over soon. */
function isAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  const { code, originalCode, cause } = error as { code?: unknown; originalCode?: unknown; cause?: unknown }
  return awayCodes.has(code) || awayCodes.has(originalCode) || isAway(cause, depth + 1)
}
