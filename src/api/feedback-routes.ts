import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isId } from '../platform/ids.ts'
import { findFeedback, type FeedbackPage } from '../ward/feedback/find-feedback.ts'
import type { StepRefusal } from '../ward/feedback/feedback-step.ts'
import { feedbackStatuses } from '../ward/feedback/feedback.ts'
import { listFeedback } from '../ward/feedback/list-feedback.ts'
import { moveFeedback } from '../ward/feedback/move-feedback.ts'
import type { Transact } from '../ward/work.ts'
import { answerCall } from './api-call.ts'
import { line } from './dossier-schema.ts'
import { remedies, reportDetail, reportSummary, transitionBody } from './feedback-schema.ts'
import type { Problem } from './problem.ts'

const codeParams = z.object({
  code: line(20)
    .transform((text) => text.toUpperCase())
    .describe('PA-YYMM-NNNN'),
})

const notHere: Problem = {
  status: 404,
  title: 'No such report',
  detail: 'No report of this ward has this code, or it is not one that other systems may read.',
}

const all = feedbackStatuses.filter((status) => status !== 'draft')

/** Residents' reports: read, and moved in the name of the official the key acts for. Restricted ones are never here. */
export function addFeedbackRoutes(scope: FastifyInstance, transact: Transact): void {
  const api = scope.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/feedback',
    {
      config: { scope: 'feedback:read' },
      schema: {
        operationId: 'listFeedback',
        summary: 'List reports, newest first',
        querystring: z.object({
          status: z.enum(feedbackStatuses).optional(),
          unit: line(200).optional(),
          overdue: z.enum(['true', 'false']).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
          cursor: z.string().refine(isId, 'must be the "next" of the page before').optional(),
        }),
        response: { 200: z.object({ reports: z.array(reportSummary), next: z.string().nullable() }) },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const { status, unit, overdue, limit, cursor } = request.query
        const found = await listFeedback(work, {
          statuses: status === undefined ? all : [status].filter((one) => one !== 'draft'),
          overdue: overdue === 'true',
          limit,
          ...(unit ? { unit } : {}),
          ...(cursor ? { after: cursor } : {}),
        })
        const reports = found.lines.map((one) => ({
          code: one.code,
          status: one.status,
          kind: one.kind,
          field: one.field,
          unit: one.unit,
          intake: one.intake,
          submittedAt: one.submittedAt.toISOString(),
          dueAt: one.dueAt?.toISOString() ?? null,
          time: one.time,
          ageing: one.ageing,
          reopens: one.reopens,
        }))
        return { status: 200, body: { reports, next: found.next } }
      })
  )

  api.get(
    '/feedback/:code',
    {
      config: { scope: 'feedback:read' },
      schema: {
        operationId: 'getFeedback',
        summary: 'Read one report',
        description: 'Without the name, telephone number and address of whoever told it.',
        params: codeParams,
        response: { 200: reportDetail },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const found = await findFeedback(work, { code: request.params.code })
        if (!found.ok) return { status: 404, body: notHere }
        work.audit('feedback.read', { feedbackId: found.value.row.id })
        return { status: 200, body: detailOf(found.value) }
      })
  )

  api.post(
    '/feedback/:code/transitions',
    {
      config: { scope: 'feedback:write' },
      bodyLimit: 64 * 1024,
      schema: {
        operationId: 'moveFeedback',
        summary: 'Take one step with a report',
        description:
          'In the name of the official the key acts for, under the same guards as in the console. With an Idempotency-Key the step is taken once.',
        params: codeParams,
        body: transitionBody,
        response: { 200: z.object({ code: z.string(), status: z.enum(feedbackStatuses) }) },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work) => {
        const { code } = request.params
        const moved = await moveFeedback(work, { code, move: request.body })
        if (!moved.ok) return moved.refusal === 'not_found' ? { status: 404, body: notHere } : refusedAs(moved.refusal)
        const row = await findFeedback(work, { code, mayReadRestricted: true })
        return { status: 200, body: { code, status: row.ok ? row.value.row.status : 'guided_to_complaint' } }
      })
  )
}

/** 403: somebody else's to do · 422: a word of the body is to be mended · 409: not as the report stands. */
function refusedAs(refusal: StepRefusal): { status: number; body: Problem } {
  const { problem, field } = remedies[refusal]
  const status = refusal === 'not_yours_to_do' ? 403 : field === undefined ? 409 : 422
  const title = { 403: 'Key may not take this step', 409: 'Step not possible', 422: 'Step cannot be taken so' }[status]
  return {
    status,
    body: {
      status,
      title,
      detail: field === undefined ? problem : 'Mend the field named and send it again.',
      ...(field === undefined ? {} : { faults: [{ field, problem }] }),
    },
  }
}

function detailOf(page: FeedbackPage): z.input<typeof reportDetail> {
  const { row, answers } = page
  const answer = answers.at(-1)
  return {
    code: row.code ?? '',
    status: row.status,
    kind: row.kind,
    field: row.field,
    unit: row.unit,
    intake: row.intake,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    dueAt: page.dueAt?.toISOString() ?? null,
    time: page.time,
    ageing: page.ageing,
    reopens: row.reopens,
    text: page.text,
    place: page.place,
    neighbourhood: page.neighbourhood,
    visibility: row.visibility,
    authority: row.authority,
    urgency: row.urgency,
    answer:
      answer === undefined
        ? null
        : { outcome: answer.outcome, text: answer.text, status: answer.status, promisedDate: answer.promisedDate },
    history: page.history.map(({ at, event, from, to }) => ({ at: at.toISOString(), event, from, to })),
  }
}
