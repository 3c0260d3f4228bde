import { z } from 'zod'
import {
  agreedChannels,
  chooseAmongNeighbourhoods,
  endAgreement,
  listAgreements,
  recordAgreement,
  takeBackEnd,
  type AgreedChannel,
} from '../../ward/neighbourhood/channel-agreement.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, keyIn, line, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { searchAgreements } from './group-agreements.ts'
import { AgreementForm, Agreements } from './views.tsx'

const idParams = z.object({ id: id() })
const listAsked = z.object({ q: z.string().max(100).default('') })
const newAsked = z.object({ neighbourhood: id().optional() })
const agreementForm = z.object({
  neighbourhoodId: id(),
  channel: z.enum(agreedChannels as unknown as [AgreedChannel, ...AgreedChannel[]], 'console.fault.choose'),
  agreedDate: day(),
  minutesRef: line(200),
})

/** Which neighbourhood has agreed, in its minutes, to be told of its own matters through which channel. */
export function addAgreementPages(app: ConsoleApp): void {
  page(app, 'GET /agreements', 'read_participation', {
    query: listAsked,
    answer: async ({ work, query: { q }, may, t }) => {
      const lines = searchAgreements(await listAgreements(work), q)
      return show(
        t('neighbourhood.desk.agreements'),
        <Agreements lines={lines} q={q} mayEdit={may('edit_participation')} />
      )
    },
  })
  page(app, 'GET /agreements/new', 'edit_participation', {
    query: newAsked,
    answer: (visit) => newPage(visit, { neighbourhoodId: visit.query.neighbourhood ?? '' }),
  })
  page(app, 'POST /agreements/new', 'edit_participation', record)
  page(app, 'POST /agreements/:id/end', 'edit_participation', {
    params: idParams,
    answer: async ({ work, params }) =>
      (await endAgreement(work, { agreementId: params.id })).ok
        ? goTo('/agreements', { say: 'neighbourhood.desk.agreement_ended' })
        : notFound(),
  })
  page(app, 'POST /agreements/:id/take-back', 'edit_participation', {
    params: idParams,
    answer: async ({ work, params }) => {
      const done = await takeBackEnd(work, { agreementId: params.id })
      if (done.ok) return goTo('/agreements', { say: 'neighbourhood.desk.agreement_taken_back' })
      return done.refusal === 'not_found' ? notFound() : conflict(`neighbourhood.refused.${done.refusal}`)
    },
  })
}

async function record(visit: Visit): Promise<Answer> {
  const { work, form, official } = visit
  const read = readForm(agreementForm, form)
  if (!read.ok) return newPage(visit, form, read.faults)
  const kept = await recordAgreement(work, { ...read.value, agreementId: keyIn(form), officialId: official.id })
  if (kept.ok) return goTo('/agreements', { say: 'neighbourhood.desk.agreement_kept' })
  const field = ['agreed_in_the_future', 'agreed_and_ended'].includes(kept.refusal) ? 'agreedDate' : 'neighbourhoodId'
  return newPage(visit, form, [{ field, say: `neighbourhood.refused.${kept.refusal}` }])
}

const newPage = async (
  { work, t }: Pick<Visit, 'work' | 't'>,
  form: Form,
  faults: readonly Fault[] = []
): Promise<Answer> =>
  show(
    t('neighbourhood.desk.add_agreement'),
    <AgreementForm neighbourhoods={await chooseAmongNeighbourhoods(work)} form={form} />,
    { faults }
  )
