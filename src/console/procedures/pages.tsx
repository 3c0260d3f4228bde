import { z } from 'zod'
import type { Procedure } from '../../ward/procedure/procedure.ts'
import type { ProcedureRow } from '../../ward/procedure/read-procedures.ts'
import { confirmProcedure } from '../../ward/procedure/confirm-procedure.ts'
import { countProcedures } from '../../ward/procedure/count-procedures.ts'
import { editProcedure } from '../../ward/procedure/edit-procedure.ts'
import { findProcedure, listProcedures } from '../../ward/procedure/list-procedures.ts'
import { findOfficial } from '../../ward/official/list-officials.ts'
import { confidences } from '../../ward/law/dated-row.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { interlinks, onlineLevels } from './levels.ts'
import { ProcedureForm } from './procedure-form.tsx'
import { ProcedureCountsView, ProcedureList, ProcedureView } from './views.tsx'

const idParams = z.object({ id: id() })
const asked = z.object({
  search: z.string().max(200).default(''),
  field: z.string().max(200).optional(),
  unconfirmed: z.enum(['1']).optional(),
})

const lines = () => maybeLine(5000).transform((text) => (text ?? '').split(/\s*\n\s*/).filter(Boolean))
const maybeCount = () =>
  maybeLine(12)
    .transform((text) => (text === null ? null : Number(text.replaceAll('.', ''))))
    .refine((n) => n === null || Number.isInteger(n), 'console.fault.not_a_number')
const tick = () =>
  z
    .string()
    .optional()
    .transform((value) => value === '1')

const procedureForm = z.object({
  ...{ name: line(300), field: line(120), department: maybeLine(200), code: maybeLine(40) },
  ...{ deadlineText: line(300), deadlineWorkingDays: maybeCount(), cutOff15h: tick() },
  ...{ feeText: line(300), feeDong: maybeCount() },
  ...{ documents: lines(), whereToDo: maybeLine(300), onTheSpot: tick(), aliases: lines() },
  onlineLevel: z.enum(onlineLevels, 'console.fault.choose'),
  interlink: z.enum(interlinks, 'console.fault.choose'),
  source: line(300),
  confidence: z.enum(confidences as [Procedure['confidence'], ...Procedure['confidence'][]], 'console.fault.choose'),
  effectiveFrom: day(),
  effectiveTo: maybeLine(10).pipe(z.union([z.null(), day()])),
})

export function addProcedurePages(app: ConsoleApp): void {
  page(app, 'GET /procedures', 'read_procedures', {
    query: asked,
    answer: async ({ work, query, t }) => {
      const procedures = await listProcedures(work, {
        search: query.search,
        field: query.field || undefined,
        unconfirmed: query.unconfirmed === '1',
      })
      const fields = [...new Set((await listProcedures(work)).map(({ field }) => field))]
      return show(
        t('console.procedures.title'),
        <ProcedureList procedures={procedures} fields={fields} query={query} />
      )
    },
  })
  page(app, 'GET /procedures/counts', 'read_procedures', async ({ work, t }) =>
    show(t('console.procedures.counts'), <ProcedureCountsView counts={await countProcedures(work)} />)
  )
  page(app, 'GET /procedures/:id', 'read_procedures', { params: idParams, answer: procedurePage })
  page(app, 'GET /procedures/:id/edit', 'edit_procedures', {
    params: idParams,
    answer: async ({ work, params, t }) => {
      const found = await findProcedure(work, params)
      return found === null ? notFound() : editPage(t, params.id, typedOf(found.procedure))
    },
  })
  page(app, 'POST /procedures/:id/edit', 'edit_procedures', { params: idParams, answer: edit })
  page(app, 'POST /procedures/:id/confirm', 'confirm_procedures', { params: idParams, answer: confirm })
}

async function procedurePage({ work, params, may }: Visit<typeof idParams>): Promise<Answer> {
  const found = await findProcedure(work, params)
  if (found === null) return notFound()
  const by = found.procedure.confirmedBy ? await findOfficial(work, { officialId: found.procedure.confirmedBy }) : null
  const rights = { mayEdit: may('edit_procedures'), mayConfirm: may('confirm_procedures') }
  return show(found.procedure.name, <ProcedureView {...found} {...rights} confirmedBy={by?.fullName ?? null} />)
}

async function edit({ work, params, form, t }: Visit<typeof idParams>): Promise<Answer> {
  if ((await findProcedure(work, params)) === null) return notFound()
  const read = readForm(procedureForm, form)
  if (!read.ok) return editPage(t, params.id, form, read.faults)
  const edited = await editProcedure(work, { id: params.id, changes: read.value })
  if (edited.ok) return goTo(`/procedures/${edited.value.id}`, { say: 'console.procedures.edited' })
  if (edited.refusal === 'not_found') return notFound()
  const field = edited.refusal === 'effective_to_wrong' ? 'effectiveTo' : 'effectiveFrom'
  return editPage(t, params.id, form, [
    {
      field,
      say:
        edited.refusal === 'effective_from_taken'
          ? 'console.procedures.refused.effective_from_taken'
          : 'console.procedures.refused.dates',
    },
  ])
}

/** What was changed since the official read it is not confirmed unseen. */
async function confirm({ work, params, form }: Visit<typeof idParams>): Promise<Answer> {
  if ((await findProcedure(work, params)) === null) return notFound()
  const seenAt = new Date(typed(form, 'seenAt'))
  if (Number.isNaN(seenAt.getTime())) return conflict('console.procedures.refused.changed_meanwhile')
  const confirmed = await confirmProcedure(work, { id: params.id, seenAt })
  if (confirmed.ok) return goTo(`/procedures/${params.id}`, { say: 'console.procedures.confirmed' })
  return confirmed.refusal === 'not_found' ? notFound() : conflict('console.procedures.refused.changed_meanwhile')
}

const editPage = (t: Words, procedureId: string, form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('console.procedures.edit'), <ProcedureForm procedureId={procedureId} form={form} />, { faults })

function typedOf(row: ProcedureRow): Form {
  const ticks = { cutOff15h: row.cutOff15h ? '1' : '', onTheSpot: row.onTheSpot ? '1' : '' }
  const numbers = { deadlineWorkingDays: String(row.deadlineWorkingDays ?? ''), feeDong: String(row.feeDong ?? '') }
  return {
    ...{ name: row.name, field: row.field, department: row.department ?? '', code: row.code ?? '' },
    ...{ deadlineText: row.deadlineText, feeText: row.feeText, whereToDo: row.whereToDo ?? '' },
    ...{ documents: row.documents.join('\n'), aliases: row.aliases.join('\n') },
    ...{ onlineLevel: row.onlineLevel, interlink: row.interlink, source: row.source, confidence: row.confidence },
    ...{ effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo ?? '' },
    ...ticks,
    ...numbers,
  }
}
