import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Translate } from '../platform/i18n.ts'
import { findApiKey } from '../ward/api-key/find-api-key.ts'
import { findNeighbourhoodIds } from '../ward/neighbourhood/list-neighbourhood-rows.ts'
import { approveNotice } from '../ward/notice/approve-notice.ts'
import { draftNotice } from '../ward/notice/draft-notice.ts'
import { findNotice } from '../ward/notice/find-notice.ts'
import { pauseNotice, resumeNotice, stopNotice } from '../ward/notice/hold-notice.ts'
import { submitNotice } from '../ward/notice/submit-notice.ts'
import type { KeptAnswer } from '../ward/api-key/answer-once.ts'
import type { Transact, Work } from '../ward/work.ts'
import { answerCall } from './api-call.ts'
import { describeDeliveries, describeNotice } from './describe-notice.ts'
import {
  approveBody,
  deliveriesAsked,
  deliveriesResult,
  noticeBody,
  noticeParams,
  noticeResult,
  reasonBody,
} from './notice-schema.ts'

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
          params: noticeParams,
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
          return { status: 200, body: await describeNotice(work, noticeId) }
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
        params: noticeParams,
        response: { 200: noticeResult },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const { id } = request.params
        if ((await findNotice(work, { noticeId: id })) === null) return refusalOf('not_found')
        return { status: 200, body: await describeNotice(work, id) }
      })
  )

  api.get(
    '/notices/:id/deliveries',
    {
      config: { scope: 'notices:read' },
      schema: {
        operationId: 'getNoticeDeliveries',
        summary: 'What became of each recipient',
        params: noticeParams,
        querystring: deliveriesAsked,
        response: { 200: deliveriesResult },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const { id } = request.params
        if ((await findNotice(work, { noticeId: id })) === null) return refusalOf('not_found')
        return { status: 200, body: await describeDeliveries(work, id, request.query) }
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
