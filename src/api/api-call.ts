import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerOnce, type KeptAnswer } from '../ward/api-key/answer-once.ts'
import type { ApiScope } from '../ward/api-key/api-key.ts'
import type { Transact, Work } from '../ward/work.ts'
import { problems, sendProblem } from './problem.ts'

/** Who calls: one key of one ward. */
export type Caller = { wardId: string; keyId: string; scopes: readonly ApiScope[] }

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
    /** The body as it came: what an Idempotency-Key is compared by. */
    bodyText: string
  }
  interface FastifyContextConfig {
    scope?: ApiScope
  }
}

const longestKey = 200

/** Runs one use case for the caller in one transaction; a POST with an Idempotency-Key has one effect and one answer. */
export async function answerCall(
  transact: Transact,
  request: FastifyRequest,
  reply: FastifyReply,
  handle: (work: Work, source: string) => Promise<KeptAnswer>
): Promise<void> {
  const { wardId, keyId } = request.caller!
  const source = `api:${keyId}`
  const named = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
  if (typeof named !== 'string')
    return void sendKept(reply, await transact(wardId, `api_key:${keyId}`, (work) => handle(work, source)))
  if (named === '' || named.length > longestKey) {
    return void sendProblem(reply, {
      status: 422,
      title: 'Idempotency-Key cannot be used',
      detail: `It must have 1 to ${longestKey} characters.`,
      faults: [{ field: 'Idempotency-Key', problem: `must have 1 to ${longestKey} characters` }],
    })
  }
  const asked = {
    key: `${keyId} ${request.method} ${request.routeOptions.url ?? ''} ${named}`,
    request: request.bodyText,
  }
  const outcome = await transact(wardId, `api_key:${keyId}`, (work) =>
    answerOnce(work, asked, () => handle(work, source))
  )
  if (outcome.kind === 'still_busy') return void sendProblem(reply.header('retry-after', '1'), problems.stillBusy)
  if (outcome.kind === 'other_request') return void sendProblem(reply, problems.otherRequest)
  if (outcome.again) void reply.header('idempotent-replayed', 'true')
  sendKept(reply, outcome)
}

function sendKept(reply: FastifyReply, { status, body }: KeptAnswer): FastifyReply {
  if (status < 400) return reply.code(status).send(body)
  return sendProblem(reply, body as never)
}
