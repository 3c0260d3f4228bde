import { z } from 'zod'
import { atWardTime, isClock, isWardDate } from '../../platform/ward-time.ts'
import { draftNotice, redraftNotice, type NoticeDraft } from '../../ward/notice/draft-notice.ts'
import { correctNotice } from '../../ward/notice/correct-notice.ts'
import { findNotice, type NoticeRow } from '../../ward/notice/find-notice.ts'
import { fieldsOfKind, draftKinds, isDraftKind, type DraftKind, type Facts } from '../../ward/notice/notice-kind.ts'
import { templateOf } from '../../ward/notice/notice-template.ts'
import { fillForRecipient, fillTemplate, fillZaloForm } from '../../ward/notice/notice-words.ts'
import type { NoticeWords } from '../../ward/notice/notice.ts'
import { listNeighbourhoodRows } from '../../ward/neighbourhood/list-neighbourhood-rows.ts'
import { readCitizenList } from '../../ward/notice/read-citizen-list.ts'
import { wardNameOf } from '../../ward/ward/ward-name.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed, ticked, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { AudienceForm, CorrectionForm, FactsForm, KindForm, WordsForm } from './compose-views.tsx'
import { readBlanks } from './blanks.ts'
import { audienceFrom, whomOf } from './audience-form.ts'

const idParams = z.object({ id: id() })
const asked = z.object({ kind: z.enum(draftKinds).optional() })

export function addComposePages(app: ConsoleApp): void {
  page(app, 'GET /notices/new', 'write_notices', {
    query: asked,
    answer: ({ query, t }) =>
      query.kind === undefined ? show(t('notice.desk.new'), <KindForm />) : factsPage(t, query.kind, {}),
  })
  page(app, 'POST /notices/new', 'write_notices', writeFacts)
  page(app, 'GET /notices/:id/words', 'write_notices', {
    params: idParams,
    answer: withNotice((notice, { t }) =>
      show(t('notice.desk.words_title', { title: notice.title }), <WordsForm notice={notice} form={{}} />)
    ),
  })
  page(app, 'POST /notices/:id/words', 'write_notices', { params: idParams, answer: withNotice(writeWords) })
  page(app, 'GET /notices/:id/audience', 'write_notices', {
    params: idParams,
    answer: withNotice((notice, visit) => audiencePage(notice, visit, {})),
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
  show(t(`notice.desk.new_kind.${kind}`), <FactsForm kind={kind} form={form} />, { faults })

async function writeFacts({ work, form, t }: Visit): Promise<Answer> {
  const kind = typed(form, 'kind')
  if (!isDraftKind(kind))
    return show(t('notice.desk.new'), <KindForm />, { faults: [{ field: 'kind', say: 'console.fault.choose' }] })
  const facts: Facts = Object.fromEntries(
    fieldsOfKind[kind]
      .map(({ name }) => [name, typed(form, name).normalize('NFC').trim()] as const)
      .filter(([, text]) => text !== '')
  )
  const faults = factFaults(kind, facts)
  if (faults.length > 0) return factsPage(t, kind, form, faults)
  const template = await templateOf(work, kind)
  if (template === null) return conflict('notice.desk.no_template')
  const { name } = await wardNameOf(work)
  const words: NoticeWords = {
    vi: fillTemplate(template, facts, name, 'vi'),
    en: fillTemplate(template, facts, name, 'en'),
  }
  const drafted = await draftNotice(work, {
    kind,
    title: fillForRecipient(words.vi.title, {}, 'vi'),
    words,
    template: fillZaloForm(template, facts, name),
    facts,
    audience: kind === 'general' ? {} : { households: true },
    ...timesOf(facts),
  })
  if (!drafted.ok) return factsPage(t, kind, form, [{ field: '', say: `notice.refused.${drafted.refusal}` }])
  return goTo(`/notices/${drafted.value.id}/words`)
}

function factFaults(kind: DraftKind, facts: Facts): Fault[] {
  return fieldsOfKind[kind].flatMap(({ name, shape, required }): Fault[] => {
    const text = facts[name] ?? ''
    if (text === '') return required ? [{ field: name, say: 'console.fault.missing' }] : []
    if (shape === 'date' && !isWardDate(text)) return [{ field: name, say: 'console.fault.not_a_day' }]
    if (shape === 'clock' && !isClock(text)) return [{ field: name, say: 'notice.desk.not_a_clock' }]
    return text.length > 1_000 ? [{ field: name, say: 'console.fault.too_long' }] : []
  })
}

/** What the facts say about when it happens and until when it holds. */
function timesOf(facts: Facts): Pick<NoticeDraft, 'eventAt' | 'expiresAt'> {
  const at = (date: string | undefined, clock: string | undefined): Date | null =>
    date === undefined || date === '' ? null : atWardTime(date, clock || '23:59')
  return {
    eventAt: at(facts['event_date'], facts['event_clock']),
    expiresAt: at(facts['expires_date'], facts['expires_clock']) ?? at(facts['comments_until'], undefined),
  }
}

/** The notice as a draft again, to change one part of it. */
const draftOf = (notice: NoticeRow): NoticeDraft & { noticeId: string } => ({
  noticeId: notice.id,
  kind: isDraftKind(notice.kind) ? notice.kind : 'general',
  title: notice.title,
  words: notice.words,
  facts: notice.facts,
  choices: notice.choices,
  audience: notice.audience,
  topic: notice.topic,
  statutory: notice.statutory,
  sendAt: notice.sendAt,
  eventAt: notice.eventAt,
  expiresAt: notice.expiresAt,
  ruleId: notice.ruleId,
})

const wordsFrom = (t: Words, form: Form): NoticeWords => ({
  vi: { title: readBlanks(t, typed(form, 'title')), body: readBlanks(t, typed(form, 'body')) },
  ...(typed(form, 'en_body').trim() === ''
    ? {}
    : { en: { title: readBlanks(t, typed(form, 'en_title')), body: readBlanks(t, typed(form, 'en_body')) } }),
})

async function writeWords(notice: NoticeRow, { work, form, t }: NoticeVisit): Promise<Answer> {
  const words = wordsFrom(t, form)
  const again = (faults: readonly Fault[]) =>
    show(t('notice.desk.words_title', { title: notice.title }), <WordsForm notice={notice} form={form} />, { faults })
  const faults = wordFaults(words)
  if (faults.length > 0) return again(faults)
  const kept = await redraftNotice(work, {
    ...draftOf(notice),
    words,
    title: fillForRecipient(words.vi.title, {}, 'vi'),
  })
  if (!kept.ok) return again([{ field: '', say: `notice.refused.${kept.refusal}` }])
  return goTo(`/notices/${notice.id}/audience`, { say: 'notice.desk.said.words_kept' })
}

const wordFaults = ({ vi }: NoticeWords): Fault[] => [
  ...(vi.title.trim() === '' ? [{ field: 'title', say: 'console.fault.missing' }] : []),
  ...(vi.body.trim() === '' ? [{ field: 'body', say: 'console.fault.missing' }] : []),
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
  const { audience, topic, sendAt, faults } = audienceFrom(form, notice, list?.value.citizenIds ?? null)
  if (faults.length > 0) return audiencePage(notice, visit, form, faults)
  const kept = await redraftNotice(work, { ...draftOf(notice), audience, topic, sendAt })
  if (!kept.ok) return audiencePage(notice, visit, form, [{ field: 'whom', say: `notice.refused.${kept.refusal}` }])
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
  const again = (faults: readonly Fault[]) =>
    show(t('notice.desk.correct_title', { title: notice.title }), <CorrectionForm notice={notice} form={form} />, {
      faults,
    })
  const faults = wordFaults(words)
  if (faults.length > 0) return again(faults)
  const drafted = await correctNotice(work, {
    noticeId: notice.id,
    words,
    eventAt: ticked(form, 'recall').length > 0 ? null : notice.eventAt,
  })
  if (!drafted.ok) return again([{ field: '', say: `notice.refused.${drafted.refusal}` }])
  return goTo(`/notices/${drafted.value.id}`, { say: 'notice.desk.said.correction_drafted' })
}
