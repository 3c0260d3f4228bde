import { PassThrough } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { writeSheet } from '../platform/spreadsheet/write-sheet.ts'
import {
  findPublicFeedback,
  findPublicProof,
  listPublicFeedback,
  type PublicReport,
} from '../ward/feedback/list-public-feedback.ts'
import { feedbackFields, isFeedbackCode } from '../ward/feedback/feedback.ts'
import type { Work } from '../ward/work.ts'
import type { BoardDeps } from './board-deps.ts'
import { boardPage, type BoardFrame } from './board-page.tsx'
import { FeedbackDetail, FeedbackList } from './feedback-views.tsx'

type Found = NonNullable<Awaited<ReturnType<BoardDeps['findWard']>>>
type Frame = (ward: BoardFrame['ward']) => BoardFrame
type Asked = { Params: { slug: string; code: string; fileId: string }; Querystring: Record<string, unknown> }

/** So many at once as data; a page shows fewer. */
const mostAtOnce = 1_000

/** Reports with their answers, for anybody: as pages, as JSON and as CSV. */
export function addFeedbackBoard(app: FastifyInstance, deps: BoardDeps, frame: Frame): void {
  const { t } = deps
  const serve = (
    path: string,
    answer: (ward: Found, request: FastifyRequest<Asked>, reply: FastifyReply) => Promise<unknown>
  ) =>
    app.get<Asked>(path, async (request, reply) => {
      const ward = await deps.findWard(request.params.slug)
      void reply.header('cache-control', 'public, max-age=60')
      return ward === null ? reply.callNotFound() : answer(ward, request, reply)
    })
  const read = <T,>(ward: Found, query: (work: Work) => Promise<T>) => deps.transact(ward.id, 'job:board', query)
  const html = (reply: FastifyReply, page: string) => reply.type('text/html; charset=utf-8').send(page)

  serve('/:slug/feedback', async (ward, request, reply) => {
    const { field, cursor } = askedIn(request)
    const found = await read(ward, (work) => listPublicFeedback(work, { field, cursor }))
    return html(
      reply,
      boardPage(
        frame(ward),
        t('feedback.board.title'),
        <FeedbackList t={t} ward={ward} {...found} field={field ?? ''} isFirst={cursor === undefined} />
      )
    )
  })

  serve('/:slug/feedback/:code', async (ward, request, reply) => {
    const { code } = request.params
    const report = isFeedbackCode(code) ? await read(ward, (work) => findPublicFeedback(work, { code })) : null
    if (report === null) return reply.callNotFound()
    const title = t('feedback.board.page_title', { code })
    return html(reply, boardPage(frame(ward), title, <FeedbackDetail t={t} ward={ward} report={report} />))
  })

  serve('/:slug/feedback/:code/proof/:fileId', async (ward, request, reply) => {
    const { code, fileId } = request.params
    const proof = isFeedbackCode(code) ? await read(ward, (work) => findPublicProof(work, { code, fileId })) : null
    if (proof === null) return reply.callNotFound()
    return reply
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', 'inline')
      .type(proof.mime)
      .send(Buffer.from(proof.bytes))
  })

  serve('/:slug/feedback.json', async (ward, request, reply) => {
    const found = await read(ward, (work) => listPublicFeedback(work, { ...askedIn(request), limit: mostAtOnce }))
    const reports = found.reports.map(({ proofs, ...report }) => ({
      ...report,
      proofs: proofs.map(({ id, mime }) => ({ url: `/${ward.slug}/feedback/${report.code}/proof/${id}`, mime })),
    }))
    return reply.send({ ward: ward.slug, reports, next: found.next })
  })

  serve('/:slug/feedback.csv', async (ward, request, reply) => {
    const { reports } = await read(ward, (work) => listPublicFeedback(work, { ...askedIn(request), limit: mostAtOnce }))
    const to = new PassThrough()
    void writeSheet({ name: t('feedback.board.title'), columns: columnsOf(t), rows: reports.map(rowOf(t)) }, 'csv', to)
    return reply
      .header('content-disposition', `attachment; filename="phan-anh-${ward.slug}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(to)
  })
}

function askedIn({ query }: FastifyRequest<Asked>): { field?: string; cursor?: string } {
  const field = feedbackFields.find((one) => one === query.field)
  const cursor = typeof query.cursor === 'string' && isFeedbackCode(query.cursor) ? query.cursor : undefined
  return { ...(field ? { field } : {}), ...(cursor ? { cursor } : {}) }
}

const columnsOf = (t: BoardDeps['t']) => [
  { title: t('feedback.board.code') },
  { title: t('feedback.board.standing') },
  { title: t('feedback.board.field') },
  { title: t('feedback.board.area') },
  { title: t('feedback.board.words') },
  { title: t('feedback.board.unit') },
  { title: t('feedback.board.submitted'), kind: 'date' as const },
  { title: t('feedback.board.due'), kind: 'date' as const },
  { title: t('feedback.board.answered'), kind: 'date' as const },
  { title: t('feedback.board.outcome') },
  { title: t('feedback.board.answer') },
  { title: t('feedback.board.agency') },
  { title: t('feedback.board.rating'), kind: 'number' as const },
]

const rowOf = (t: BoardDeps['t']) => (one: PublicReport) => [
  one.code,
  t(`feedback.board.status.${one.status}`),
  one.field === null ? '' : t(`feedback.field.${one.field}`),
  one.area,
  one.text,
  one.unit,
  one.submittedDate,
  one.dueDate,
  one.answeredDate,
  t(`feedback.desk.outcome.${one.outcome}`),
  one.answer,
  one.agency,
  one.rating,
]
