import type { FastifyReply } from 'fastify'

/** One field that cannot be taken, and what to do about it. `row`: in a batch, counted from 1. */
export type FieldFault = { field: string; problem: string }

/** RFC 9457: what went wrong, and what the caller can do. */
export type Problem = { status: number; title: string; detail: string; faults?: readonly FieldFault[] }

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** Answers with application/problem+json. `instance` is the id under which the ward's log knows the request. */
export function sendProblem(reply: FastifyReply, { status, title, detail, faults }: Problem): FastifyReply {
  const body = {
    type: `urn:loa-phuong:${slug(title)}`,
    title,
    status,
    detail,
    instance: `urn:uuid:${reply.request.id}`,
    ...(faults ? { faults } : {}),
  }
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}

export const problems = {
  noKey: {
    status: 401,
    title: 'Key missing or not known',
    detail:
      'Send the ward’s key as "Authorization: Bearer loa_…". A key that was ended opens nothing; ask the ward for a new one.',
  },
  tooMany: {
    status: 429,
    title: 'Too many requests',
    detail: 'Wait as long as Retry-After says; send many records in one batch instead of one by one.',
  },
  notFound: { status: 404, title: 'No such address', detail: 'See /api/v1/openapi.json for what is served here.' },
  stillBusy: {
    status: 409,
    title: 'The same request is being handled',
    detail: 'Wait a moment and send it again with the same Idempotency-Key.',
  },
  otherRequest: {
    status: 422,
    title: 'Idempotency-Key used for another request',
    detail: 'This key was sent before with another body. Use a new key for a new request.',
    faults: [{ field: 'Idempotency-Key', problem: 'was used with another body: send a new one' }],
  },
  tooLarge: { status: 413, title: 'Body too large', detail: 'Send fewer records at a time.' },
  notJson: {
    status: 400,
    title: 'Body is not JSON',
    detail:
      'Send JSON in UTF-8 with "Content-Type: application/json", or one JSON object per line with "application/x-ndjson" where a batch is taken.',
  },
  unsupported: {
    status: 415,
    title: 'Content type not taken',
    detail: 'Send "application/json"; batches also as "application/x-ndjson".',
  },
  broken: {
    status: 500,
    title: 'We made a mistake',
    detail: 'It has been noted. Nothing was written; the instance names it when you ask the ward.',
  },
  away: { status: 503, title: 'Not ready', detail: 'Nothing was written. Send the request again in a few seconds.' },
} as const satisfies Record<string, Problem>
