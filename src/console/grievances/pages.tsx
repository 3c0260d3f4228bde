import { z } from 'zod'
import { settlements } from '../../ward/grievance/grievance.ts'
import { findGrievance, listGrievances, listPassedOn } from '../../ward/grievance/list-grievances.ts'
import { settleGrievance } from '../../ward/grievance/settle-grievance.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { GrievanceList, GrievanceView } from './views.tsx'

const idParams = z.object({ id: id() })
type GrievanceVisit = Visit<typeof idParams>

/** What sounded like a complaint or a denunciation, for the one person named to read it (Luật Tố cáo Điều 25). */
export function addGrievancePages(app: ConsoleApp): void {
  page(app, 'GET /grievances', 'handle_grievances', async ({ work, t }) =>
    show(
      t('grievance.desk.title'),
      <GrievanceList waiting={await listGrievances(work)} passedOn={await listPassedOn(work)} />
    )
  )
  page(app, 'GET /grievances/:id', 'handle_grievances', { params: idParams, answer: (visit) => grievance(visit) })
  page(app, 'POST /grievances/:id/settle', 'handle_grievances', { params: idParams, answer: settle })
}

async function grievance(visit: GrievanceVisit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const { work, params, t } = visit
  const found = await findGrievance(work, { grievanceId: params.id })
  if (!found.ok) return notFound()
  return show(t('grievance.desk.page_title'), <GrievanceView grievance={found.value} form={form} />, { faults })
}

const fields: Readonly<Record<string, string>> = {
  kind_missing: 'as',
  agency_missing: 'to',
  date_missing: 'date',
  date_in_future: 'date',
}

async function settle(visit: GrievanceVisit): Promise<Answer> {
  const { work, params, form } = visit
  const as = settlements.find((one) => one === typed(form, 'as'))
  if (as === undefined) return grievance(visit, form, [{ field: 'as', say: 'grievance.refused.kind_missing' }])
  const to = typed(form, 'to').trim()
  const number = typed(form, 'number').trim()
  const settled = await settleGrievance(work, {
    grievanceId: params.id,
    as,
    ...(to === '' ? {} : { passedOn: { to, date: typed(form, 'date'), ...(number === '' ? {} : { number }) } }),
  })
  if (settled.ok)
    return goTo('/grievances', {
      say: settled.value.code === null ? 'grievance.desk.settled' : 'grievance.desk.is_report',
      with: { code: settled.value.code ?? '' },
    })
  if (settled.refusal === 'not_found') return notFound()
  return grievance(visit, form, [{ field: fields[settled.refusal] ?? '', say: `grievance.refused.${settled.refusal}` }])
}
