import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { listAgencies } from '../../ward/agency/keep-agency.ts'
import { findFeedback, findFeedbackFile, type FeedbackPage } from '../../ward/feedback/find-feedback.ts'
import { feedbackStatuses, partiesOf } from '../../ward/feedback/feedback.ts'
import { inboxViews, type Reader } from '../../ward/feedback/inbox-query.ts'
import { countInbox, listInbox, listRestricted } from '../../ward/feedback/list-inbox.ts'
import { isConfidantOf, listConfidants } from '../../ward/feedback/restrict-feedback.ts'
import { listHandlers, suggestHandling } from '../../ward/feedback/suggest-handling.ts'
import { listNeighbourhoods } from '../../ward/neighbourhood/list-neighbourhoods.ts'
import { findOfficial, listOfficials } from '../../ward/official/list-officials.ts'
import { download, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import type { Act } from './acting.ts'
import { acts } from './acts.ts'
import { Inbox } from './inbox-view.tsx'
import type { Base, ReportModel } from './report-model.ts'
import { ReportView } from './report-view.tsx'
import { RestrictedList } from './restricted-view.tsx'

const idParams = z.object({ id: id() })
const fileParams = z.object({ id: id(), fileId: id() })
const asked = z.object({
  view: z.enum(inboxViews).default('my_work'),
  search: z.string().max(200).default(''),
  status: z.union([z.enum(feedbackStatuses), z.literal('').transform(() => undefined)]).optional(),
  unit: z.string().max(200).default(''),
  neighbourhood: z.string().max(40).default(''),
  field: z.string().max(40).default(''),
  cursor: z.string().max(80).optional(),
})
type ReportVisit = Visit<typeof idParams>

export function addFeedbackPages(app: ConsoleApp): void {
  page(app, 'GET /feedback', 'read_feedback', { query: asked, answer: inbox })
  addReportPages(app, '/feedback')
  page(app, 'GET /restricted-feedback', 'read_restricted', async (visit) =>
    show(
      visit.t('feedback.desk.restricted_title'),
      <RestrictedList lines={await listRestricted(visit.work, await readerOf(visit))} />
    )
  )
  addReportPages(app, '/restricted-feedback')
}

/** A report, its files, and every act on it: the same in both places, but restricted ones open only to named roles. */
function addReportPages(app: ConsoleApp, base: Base): void {
  const reading = base === '/feedback' ? 'read_feedback' : 'read_restricted'
  page(app, `GET ${base}/:id`, reading, {
    params: idParams,
    answer: (visit) => reportPage(visit, base),
  })
  page(app, `GET ${base}/:id/files/:fileId`, reading, {
    params: fileParams,
    answer: async (visit) => {
      const { work, params } = visit
      if ((await open(visit, base)) === null) return notFound()
      const mayReadRestricted = base === '/restricted-feedback'
      const file = await findFeedbackFile(work, { feedbackId: params.id, fileId: params.fileId, mayReadRestricted })
      return file.ok ? download(fileName(file.value.mime), file.value.mime, Buffer.from(file.value.bytes)) : notFound()
    },
  })
  for (const act of acts)
    page(app, `POST ${base}/:id/${act.name}`, act.permission, {
      params: idParams,
      answer: (visit) => perform(visit, base, act),
    })
}

const fileName = (mime: string): string => (mime === 'application/pdf' ? 'minh-chung.pdf' : 'anh.jpg')

export async function readerOf({ work, official }: Pick<Visit, 'work' | 'official'>): Promise<Reader> {
  const self = await findOfficial(work, { officialId: official.id })
  return { officialId: official.id, unit: self?.unit ?? null, parties: partiesOf(official.roles) }
}

/** The report, where this official may know of it here: restricted ones only in their own place, and by named people. */
async function open(
  visit: Pick<ReportVisit, 'work' | 'official' | 'params' | 'may'>,
  base: Base
): Promise<FeedbackPage | null> {
  const { work, official, params, may } = visit
  const asked = { id: params.id, roles: official.roles }
  if (base === '/feedback') {
    const found = await findFeedback(work, asked)
    return found.ok ? found.value : null
  }
  const { officialId, parties } = await readerOf(visit)
  if (!may('read_restricted') || !(await isConfidantOf(work, { feedbackId: params.id, officialId, parties })))
    return null
  const found = await findFeedback(work, { ...asked, mayReadRestricted: true })
  return found.ok ? found.value : null
}

async function inbox(visit: Visit<z.ZodObject<Record<string, never>>, typeof asked>): Promise<Answer> {
  const { work, query, may, t } = visit
  const reader = await readerOf(visit)
  const { lines, next } = await listInbox(work, reader, { ...query, words: query.search })
  const { units } = await listHandlers(work)
  const { neighbourhoods } = await listNeighbourhoods(work, null, {})
  const counts = await countInbox(work, reader)
  return show(
    t('feedback.desk.title'),
    <Inbox
      lines={lines}
      next={next}
      query={query}
      counts={counts}
      units={units}
      neighbourhoods={neighbourhoods}
      mayEnter={may('take_in_feedback')}
    />
  )
}

async function reportPage(
  visit: ReportVisit,
  base: Base,
  form: Form = {},
  faults: readonly Fault[] = []
): Promise<Answer> {
  const model = await modelOf(visit, base, form)
  if (model === null) return notFound()
  const say = base === '/feedback' ? 'feedback.desk.page_title' : 'feedback.desk.restricted_page_title'
  const title = visit.t(say, { code: model.page.row.code ?? '' })
  return show(title, <ReportView model={model} />, { faults })
}

async function modelOf(visit: ReportVisit, base: Base, form: Form): Promise<ReportModel | null> {
  const { work, official, may } = visit
  const report = await open(visit, base)
  if (report === null) return null
  const { row, text } = report
  const handlers = await listHandlers(work)
  const officials = await listOfficials(work)
  const mine = await listInbox(work, await readerOf(visit), { view: 'my_work', limit: 2 })
  const next = mine.lines.find((line) => line.id !== row.id)
  const main = row.mainId === null ? null : await findFeedback(work, { id: row.mainId })
  return {
    base,
    page: report,
    names: new Map(officials.map((one) => [one.id, one.fullName])),
    handlers,
    suggestion: await suggestHandling(work, { text, field: row.field, units: handlers.units }),
    agencies: await listAgencies(work),
    confidants: await listConfidants(work),
    main: main?.ok ? { id: main.value.row.id, code: main.value.row.code ?? '' } : null,
    next: next === undefined ? null : { id: next.id, code: next.code },
    me: official.id,
    isLeader: partiesOf(official.roles).includes('leader'),
    today: wardDateOf(work.now),
    may,
    key: keyOf(form),
    form,
  }
}

/** A form shown again keeps its key: nothing has happened yet. */
const keyOf = (form: Form): string => {
  const key = typed(form, 'key')
  return isId(key) ? key : newId()
}

async function perform(visit: ReportVisit, base: Base, { act, said, field }: Act): Promise<Answer> {
  const { work, params, form, file } = visit
  const report = await open(visit, base)
  if (report === null) return notFound()
  const { status, visibility } = report.row
  const done = await act({ work, feedbackId: params.id, status, visibility, key: `desk:${keyOf(form)}`, form, file })
  if (done.ok) {
    return goTo((await open(visit, base)) === null ? base : `${base}/${params.id}`, { say: said })
  }
  if (done.refusal === 'not_found') return notFound()
  return reportPage(visit, base, form, [{ field: field[done.refusal] ?? '', say: `feedback.refused.${done.refusal}` }])
}
