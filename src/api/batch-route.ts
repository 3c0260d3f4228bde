import type { FastifyReply, RouteShorthandOptions } from 'fastify'
import type { ApiScope } from '../ward/api-key/api-key.ts'
import { sendProblem } from './problem.ts'
import { mostRows } from './read-batch.ts'

const largestBatch = 32 * 1024 * 1024

/** A batch is read row by row, so the route's schema only documents it. */
export const batchOptions = (scope: ApiScope) =>
  ({
    config: { scope },
    bodyLimit: largestBatch,
    validatorCompiler: () => (data: unknown) => ({ value: data }),
  }) satisfies RouteShorthandOptions

/** Answers a batch that is no list, is empty or too long; false when it can be read. */
export function refuseBatch(reply: FastifyReply, rows: unknown): boolean {
  if (!Array.isArray(rows) || rows.length === 0) {
    sendProblem(reply, {
      status: 422,
      title: 'Batch is no list',
      detail: 'Send a JSON array of records, or one JSON object per line as application/x-ndjson.',
      faults: [{ field: 'body', problem: 'must be a list with at least one record' }],
    })
    return true
  }
  if (rows.length <= mostRows) return false
  sendProblem(reply, {
    status: 413,
    title: 'Too many records',
    detail: `At most ${mostRows} in one request: send the rest in another.`,
  })
  return true
}
