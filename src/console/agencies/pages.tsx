import { z } from 'zod'
import { confidences } from '../../ward/law/dated-row.ts'
import { keepAgency, listAgencies, removeAgency, type AgencyRow } from '../../ward/agency/keep-agency.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { isNamed } from '../is-named.ts'
import { page } from '../page.tsx'
import { Area, AskForm, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Go } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit, Words } from '../visit.ts'

const idParams = z.object({ id: id() })
const asked = z.object({ q: z.string().max(100).default('') })
const shared = {
  name: line(200),
  topics: maybeLine(2000).transform((text) => (text ?? '').split(/\s*[\n,;]\s*/).filter(Boolean)),
  phone: maybeLine(60),
  address: maybeLine(300),
  hours: maybeLine(200),
  source: line(300),
  confidence: z.enum(confidences as [AgencyRow['confidence'], ...AgencyRow['confidence'][]], 'console.fault.choose'),
}
const agencyForm = z.object({
  code: line(40).pipe(z.string().regex(/^[a-z][a-z0-9_-]*$/, 'console.agencies.code_looks')),
  ...shared,
})

export function addAgencyPages(app: ConsoleApp): void {
  page(app, 'GET /agencies', 'read_ward_facts', {
    query: asked,
    answer: async ({ work, query: { q }, may, t }) => {
      const found = (await listAgencies(work)).filter(({ name, topics }) => isNamed(q, name, ...topics))
      return show(t('console.agencies.title'), <AgencyList agencies={found} q={q} mayEdit={may('edit_ward_facts')} />)
    },
  })
  page(app, 'GET /agencies/new', 'edit_ward_facts', ({ t }) => agencyPage(t, {}))
  page(app, 'POST /agencies/new', 'edit_ward_facts', (visit) => keep(visit))
  page(app, 'GET /agencies/:id', 'edit_ward_facts', {
    params: idParams,
    answer: async ({ work, params, t }) => {
      const agency = (await listAgencies(work)).find((one) => one.id === params.id)
      return agency === undefined ? notFound() : agencyPage(t, typedOf(agency), params.id)
    },
  })
  page(app, 'POST /agencies/:id', 'edit_ward_facts', {
    params: idParams,
    answer: (visit) => keep(visit, visit.params.id),
  })
  page(app, 'POST /agencies/:id/remove', 'edit_ward_facts', {
    params: idParams,
    answer: async ({ work, params }) =>
      (await removeAgency(work, params)).ok ? goTo('/agencies', { say: 'console.agencies.removed' }) : notFound(),
  })
}

const typedOf = ({ code, name, topics, phone, address, hours, source, confidence }: AgencyRow): Form => ({
  ...{ code, name, source, confidence },
  topics: topics.join('\n'),
  phone: phone ?? '',
  address: address ?? '',
  hours: hours ?? '',
})

async function keep({ work, form, t }: Pick<Visit, 'work' | 'form' | 't'>, agencyId?: string): Promise<Answer> {
  if (agencyId !== undefined && !(await listAgencies(work)).some((one) => one.id === agencyId)) return notFound()
  const read = readForm(agencyForm, form)
  if (!read.ok) return agencyPage(t, form, agencyId, read.faults)
  const kept = await keepAgency(work, { ...read.value, ...(agencyId ? { id: agencyId } : {}) })
  if (kept.ok) return goTo('/agencies', { say: 'console.agencies.kept' })
  return kept.refusal === 'not_found'
    ? notFound()
    : agencyPage(t, form, agencyId, [{ field: 'code', say: 'agency.refused.code_taken' }])
}

function agencyPage(t: Words, form: Form, agencyId?: string, faults: readonly Fault[] = []): Answer {
  const title = t(agencyId === undefined ? 'console.agencies.add' : 'console.agencies.edit')
  return show(title, <AgencyForm form={form} agencyId={agencyId} />, { faults })
}

type ListProps = { agencies: readonly AgencyRow[]; q: string; mayEdit: boolean }

/** Whom to call, at a glance; what each is asked for is folded, and open where something is looked for. */
function AgencyList({ agencies, q, mayEdit }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.agencies.what')}</p>
      {mayEdit ? (
        <p>
          <Go to="/agencies/new" class="button">
            {t('console.agencies.add')}
          </Go>
        </p>
      ) : null}
      <AskForm action="/agencies">
        <Field name="q" type="search" label={t('console.agencies.search')} value={q} />
        <button class="main">{t('console.list.search')}</button>
      </AskForm>
      <Table
        caption={t('console.agencies.title')}
        empty={t(q.trim() === '' ? 'console.agencies.none' : 'console.agencies.none_found')}
        rows={agencies}
        columns={[
          {
            title: t('console.agencies.name'),
            kind: 'main',
            cell: ({ id, name }) => (mayEdit ? <Go to={`/agencies/${id}`}>{name}</Go> : name),
          },
          { title: t('console.agencies.phone'), cell: ({ phone }) => phone ?? t('console.agencies.no_phone') },
          { title: t('console.agencies.topics'), cell: (agency) => <Topics {...agency} isOpen={q.trim() !== ''} /> },
        ]}
      />
    </>
  )
}

function Topics({ topics, source, confidence, isOpen }: AgencyRow & { isOpen: boolean }) {
  const { t } = usePage()
  return (
    <details open={isOpen}>
      <summary>{t('console.agencies.topics_count', { count: topics.length })}</summary>
      {topics.join(', ')}
      <p class="quiet">
        {t('console.agencies.source')}: {source} ({t(`console.confidence.${confidence.toLowerCase()}`)})
      </p>
    </details>
  )
}

function AgencyForm({ form, agencyId }: { form: Form; agencyId: string | undefined }) {
  const { t } = usePage()
  return (
    <>
      <PostForm action={`/agencies/${agencyId ?? 'new'}`} form={form}>
        {agencyId === undefined ? (
          <Field
            name="code"
            label={t('console.agencies.code')}
            hint={t('console.agencies.code_hint')}
            spellCheck={false}
          />
        ) : (
          <input type="hidden" name="code" value={typed(form, 'code')} />
        )}
        <Field name="name" label={t('console.agencies.name')} />
        <Area name="topics" label={t('console.agencies.topics')} hint={t('console.agencies.topics_hint')} optional />
        <Field
          name="phone"
          label={t('console.agencies.phone')}
          hint={t('console.agencies.phone_hint')}
          type="tel"
          optional
        />
        <Field name="address" label={t('console.agencies.address')} optional />
        <Field name="hours" label={t('console.agencies.hours')} optional />
        <Field name="source" label={t('console.agencies.source')} hint={t('console.agencies.source_hint')} />
        <Choice
          name="confidence"
          label={t('console.confidence.title')}
          options={confidences.map((value) => ({ value, label: t(`console.confidence.${value.toLowerCase()}`) }))}
          empty={t('console.form.choose')}
        />
        <button class="main">{t('console.form.save')}</button>
      </PostForm>
      {agencyId === undefined ? null : (
        <Careful label={t('console.agencies.remove')}>
          <p>{t('console.agencies.remove_what')}</p>
          <Deed action={`/agencies/${agencyId}/remove`} label={t('console.agencies.remove')} tone="bad" />
        </Careful>
      )}
    </>
  )
}
