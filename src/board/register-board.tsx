import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { makeAsset, pageAssets, serveAssets } from '../platform/web/assets.ts'
import { wardDateOf } from '../platform/ward-time.ts'
import { ReceptionSchedule, SatisfactionTotals } from './desk-pages.tsx'
import { FundTotals } from './fund-page.tsx'
import { reportFund } from '../ward/fund/report-fund.ts'
import { fingerprintOf } from '../ward/notice/notice-proof.ts'
import { countProcedures } from '../ward/procedure/count-procedures.ts'
import { findProcedure, listProcedures } from '../ward/procedure/list-procedures.ts'
import { listReceptions } from '../ward/reception/list-receptions.ts'
import { reportSatisfaction } from '../ward/satisfaction/report-satisfaction.ts'
import { listWardFacts } from '../ward/ward-fact/list-ward-facts.ts'
import { registerParticipation } from './participation/register-participation.tsx'
import type { BoardDeps } from './board-deps.ts'
import { boardPage, type BoardFrame } from './board-page.tsx'
import { addFeedbackBoard } from './feedback-routes.tsx'
import { ProcedureDetail } from './procedure-detail.tsx'
import { ProcedureList } from './procedure-list.tsx'
import { WardHome } from './ward-home.tsx'

type InWard = { Params: { slug: string } }

/** What the ward must make public, for anybody, without signing in. Nothing personal is on these pages. */
export function registerBoard(app: FastifyInstance, deps: BoardDeps): void {
  const { t } = deps
  const css = makeAsset('board.css', readFileSync(new URL('./board.css', import.meta.url)))
  serveAssets(app, [css])
  const frame = (ward: BoardFrame['ward']): BoardFrame => ({ t, ward, styles: [pageAssets().stylesheet, css.path] })
  const html = (reply: FastifyReply, page: string) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=60').send(page)

  app.get('/', async (_request, reply) => {
    const wards = await deps.wards()
    if (wards.length === 1) return reply.redirect(`/${wards[0]!.slug}`)
    const list = wards.map((ward) => (
      <li key={ward.slug}>
        <a href={`/${ward.slug}`}>{ward.name}</a>, {ward.province}
      </li>
    ))
    return html(
      reply,
      boardPage(frame(null), t('board.wards'), wards.length === 0 ? <p>{t('board.no_ward')}</p> : <ul>{list}</ul>)
    )
  })

  app.get<InWard>('/:slug', async (request, reply) => {
    const ward = await deps.findWard(request.params.slug)
    if (!ward) return reply.callNotFound()
    const { facts, counts, fingerprint } = await deps.transact(ward.id, 'job:board', async (work) => ({
      facts: await listWardFacts(work),
      counts: await countProcedures(work),
      fingerprint: fingerprintOf(work.seal.publicKey()),
    }))
    return html(
      reply,
      boardPage(
        frame(ward),
        t('board.home', { ward: ward.name }),
        <WardHome t={t} ward={ward} facts={facts} counts={counts} fingerprint={fingerprint} />
      )
    )
  })

  app.get<InWard & { Querystring: { q?: string | string[] } }>('/:slug/procedures', async (request, reply) => {
    const ward = await deps.findWard(request.params.slug)
    if (!ward) return reply.callNotFound()
    const search = [request.query.q ?? ''].flat().join(' ').slice(0, 200)
    const rows = await deps.transact(ward.id, 'job:board', (work) => listProcedures(work, { search }))
    return html(
      reply,
      boardPage(frame(ward), t('board.procedures'), <ProcedureList t={t} ward={ward} rows={rows} search={search} />)
    )
  })

  app.get<InWard & { Params: { id: string } }>('/:slug/procedures/:id', async (request, reply) => {
    const ward = await deps.findWard(request.params.slug)
    const isId = /^[0-9a-f-]{36}$/.test(request.params.id)
    const found =
      ward && isId
        ? await deps.transact(ward.id, 'job:board', (work) => findProcedure(work, { id: request.params.id }))
        : null
    if (!ward || !found) return reply.callNotFound()
    return html(
      reply,
      boardPage(frame(ward), found.procedure.name, <ProcedureDetail t={t} procedure={found.procedure} />)
    )
  })

  registerParticipation(app, {
    ...{ transact: deps.transact, t, findWard: deps.findWard },
    show: (reply, ward, title, content) => html(reply, boardPage(frame(ward), title, content)),
  })
  addFeedbackBoard(app, deps, frame)

  app.get<InWard>('/:slug/fund', async (request, reply) => {
    const ward = await deps.findWard(request.params.slug)
    if (!ward) return reply.callNotFound()
    const report = await deps.transact(ward.id, 'job:board', (work) =>
      reportFund(work, { until: wardDateOf(work.now) })
    )
    return html(reply, boardPage(frame(ward), t('fund.board.title'), <FundTotals t={t} report={report} />))
  })

  app.get<InWard>('/:slug/satisfaction', async (request, reply) => {
    const ward = await deps.findWard(request.params.slug)
    if (!ward) return reply.callNotFound()
    const shown = await deps.transact(ward.id, 'job:board', async (work) => {
      const to = wardDateOf(work.now)
      const period = { from: `${to.slice(0, 4)}-01-01`, to }
      return { period, report: await reportSatisfaction(work, period) }
    })
    return html(reply, boardPage(frame(ward), t('satisfaction.board.title'), <SatisfactionTotals t={t} {...shown} />))
  })

  app.get<InWard>('/:slug/reception', async (request, reply) => {
    const ward = await deps.findWard(request.params.slug)
    if (!ward) return reply.callNotFound()
    const sessions = await deps.transact(ward.id, 'job:board', (work) => listReceptions(work))
    const content = <ReceptionSchedule t={t} slug={ward.slug} sessions={sessions} />
    return html(reply, boardPage(frame(ward), t('reception.board.title'), content))
  })

  app.setNotFoundHandler((request, reply) => {
    void reply.code(404)
    if (!request.headers.accept?.includes('text/html')) return reply.send({ status: 404, title: 'Not found' })
    return reply
      .type('text/html; charset=utf-8')
      .send(boardPage(frame(null), t('board.not_found'), <p>{t('board.not_found_what_now')}</p>))
  })
}
