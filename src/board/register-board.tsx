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
import { askedFor, makeWardPage } from './ward-page.ts'

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

  const page = makeWardPage(app, deps, (reply, ward, { title, content }) =>
    html(reply, boardPage(frame(ward), title, content))
  )

  page('', async (work, { ward }) => {
    const shown = {
      facts: await listWardFacts(work),
      counts: await countProcedures(work),
      fingerprint: fingerprintOf(work.seal.publicKey()),
    }
    return { title: t('board.home', { ward: ward.name }), content: <WardHome t={t} ward={ward} {...shown} /> }
  })

  page('procedures', async (work, { ward, query }) => {
    const search = askedFor(query, 'q')
    const rows = await listProcedures(work, { search })
    return {
      title: t('board.procedures'),
      content: <ProcedureList t={t} ward={ward} rows={rows} search={search} />,
    }
  })

  page('procedures/:id', async (work, { id }) => {
    const found = await findProcedure(work, { id })
    if (found === null) return null
    return { title: found.procedure.name, content: <ProcedureDetail t={t} procedure={found.procedure} /> }
  })

  registerParticipation(app, deps, page)
  addFeedbackBoard(app, deps, frame)

  page('fund', async (work) => {
    const report = await reportFund(work, { until: wardDateOf(work.now) })
    return { title: t('fund.board.title'), content: <FundTotals t={t} report={report} /> }
  })

  page('satisfaction', async (work) => {
    const to = wardDateOf(work.now)
    const period = { from: `${to.slice(0, 4)}-01-01`, to }
    const report = await reportSatisfaction(work, period)
    return { title: t('satisfaction.board.title'), content: <SatisfactionTotals t={t} {...{ period, report }} /> }
  })

  page('reception', async (work, { ward }) => ({
    title: t('reception.board.title'),
    content: <ReceptionSchedule t={t} slug={ward.slug} sessions={await listReceptions(work)} />,
  }))

  app.setNotFoundHandler((request, reply) => {
    void reply.code(404)
    if (!request.headers.accept?.includes('text/html')) return reply.send({ status: 404, title: 'Not found' })
    return reply
      .type('text/html; charset=utf-8')
      .send(boardPage(frame(null), t('board.not_found'), <p>{t('board.not_found_what_now')}</p>))
  })
}
