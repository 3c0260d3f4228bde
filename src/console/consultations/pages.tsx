import { z } from 'zod'
import { wardDateOf } from '../../platform/ward-time.ts'
import { answerConsultation, answerOpinion } from '../../ward/consultation/answer-opinions.ts'
import { dispositions, type Disposition } from '../../ward/consultation/consultation.ts'
import {
  cancelConsultation,
  draftConsultation,
  earliestEnd,
  editConsultation,
  openConsultation,
  seenOfConsultation,
} from '../../ward/consultation/keep-consultation.ts'
import {
  findConsultation,
  listConsultations,
  type ConsultationRow,
} from '../../ward/consultation/list-consultations.ts'
import { seeOpinions } from '../../ward/consultation/see-opinions.ts'
import { thingSteps } from '../../ward/ladder/thing-steps.ts'
import { chooseAmongNeighbourhoods } from '../../ward/neighbourhood/channel-agreement.ts'
import { listPapers } from '../../ward/paper/list-papers.ts'
import { listPostings } from '../../ward/posting/list-postings.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { boxes, day, id, keyIn, line, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { ConsultationForm, ConsultationList, ConsultationView, OpinionList } from './views.tsx'

const idParams = z.object({ id: id() })
const ofOpinion = z.object({ id: id(), opinionId: id() })
const consultationForm = z.object({
  title: line(200),
  question: line(500),
  background: line(4000),
  neighbourhoodIds: boxes(),
  closesDate: day(),
  answerDate: day(),
})
const opinionForm = z.object({
  disposition: z.enum(dispositions as unknown as [Disposition, ...Disposition[]], 'console.fault.choose'),
  answer: line(2000),
})
const whyForm = z.object({ why: line(300) })
const answerForm = z.object({ summary: line(4000), explanation: line(4000) })

export function addConsultationPages(app: ConsoleApp): void {
  page(app, 'GET /consultations', 'read_participation', async ({ work, may, t }) =>
    show(
      t('consultation.desk.title'),
      <ConsultationList rows={await listConsultations(work)} mayEdit={may('edit_participation')} />
    )
  )
  page(app, 'GET /consultations/new', 'edit_participation', (visit) => formPage(visit, {}))
  page(app, 'POST /consultations/new', 'edit_participation', (visit) => keep(visit))
  page(app, 'GET /consultations/:id', 'read_participation', { params: idParams, answer: consultationPage })
  page(app, 'GET /consultations/:id/edit', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const row = await findConsultation(visit.work, visit.params)
      return row === null ? notFound() : formPage(visit, typedOf(row), row.id)
    },
  })
  page(app, 'POST /consultations/:id/edit', 'edit_participation', {
    params: idParams,
    answer: (visit) => keep(visit, visit.params.id),
  })
  page(app, 'POST /consultations/:id/open', 'edit_participation', {
    params: idParams,
    answer: async ({ work, params }) => {
      const opened = await openConsultation(work, { consultationId: params.id })
      if (opened.ok) return goTo(`/consultations/${params.id}`, { say: 'consultation.desk.opened' })
      return opened.refusal === 'not_found' ? notFound() : conflict(`consultation.refused.${opened.refusal}`)
    },
  })
  page(app, 'POST /consultations/:id/cancel', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const { work, params, form } = visit
      const read = readForm(whyForm, form)
      if (!read.ok) return consultationPage(visit, read.faults)
      const cancelled = await cancelConsultation(work, { consultationId: params.id, ...read.value })
      if (cancelled.ok) return goTo(`/consultations/${params.id}`, { say: 'consultation.desk.cancelled' })
      return cancelled.refusal === 'not_found' ? notFound() : conflict(`consultation.refused.${cancelled.refusal}`)
    },
  })
  page(app, 'GET /consultations/:id/opinions', 'edit_participation', {
    params: idParams,
    isPersonal: true,
    answer: (visit) => opinionsPage(visit, visit.params.id),
  })
  page(app, 'POST /consultations/:id/opinions/:opinionId', 'edit_participation', {
    params: ofOpinion,
    answer: answerOne,
  })
  page(app, 'POST /consultations/:id/answer', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const { work, params, form } = visit
      const read = readForm(answerForm, form)
      if (!read.ok) return consultationPage(visit, read.faults)
      const answered = await answerConsultation(work, { consultationId: params.id, ...read.value })
      if (answered.ok)
        return goTo(`/consultations/${params.id}`, {
          say: 'consultation.desk.answered',
          with: { told: answered.value.told },
        })
      return answered.refusal === 'not_found' ? notFound() : conflict(`consultation.refused.${answered.refusal}`)
    },
  })
}

async function opinionsPage(
  { work, form, t }: Pick<Visit, 'work' | 'form' | 't'>,
  consultationId: string,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const row = await findConsultation(work, { id: consultationId })
  const seen = await seeOpinions(work, { consultationId })
  if (row === null) return notFound()
  if (!seen.ok) return seen.refusal === 'not_found' ? notFound() : conflict(`consultation.refused.${seen.refusal}`)
  return show(
    t('consultation.desk.opinions_title', { title: row.title }),
    <OpinionList row={row} seen={seen.value} form={form} />,
    { faults }
  )
}

/** Each opinion has its own form on one page: its fields end in its id. */
async function answerOne(visit: Visit<typeof ofOpinion>): Promise<Answer> {
  const { work, params, form } = visit
  const { opinionId } = params
  const nameOf = (field: string) => `${field}_${opinionId}`
  const read = readForm(opinionForm, {
    disposition: typed(form, nameOf('disposition')),
    answer: typed(form, nameOf('answer')),
  })
  if (!read.ok) {
    const faults = read.faults.map((fault) => ({ ...fault, field: nameOf(fault.field) }))
    return opinionsPage(visit, params.id, faults)
  }
  const answered = await answerOpinion(work, { opinionId, ...read.value })
  if (answered.ok) return goTo(`/consultations/${params.id}/opinions`, { say: 'consultation.desk.opinion_answered' })
  return answered.refusal === 'not_found' ? notFound() : conflict(`consultation.refused.${answered.refusal}`)
}

async function consultationPage(
  { work, params, form, may, t }: Visit<typeof idParams>,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const row = await findConsultation(work, params)
  if (row === null) return notFound()
  const of = { noun: 'consultation', rowId: params.id } as const
  const parts = {
    papers: await listPapers(work, of),
    postings: await listPostings(work, of),
    steps: await thingSteps(work, of),
  }
  return show(
    t('consultation.desk.page_title', { title: row.title }),
    <ConsultationView row={row} mayEdit={may('edit_participation')} form={form} {...parts} />,
    { faults }
  )
}

async function formPage(
  { work, t }: Pick<Visit, 'work' | 't'>,
  form: Form,
  consultationId?: string,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const neighbourhoods = await chooseAmongNeighbourhoods(work)
  const earliest = await earliestEnd(work, wardDateOf(work.now))
  const title = t(consultationId === undefined ? 'consultation.desk.add' : 'consultation.desk.edit')
  return show(title, <ConsultationForm {...{ form, consultationId, neighbourhoods, earliest }} />, { faults })
}

async function keep(visit: Pick<Visit, 'work' | 'form' | 't'>, consultationId?: string): Promise<Answer> {
  const { work, form } = visit
  const known = consultationId === undefined ? null : await findConsultation(work, { id: consultationId })
  if (consultationId !== undefined && known === null) return notFound()
  const read = readForm(consultationForm, form)
  if (!read.ok) return formPage(visit, form, consultationId, read.faults)
  const kept =
    consultationId === undefined
      ? await draftConsultation(work, { id: keyIn(form), ...read.value })
      : await editConsultation(work, { consultationId, seen: typed(form, 'seen'), ...read.value })
  if (kept.ok)
    return goTo(`/consultations/${kept.value?.consultationId ?? consultationId}`, { say: 'consultation.desk.kept' })
  if (kept.refusal === 'not_found') return notFound()
  // shown once more with the mark of what now stands: a second press is meant
  const again =
    kept.refusal === 'changed_meanwhile' && known !== null ? { ...form, seen: seenOfConsultation(known) } : form
  const field = fieldOf[kept.refusal] ?? 'answerDate'
  return formPage(visit, again, consultationId, [{ field, say: `consultation.refused.${kept.refusal}` }])
}

const fieldOf: Readonly<Record<string, string>> = {
  no_such_neighbourhood: 'neighbourhoodIds',
  changed_meanwhile: 'title',
}

const typedOf = (row: ConsultationRow): Form => ({
  seen: seenOfConsultation(row),
  ...{ title: row.title, question: row.question, background: row.background, closesDate: row.closesDate },
  ...{ answerDate: row.answerDate ?? '', neighbourhoodIds: row.neighbourhoodIds },
})
