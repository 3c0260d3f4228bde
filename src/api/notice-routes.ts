import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Translate } from '../platform/i18n.ts'
import { findApiKey } from '../ward/api-key/find-api-key.ts'
import { deliveryStatuses, type DeliveryStatus } from '../ward/delivery/delivery.ts'
import { listDeliveries } from '../ward/delivery/list-deliveries.ts'
import { findNeighbourhoodIds } from '../ward/neighbourhood/list-neighbourhood-rows.ts'
import { approveNotice, hexHash } from '../ward/notice/approve-notice.ts'
import { draftNotice } from '../ward/notice/draft-notice.ts'
import { findNotice } from '../ward/notice/find-notice.ts'
import { pauseNotice, resumeNotice, stopNotice } from '../ward/notice/hold-notice.ts'
import { draftKinds } from '../ward/notice/notice-kind.ts'
import { noticeProgress } from '../ward/notice/notice-progress.ts'
import { pseudonymOf } from '../ward/notice/notice-proof.ts'
import { choosableTopics } from '../ward/notice/notice-topic.ts'
import { submitNotice } from '../ward/notice/submit-notice.ts'
import type { KeptAnswer } from '../ward/api-key/answer-once.ts'
import type { Transact, Work } from '../ward/work.ts'
import { answerCall } from './api-call.ts'
import { line } from './dossier-schema.ts'

const statuses = Object.keys(deliveryStatuses) as [DeliveryStatus, ...DeliveryStatus[]]
const instant = z.iso.datetime({ offset: true })

const audience = z.strictObject({
  neighbourhoods: z
    .array(line(200).min(1))
    .max(200)
    .default([])
    .describe('code, name or id; none means the whole ward'),
  topics: z.array(z.enum(choosableTopics)).max(20).default([]).describe('only chats that asked for one of these'),
  households: z.boolean().default(false).describe('one adult of each household'),
  roles: z
    .array(z.enum(['neighbourhood_head', 'head_of_household']))
    .max(2)
    .default([]),
  visits: z.boolean().optional().describe('whether those without a chat go on the visit list'),
})

const noticeBody = z.strictObject({
  kind: z.enum(draftKinds),
  title: line(200).min(1),
  body: z.string().trim().min(1).max(4_000),
  titleEn: line(200).optional(),
  bodyEn: z.string().trim().max(4_000).optional(),
  audience: audience.default({ neighbourhoods: [], topics: [], households: false, roles: [] }),
  sendAt: instant.optional().describe('when it is to leave; without it, when it is approved'),
  eventAt: instant.optional().describe('what it tells of: a lead time asked for by law is counted back from here'),
  expiresAt: instant.optional(),
})

const idParams = z.object({ id: z.uuid() })
const text = z.object({ title: z.string(), body: z.string() })
const reasonBody = z.strictObject({ reason: line(500).optional() })
const approveBody = reasonBody.extend({
  seen: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('`hash` of the notice as it was read: what has changed since is not approved'),
})

const noticeResult = z.object({
  id: z.uuid(),
  kind: z.string(),
  status: z.string(),
  title: z.string(),
  words: z.object({ vi: text, en: text.optional() }).describe('what is read before it is approved'),
  hash: z.string().describe('SHA-256 of the notice as it stands, in hex: what `approve` is given as `seen`'),
  sendAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
  approvedHash: z.string().nullable().describe('SHA-256 of what was approved, in hex'),
  total: z.int(),
  counts: z.record(z.string(), z.int()).describe('rows of the ledger by delivery status'),
})
const deliveriesResult = z.object({
  deliveries: z.array(
    z.object({
      slot: z.int(),
      recipient: z.string().describe('the pseudonym of the proof file'),
      status: z.string(),
      way: z.string(),
      why: z.string().nullable(),
      at: z.string(),
    })
  ),
  next: z.string().nullable(),
})

/** Who drafts does not steer: a system's key must not stop an emergency. */
const scopeOf = {
  submit: 'notices:write',
  approve: 'notices:approve',
  pause: 'notices:steer',
  resume: 'notices:steer',
  stop: 'notices:steer',
} as const

type NoticeRequest = FastifyRequest<{ Params: { id: string } }>
type Outcome = { ok: boolean; refusal?: string }

/** Notices from another system: drafted with one key, approved with the key of another official. */
export function addNoticeRoutes(scope: FastifyInstance, transact: Transact, t: Translate): void {
  const api = scope.withTypeProvider<ZodTypeProvider>()
  const refusalOf = (refusal: string): KeptAnswer =>
    refusal === 'not_found'
      ? { status: 404, body: { status: 404, title: 'No such notice', detail: 'This ward has no notice by that id.' } }
      : {
          status: 409,
          body: { status: 409, title: refusal.replaceAll('_', ' '), detail: t(`notice.refused.${refusal}`, {}, 'en') },
        }

  api.post(
    '/notices',
    {
      config: { scope: 'notices:write' },
      bodyLimit: 64 * 1024,
      schema: {
        operationId: 'postNotice',
        summary: 'Draft a notice',
        description: 'Nobody gets anything before it is submitted and approved by another official.',
        body: noticeBody,
        response: { 201: z.object({ id: z.uuid(), status: z.string() }) },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const draft = await draftFrom(work, request.body, await officialOf(work, request))
        if (!draft.ok) return refusalOf(draft.refusal)
        return { status: 201, body: { id: draft.value.id, status: 'draft' } }
      })
  )

  const step = (
    name: 'submit' | 'approve' | 'pause' | 'resume' | 'stop',
    summary: string,
    does: (work: Work, noticeId: string, request: NoticeRequest) => Promise<Outcome>
  ): void => {
    api.post(
      `/notices/:id/${name}`,
      {
        config: { scope: scopeOf[name] },
        bodyLimit: 16 * 1024,
        schema: {
          operationId: `${name}Notice`,
          summary,
          params: idParams,
          body: (name === 'approve' ? approveBody : reasonBody).nullish(),
          response: { 200: noticeResult },
        },
      },
      async (request, reply) =>
        answerCall(transact, request, reply, async (work) => {
          const noticeId = request.params.id
          if ((await findNotice(work, { noticeId })) === null) return refusalOf('not_found')
          const done = await does(work, noticeId, request)
          if (!done.ok) return refusalOf(done.refusal ?? '')
          return { status: 200, body: await describe(work, noticeId) }
        })
    )
  }
  step('submit', 'Put a draft before an approver', async (work, noticeId, request) =>
    submitNotice(work, { noticeId, officialId: await officialOf(work, request) })
  )
  step(
    'approve',
    'Approve, with the key of another official: what was read, where its hash is given',
    async (work, noticeId, request) => {
      const officialId = await officialOf(work, request)
      if (officialId === null) return { ok: false, refusal: 'not_allowed' }
      const { seen, reason = null } = (request.body ?? {}) as z.output<typeof approveBody>
      return approveNotice(work, { noticeId, officialId, reason, ...(seen === undefined ? {} : { seenHash: seen }) })
    }
  )
  step('pause', 'Rest: nothing more leaves', (work, noticeId) => pauseNotice(work, { noticeId }))
  step('resume', 'Go on', (work, noticeId) => resumeNotice(work, { noticeId }))
  step('stop', 'Stop for good', (work, noticeId, request) => {
    const reason = reasonOf(request)
    return stopNotice(work, { noticeId, ...(reason === null ? {} : { reason }) })
  })

  api.get(
    '/notices/:id',
    {
      config: { scope: 'notices:read' },
      schema: {
        operationId: 'getNotice',
        summary: 'Where a notice stands',
        params: idParams,
        response: { 200: noticeResult },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const { id } = request.params
        if ((await findNotice(work, { noticeId: id })) === null) return refusalOf('not_found')
        return { status: 200, body: await describe(work, id) }
      })
  )

  api.get(
    '/notices/:id/deliveries',
    {
      config: { scope: 'notices:read' },
      schema: {
        operationId: 'getNoticeDeliveries',
        summary: 'What became of each recipient',
        params: idParams,
        querystring: z.object({
          status: z.enum(statuses).optional(),
          cursor: z.coerce.number().int().min(0).optional(),
        }),
        response: { 200: deliveriesResult },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const { id } = request.params
        if ((await findNotice(work, { noticeId: id })) === null) return refusalOf('not_found')
        return { status: 200, body: await deliveriesOf(work, id, request.query) }
      })
  )
}

const reasonOf = ({ body }: FastifyRequest): string | null =>
  (body as { reason?: string } | null | undefined)?.reason ?? null

/** In whose name the key acts; null when it acts for a system alone. */
async function officialOf(work: Work, { caller }: FastifyRequest): Promise<string | null> {
  return caller === null ? null : ((await findApiKey(work, caller.keyId))?.officialId ?? null)
}

async function draftFrom(work: Work, body: z.output<typeof noticeBody>, authorId: string | null) {
  const { neighbourhoods, topics, households, roles, visits } = body.audience
  const places = await findNeighbourhoodIds(work, neighbourhoods)
  if (!places.ok) return places
  const at = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text))
  return draftNotice(work, {
    kind: body.kind,
    title: body.title,
    words: {
      vi: { title: body.title, body: body.body },
      ...(body.bodyEn ? { en: { title: body.titleEn ?? body.title, body: body.bodyEn } } : {}),
    },
    audience: {
      ...(places.value.length > 0 ? { neighbourhoods: places.value } : {}),
      ...(topics.length > 0 ? { topics } : {}),
      ...(households ? { households } : {}),
      ...(roles.length > 0 ? { roles } : {}),
      ...(visits === undefined ? {} : { visits }),
    },
    sendAt: at(body.sendAt),
    eventAt: at(body.eventAt),
    expiresAt: at(body.expiresAt),
    authorId,
  })
}

async function describe(work: Work, noticeId: string): Promise<z.output<typeof noticeResult>> {
  const notice = (await findNotice(work, { noticeId }))!
  const progress = await noticeProgress(work, { noticeId })
  return {
    id: notice.id,
    kind: notice.kind,
    status: notice.status,
    title: notice.title,
    words: notice.words,
    hash: hexHash(notice),
    sendAt: notice.sendAt?.toISOString() ?? null,
    approvedAt: notice.approvedAt?.toISOString() ?? null,
    approvedHash: notice.approvedHash === null ? null : Buffer.from(notice.approvedHash).toString('hex'),
    total: progress.total,
    counts: Object.fromEntries(Object.entries(progress.byStatus)),
  }
}

type Asked = { status?: DeliveryStatus | undefined; cursor?: number | undefined }

async function deliveriesOf(
  work: Work,
  noticeId: string,
  { status, cursor }: Asked
): Promise<z.output<typeof deliveriesResult>> {
  const { lines, next } = await listDeliveries(work, {
    noticeId,
    ...(status === undefined ? {} : { status }),
    ...(cursor === undefined ? {} : { cursor }),
  })
  return {
    deliveries: lines.map(({ slot, conversationId, citizenId, status: state, way, why, at }) => ({
      slot,
      recipient: pseudonymOf(work, noticeId, conversationId ?? citizenId ?? ''),
      status: state,
      way,
      why: why === 'none' ? null : why,
      at: at.toISOString(),
    })),
    next: next === null ? null : String(next),
  }
}
