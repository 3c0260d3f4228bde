import { z } from 'zod'
import { changeFacts, factFieldsOf, factsOf } from '../../ward/notice/change-facts.ts'
import { draftNotice, draftOf, redraftNotice } from '../../ward/notice/draft-notice.ts'
import { correctNotice } from '../../ward/notice/correct-notice.ts'
import { findNotice, type NoticeRow } from '../../ward/notice/find-notice.ts'
import { fillNotice, timesOf } from '../../ward/notice/fill-notice.ts'
import { draftKinds, eventFields, fieldsOfKind, isDraftKind, type DraftKind } from '../../ward/notice/notice-kind.ts'
import { fillForRecipient } from '../../ward/notice/notice-words.ts'
import type { NoticeWords } from '../../ward/notice/notice.ts'
import { listNeighbourhoodRows } from '../../ward/neighbourhood/list-neighbourhood-rows.ts'
import { readCitizenList } from '../../ward/notice/read-citizen-list.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { seenOfNotice } from '../../ward/notice/seen-notice.ts'
import { id, keyIn, typed, ticked, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { AudienceForm, CorrectionForm, FactsForm, KindForm, WordsForm } from './compose-views.tsx'
import { readBlanks } from './blanks.ts'
import { audienceFrom, whomOf } from './audience-form.ts'
import { readFacts } from './facts-form.ts'

const idParams = z.object({ id: id() })
const asked = z.object({ kind: z.enum(draftKinds).optional() })

export function addComposePages(app: ConsoleApp): void {
  page(app, 'GET /notices/new', 'write_notices', {
    query: asked,
    answer: ({ query, t }) =>
      query.kind === undefined ? show(t('notice.desk.new'), <KindForm />) : factsPage(t, query.kind, {}),
  })
  page(app, 'POST /notices/new', 'write_notices', writeFacts)
  page(app, 'GET /notices/:id/facts', 'write_notices', {
    params: idParams,
    answer: withNotice((notice, visit) => changePage(notice, visit, { ...factsOf(notice), ...asShown(notice) })),
  })
  page(app, 'POST /notices/:id/facts', 'write_notices', { params: idParams, answer: withNotice(rewriteFacts) })
  page(app, 'GET /notices/:id/words', 'write_notices', {
    params: idParams,
    answer: withNotice((notice, { t }) =>
      show(t('notice.desk.words_title', { title: notice.title }), <WordsForm notice={notice} form={asShown(notice)} />)
    ),
  })
  page(app, 'POST /notices/:id/words', 'write_notices', { params: idParams, answer: withNotice(writeWords) })
  page(app, 'GET /notices/:id/audience', 'write_notices', {
    params: idParams,
    answer: withNotice((notice, visit) => audiencePage(notice, visit, asShown(notice))),
  })
  page(app, 'POST /notices/:id/audience', 'write_notices', { params: idParams, answer: withNotice(writeAudience) })
  page(app, 'GET /notices/:id/correct', 'write_notices', {
    params: idParams,
    answer: withNotice((notice, { t }) =>
      show(t('notice.desk.correct_title', { title: notice.title }), <CorrectionForm notice={notice} form={{}} />)
    ),
  })
  page(app, 'POST /notices/:id/correct', 'write_notices', { params: idParams, answer: withNotice(writeCorrection) })
}

type NoticeVisit = Visit<typeof idParams>

/** Pages of one notice: what is not there is not found. */
function withNotice(answer: (notice: NoticeRow, visit: NoticeVisit) => Answer | Promise<Answer>) {
  return async (visit: NoticeVisit): Promise<Answer> => {
    const notice = await findNotice(visit.work, { noticeId: visit.params.id })
    return notice === null ? notFound() : answer(notice, visit)
  }
}

const factsPage = (t: Words, kind: DraftKind, form: Form, faults: readonly Fault[] = []): Answer =>
  show(
    t(`notice.desk.new_kind.${kind}`),
    <FactsForm action="/notices/new" kind={kind} fields={fieldsOfKind[kind]} form={form} />,
    { faults }
  )

/** The mark of a notice in a form that edits it. */
const asShown = (notice: NoticeRow): Form => ({ seen: seenOfNotice(notice) })
const seenIn = (form: Form): string | undefined => typed(form, 'seen') || undefined

/** A refused form once more; where somebody else was first, with the mark of what now stands: a second press is meant. */
const afterRefusal = (notice: NoticeRow, form: Form, refusal: string): Form =>
  refusal === 'changed_meanwhile' ? { ...form, ...asShown(notice) } : form

/** Who goes back and sends the same form again has changed the notice that came of it. */
async function writeFacts(visit: Visit): Promise<Answer> {
  const { work, form, t } = visit
  const key = keyIn(form)
  const known = await findNotice(work, { noticeId: key })
  if (known !== null) return rewriteFacts(known, visit)
  const kind = typed(form, 'kind')
  if (!isDraftKind(kind))
    return show(t('notice.desk.new'), <KindForm />, { faults: [{ field: 'kind', say: 'console.fault.choose' }] })
  const { facts, faults } = readFacts(fieldsOfKind[kind], form)
  if (faults.length > 0) return factsPage(t, kind, form, faults)
  const filled = await fillNotice(work, kind, facts)
  if (filled === null) return conflict('notice.refused.no_template')
  const drafted = await draftNotice(work, {
    ...{ id: key, kind, ...filled },
    audience: kind === 'general' ? {} : { households: true },
  })
  if (!drafted.ok) return factsPage(t, kind, form, [{ field: '', say: `notice.refused.${drafted.refusal}` }])
  return goTo(`/notices/${drafted.value.id}/words`)
}

function changePage(notice: NoticeRow, { t }: Pick<NoticeVisit, 't'>, form: Form, faults: readonly Fault[] = []) {
  const fields = factFieldsOf(notice)
  if (fields === null) return conflict('notice.refused.follows_its_thing')
  return show(
    t('notice.desk.facts_title', { title: notice.title }),
    <FactsForm action={`/notices/${notice.id}/facts`} fields={fields} form={form} />,
    { faults }
  )
}

async function rewriteFacts(notice: NoticeRow, visit: Pick<Visit, 'work' | 'form' | 't'>): Promise<Answer> {
  const { work, form } = visit
  const { facts, faults } = readFacts(factFieldsOf(notice) ?? [], form)
  if (faults.length > 0) return changePage(notice, visit, form, faults)
  const changed = await changeFacts(work, { noticeId: notice.id, facts, seen: seenIn(form) })
  if (!changed.ok) {
    const again = afterRefusal(notice, form, changed.refusal)
    return changePage(notice, visit, again, [{ field: '', say: `notice.refused.${changed.refusal}` }])
  }
  return changed.value.isReworded
    ? goTo(`/notices/${notice.id}/words`, { say: 'notice.desk.said.reworded' })
    : goTo(`/notices/${notice.id}`, { say: 'notice.desk.said.facts_kept' })
}

const wordsFrom = (t: Words, form: Form): NoticeWords => ({
  vi: { title: readBlanks(t, typed(form, 'title')), body: readBlanks(t, typed(form, 'body')) },
  ...(typed(form, 'en_body').trim() === ''
    ? {}
    : { en: { title: readBlanks(t, typed(form, 'en_title')), body: readBlanks(t, typed(form, 'en_body')) } }),
})

async function writeWords(notice: NoticeRow, { work, form, t }: NoticeVisit): Promise<Answer> {
  const words = wordsFrom(t, form)
  const again = (faults: readonly Fault[], shown = form) =>
    show(t('notice.desk.words_title', { title: notice.title }), <WordsForm notice={notice} form={shown} />, { faults })
  const faults = wordFaults(words)
  if (faults.length > 0) return again(faults)
  const kept = await redraftNotice(work, {
    ...draftOf(notice),
    seen: seenIn(form),
    words,
    title: fillForRecipient(words.vi.title, {}, 'vi'),
  })
  if (!kept.ok)
    return again([{ field: '', say: `notice.refused.${kept.refusal}` }], afterRefusal(notice, form, kept.refusal))
  return goTo(`/notices/${notice.id}/audience`, { say: 'notice.desk.said.words_kept' })
}

/** As long as the words of a template may be. */
const longest = { title: 200, body: 4_000 } as const

const wordFaults = ({ vi, en }: NoticeWords): Fault[] => [
  ...(vi.title.trim() === '' ? [{ field: 'title', say: 'console.fault.missing' }] : []),
  ...(vi.body.trim() === '' ? [{ field: 'body', say: 'console.fault.missing' }] : []),
  ...(['title', 'body'] as const).flatMap((part) => [
    ...(vi[part].length > longest[part] ? [{ field: part, say: 'console.fault.too_long' }] : []),
    ...(en !== undefined && en[part].length > longest[part]
      ? [{ field: `en_${part}`, say: 'console.fault.too_long' }]
      : []),
  ]),
]

async function audiencePage(
  notice: NoticeRow,
  { work, t }: Pick<NoticeVisit, 'work' | 't'>,
  form: Form,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const places = await listNeighbourhoodRows(work)
  const view = <AudienceForm notice={notice} places={places} whom={whomOf(notice.audience)} form={form} />
  return show(t('notice.desk.audience_title', { title: notice.title }), view, { faults })
}

async function writeAudience(notice: NoticeRow, visit: NoticeVisit): Promise<Answer> {
  const { work, form, file } = visit
  const list = file === null ? null : await readCitizenList(work, file.bytes)
  if (list !== null && !list.ok)
    return audiencePage(notice, visit, form, [{ field: 'file', say: `notice.refused.${list.refusal}` }])
  if (list?.value.citizenIds.length === 0)
    return audiencePage(notice, visit, form, [{ field: 'file', say: 'notice.desk.list_nobody' }])
  const { audience, topic, sendAt, faults } = audienceFrom(form, notice, list?.value.citizenIds ?? null)
  if (faults.length > 0) return audiencePage(notice, visit, form, faults)
  const kept = await redraftNotice(work, { ...draftOf(notice), seen: seenIn(form), audience, topic, sendAt })
  if (!kept.ok) {
    const again = afterRefusal(notice, form, kept.refusal)
    return audiencePage(notice, visit, again, [{ field: 'whom', say: `notice.refused.${kept.refusal}` }])
  }
  const unknown = list?.value.unknownRows ?? []
  return goTo(
    `/notices/${notice.id}`,
    list !== null && unknown.length > 0
      ? {
          say: 'notice.desk.said.list_kept',
          with: { known: list.value.citizenIds.length, unknown: unknown.length, rows: rowsSaid(unknown) },
        }
      : { say: 'notice.desk.said.audience_kept' }
  )
}

/** The first rows by their numbers in the sheet; a long list is told by its beginning. */
const rowsSaid = (rows: readonly number[]): string =>
  `${rows.slice(0, mostRows).join(', ')}${rows.length > mostRows ? ', …' : ''}`
const mostRows = 20

async function writeCorrection(notice: NoticeRow, { work, form, t }: NoticeVisit): Promise<Answer> {
  const words = wordsFrom(t, form)
  const { facts, faults: dayFaults } = readFacts(eventFields, form)
  const again = (faults: readonly Fault[]) =>
    show(t('notice.desk.correct_title', { title: notice.title }), <CorrectionForm notice={notice} form={form} />, {
      faults,
    })
  const faults = [...wordFaults(words), ...dayFaults]
  if (faults.length > 0) return again(faults)
  const drafted = await correctNotice(work, {
    noticeId: notice.id,
    words,
    eventAt: ticked(form, 'recall').length > 0 ? null : timesOf(facts).eventAt,
  })
  if (!drafted.ok) return again([{ field: '', say: `notice.refused.${drafted.refusal}` }])
  return goTo(`/notices/${drafted.value.id}`, { say: 'notice.desk.said.correction_drafted' })
}
