import { z } from 'zod'
import { wardDateOf } from '../../platform/ward-time.ts'
import { answerDisclosureQuestion, listQuestions } from '../../ward/disclosure/ask-about-disclosure.ts'
import {
  categories,
  clockRules,
  isCategory,
  longestSummary,
  type Category,
  type ClockRule,
} from '../../ward/disclosure/disclosure.ts'
import { draftDisclosure, editDisclosure, seenOfDisclosure } from '../../ward/disclosure/keep-disclosure.ts'
import {
  findDisclosure,
  listDisclosures,
  quarterlyList,
  type DisclosurePage,
} from '../../ward/disclosure/list-disclosures.ts'
import { openQuestions } from '../../ward/disclosure/open-questions.ts'
import { endDisclosure, formStates, publishDisclosure } from '../../ward/disclosure/publish-disclosure.ts'
import { quarterEndOf } from '../../ward/ladder/ladder.ts'
import { isPeriodDue, settlePeriod } from '../../ward/ladder/plan-periods.ts'
import { thingSteps } from '../../ward/ladder/thing-steps.ts'
import { listPapers } from '../../ward/paper/list-papers.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, keyIn, line, maybeDay, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { DisclosureForm } from './disclosure-form.tsx'
import { QuarterList } from './quarter-list.tsx'
import { answerField, DisclosureList, DisclosureView } from './views.tsx'

const idParams = z.object({ id: id() })
const ofQuestion = z.object({ id: id(), questionId: id() })
const asked = z.object({ category: z.string().default('') })
const quarterForm = z.object({ end: day() })
const quarterAsked = z.object({ end: z.union([z.literal(''), z.iso.date()]).default('') })

const disclosureForm = z.object({
  category: z.enum(categories as unknown as [Category, ...Category[]], 'console.fault.choose'),
  title: line(300),
  summary: line(longestSummary),
  decisionNumber: line(60),
  decisionDate: day(),
  clockRule: z.enum(clockRules as unknown as [ClockRule, ...ClockRule[]], 'console.fault.choose'),
  clockDate: maybeDay(),
  supersedesId: maybeLine(40),
})
const answerForm = z.object({ answer: line(2000) })

export function addDisclosurePages(app: ConsoleApp): void {
  page(app, 'GET /disclosures', 'read_participation', {
    query: asked,
    answer: async ({ work, may, query, t }) => {
      const category = isCategory(query.category) ? query.category : undefined
      const rows = await listDisclosures(work, category ? { category } : {})
      return show(
        t('disclosure.desk.title'),
        <DisclosureList
          {...{ rows, category, questions: await openQuestions(work) }}
          mayEdit={may('edit_participation')}
        />
      )
    },
  })
  page(app, 'GET /disclosures/new', 'edit_participation', (visit) => formPage(visit, {}))
  page(app, 'POST /disclosures/new', 'edit_participation', (visit) => keep(visit))
  page(app, 'GET /disclosures/quarter', 'read_participation', {
    query: quarterAsked,
    answer: async ({ work, query, may, t }) => {
      const quarterEnd = quarterEndOf(query.end === '' ? wardDateOf(work.now) : query.end)
      const lines = await quarterlyList(work, { quarterEnd })
      const isDue = may('edit_participation') && (await isPeriodDue(work, { noun: 'quarter', period: quarterEnd }))
      return show(t('disclosure.desk.quarter'), <QuarterList {...{ quarterEnd, lines, isDue }} />)
    },
  })
  page(app, 'POST /disclosures/quarter/posted', 'edit_participation', async ({ work, form }) => {
    const read = readForm(quarterForm, form)
    const done = read.ok && (await settlePeriod(work, { noun: 'quarter', period: read.value.end }))
    return done ? goTo('/duties', { say: 'disclosure.desk.quarter_posted' }) : conflict('ladder.desk.done_already')
  })
  page(app, 'GET /disclosures/:id', 'read_participation', {
    params: idParams,
    answer: (visit) => disclosurePage(visit, visit.params.id),
  })
  page(app, 'GET /disclosures/:id/edit', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const found = await findDisclosure(visit.work, visit.params)
      return found === null ? notFound() : formPage(visit, typedOf(found), found.id)
    },
  })
  page(app, 'POST /disclosures/:id/edit', 'edit_participation', {
    params: idParams,
    answer: (visit) => keep(visit, visit.params.id),
  })
  page(app, 'POST /disclosures/:id/publish', 'edit_participation', {
    params: idParams,
    answer: async ({ work, params, official, t }) => {
      const place = t('disclosure.desk.board')
      const done = await publishDisclosure(work, { disclosureId: params.id, officialId: official.id, place })
      if (done.ok)
        return goTo(`/disclosures/${params.id}`, {
          say: done.value.late ? 'disclosure.desk.published_late' : 'disclosure.desk.published',
        })
      return done.refusal === 'not_found' ? notFound() : conflict(`disclosure.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /disclosures/:id/take-down', 'edit_participation', {
    params: idParams,
    answer: async ({ work, params }) => {
      const ended = await endDisclosure(work, { disclosureId: params.id })
      if (ended.ok) return goTo(`/disclosures/${params.id}`, { say: 'disclosure.desk.ended' })
      return ended.refusal === 'not_found' ? notFound() : conflict(`disclosure.refused.${ended.refusal}`)
    },
  })
  page(app, 'POST /disclosures/:id/questions/:questionId', 'edit_participation', {
    params: ofQuestion,
    answer: async (visit) => {
      const { work, params, form } = visit
      const read = readForm(answerForm, { answer: typed(form, answerField(params.questionId)) })
      if (!read.ok) return disclosurePage(visit, params.id, { questionId: params.questionId, faults: read.faults })
      const answered = await answerDisclosureQuestion(work, {
        questionId: params.questionId,
        answer: read.value.answer,
      })
      if (answered.ok) return goTo(`/disclosures/${params.id}`, { say: 'disclosure.desk.answered' })
      return answered.refusal === 'not_found' ? notFound() : conflict(`disclosure.refused.${answered.refusal}`)
    },
  })
}

/** An answer that is refused: each question has its own form on one page, and its field ends in its id. */
type Refused = { questionId: string; faults: readonly Fault[] }

async function disclosurePage(
  { work, form, may, t }: Pick<Visit, 'work' | 'form' | 'may' | 't'>,
  disclosureId: string,
  refused?: Refused
): Promise<Answer> {
  const found = await findDisclosure(work, { id: disclosureId })
  if (found === null) return notFound()
  const of = { noun: 'disclosure', rowId: disclosureId } as const
  const mayEdit = may('edit_participation')
  const parts = {
    papers: await listPapers(work, of),
    steps: await thingSteps(work, of),
    states: await formStates(work, found),
    questions: mayEdit ? await listQuestions(work, { disclosureId }) : [],
  }
  return show(
    t('disclosure.desk.page_title', { title: found.title }),
    <DisclosureView found={found} mayEdit={mayEdit} form={form} {...parts} />,
    { faults: refused?.faults.map((fault) => ({ ...fault, field: answerField(refused.questionId) })) ?? [] }
  )
}

async function formPage(
  { work, t }: Pick<Visit, 'work' | 't'>,
  form: Form,
  disclosureId?: string,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const others = (await listDisclosures(work, { isPublic: true })).filter(({ id }) => id !== disclosureId)
  const title = t(disclosureId === undefined ? 'disclosure.desk.add' : 'disclosure.desk.edit')
  return show(title, <DisclosureForm {...{ form, disclosureId, others }} />, { faults })
}

async function keep(visit: Pick<Visit, 'work' | 'form' | 't'>, disclosureId?: string): Promise<Answer> {
  const { work, form } = visit
  const known = disclosureId === undefined ? null : await findDisclosure(work, { id: disclosureId })
  if (disclosureId !== undefined && known === null) return notFound()
  const read = readForm(disclosureForm, form)
  if (!read.ok) return formPage(visit, form, disclosureId, read.faults)
  const { clockDate, ...rest } = read.value
  const draft = { ...rest, clockDate: clockDate ?? rest.decisionDate }
  const kept =
    disclosureId === undefined
      ? await draftDisclosure(work, { id: keyIn(form), ...draft })
      : await editDisclosure(work, { disclosureId, seen: typed(form, 'seen'), ...draft })
  if (kept.ok) {
    const to = disclosureId ?? ('disclosureId' in kept.value ? String(kept.value.disclosureId) : '')
    return goTo(`/disclosures/${to}`, { say: 'disclosure.desk.kept' })
  }
  if (kept.refusal === 'not_found') return notFound()
  // shown once more with the mark of what now stands: a second press is meant
  const again =
    kept.refusal === 'changed_meanwhile' && known !== null ? { ...form, seen: seenOfDisclosure(known) } : form
  const field = fieldOf[kept.refusal] ?? 'decisionDate'
  return formPage(visit, again, disclosureId, [{ field, say: `disclosure.refused.${kept.refusal}` }])
}

const fieldOf: Readonly<Record<string, string>> = { no_rule_in_force: 'clockRule', changed_meanwhile: 'title' }

const typedOf = (found: DisclosurePage): Form => ({
  seen: seenOfDisclosure(found),
  ...{ category: found.category, title: found.title, summary: found.summary, decisionNumber: found.decisionNumber },
  ...{ decisionDate: found.decisionDate, clockRule: found.clockRule, clockDate: found.clockDate },
  supersedesId: found.supersedesId ?? '',
})
