import { z } from 'zod'
import {
  factTopics,
  keepWardFact,
  placeTopics,
  removeWardFact,
  roleTopics,
} from '../../ward/ward-fact/keep-ward-fact.ts'
import { listWardFacts } from '../../ward/ward-fact/list-ward-facts.ts'
import type { WardFact } from '../../ward/ward-fact/ward-fact.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Go } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit, Words } from '../visit.ts'

const factForm = z.object({ topic: line(60), label: line(120), value: line(500), phone: maybeLine(40) })
const idParams = z.object({ id: id() })
type Fact = WardFact & { id: string }

const faultField = { topic_unknown: 'topic', hours_unreadable: 'value', already_there: 'label' } as const

export function addWardFactPages(app: ConsoleApp): void {
  page(app, 'GET /ward-facts', 'read_ward_facts', async ({ work, may, t }) =>
    show(t('console.ward_facts.title'), <FactList facts={await listWardFacts(work)} mayEdit={may('edit_ward_facts')} />)
  )
  page(app, 'GET /ward-facts/new', 'edit_ward_facts', ({ t }) => factPage(t, {}))
  page(app, 'POST /ward-facts/new', 'edit_ward_facts', (visit) => keep(visit))
  page(app, 'GET /ward-facts/:id', 'edit_ward_facts', {
    params: idParams,
    answer: async ({ work, params, t }) => {
      const fact = (await listWardFacts(work)).find((one) => one.id === params.id)
      return fact === undefined ? notFound() : factPage(t, { ...fact, phone: fact.phone ?? '' }, params.id)
    },
  })
  page(app, 'POST /ward-facts/:id', 'edit_ward_facts', {
    params: idParams,
    answer: (visit) => keep(visit, visit.params.id),
  })
  page(app, 'POST /ward-facts/:id/remove', 'edit_ward_facts', {
    params: idParams,
    answer: async ({ work, params }) =>
      (await removeWardFact(work, params)).ok ? goTo('/ward-facts', { say: 'console.ward_facts.removed' }) : notFound(),
  })
}

async function keep({ work, form, t }: Pick<Visit, 'work' | 'form' | 't'>, factId?: string): Promise<Answer> {
  if (factId !== undefined && !(await listWardFacts(work)).some((one) => one.id === factId)) return notFound()
  const read = readForm(factForm, form)
  if (!read.ok) return factPage(t, form, factId, read.faults)
  const kept = await keepWardFact(work, { ...read.value, ...(factId ? { id: factId } : {}) })
  if (kept.ok) return goTo('/ward-facts', { say: 'console.ward_facts.kept' })
  if (kept.refusal === 'not_found') return notFound()
  return factPage(t, form, factId, [{ field: faultField[kept.refusal], say: `ward_fact.refused.${kept.refusal}` }])
}

function factPage(t: Words, form: Form, factId?: string, faults: readonly Fault[] = []): Answer {
  const title = t(factId === undefined ? 'console.ward_facts.add' : 'console.ward_facts.edit')
  return show(title, <FactForm form={form} factId={factId} />, { faults })
}

/** A topic as an official reads it; a role or place that a file brought keeps its own name in brackets. */
function topicWords(t: Words, topic: string): string {
  const [kind = '', name] = topic.split(':')
  const words = t(`console.ward_facts.topic.${kind}`)
  if (name === undefined) return words
  const role = kind === 'role' ? roleTopics.find((one) => one === name) : undefined
  const place = kind === 'place' ? placeTopics.find((one) => one === name) : undefined
  if (role !== undefined) return `${words}: ${t(`console.ward_facts.role.${role}`)}`
  return place === undefined ? `${words} (${name})` : `${words}: ${t(`console.ward_facts.place.${place}`)}`
}

function FactList({ facts, mayEdit }: { facts: readonly Fact[]; mayEdit: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.ward_facts.what')}</p>
      {mayEdit ? (
        <p>
          <Go to="/ward-facts/new" class="button">
            {t('console.ward_facts.add')}
          </Go>
        </p>
      ) : null}
      <Table
        caption={t('console.ward_facts.title')}
        empty={t('console.ward_facts.none')}
        rows={facts}
        columns={[
          {
            title: t('console.ward_facts.label'),
            kind: 'main',
            cell: ({ id, label }) => (mayEdit ? <Go to={`/ward-facts/${id}`}>{label}</Go> : label),
          },
          { title: t('console.ward_facts.topic_title'), cell: ({ topic }) => topicWords(t, topic) },
          { title: t('console.ward_facts.value'), cell: ({ value }) => value },
          { title: t('console.ward_facts.phone'), cell: ({ phone }) => phone ?? '–' },
        ]}
      />
    </>
  )
}

/** What is offered, and what the fact is written under already. */
function topicsFor(form: Form): readonly string[] {
  const own = typed(form, 'topic')
  return own === '' || factTopics.includes(own) ? factTopics : [...factTopics, own]
}

function FactForm({ form, factId }: { form: Form; factId: string | undefined }) {
  const { t } = usePage()
  return (
    <>
      <PostForm action={`/ward-facts/${factId ?? 'new'}`} form={form}>
        <Choice
          name="topic"
          label={t('console.ward_facts.topic_title')}
          options={topicsFor(form).map((value) => ({ value, label: topicWords(t, value) }))}
          empty={t('console.form.choose')}
        />
        <Field name="label" label={t('console.ward_facts.label')} hint={t('console.ward_facts.label_hint')} />
        <Field name="value" label={t('console.ward_facts.value')} hint={t('console.ward_facts.value_hint')} />
        <Field name="phone" label={t('console.ward_facts.phone')} type="tel" optional />
        <button class="main">{t('console.form.save')}</button>
      </PostForm>
      {factId === undefined ? null : (
        <Careful label={t('console.ward_facts.remove')}>
          <p>{t('console.ward_facts.remove_what')}</p>
          <Deed action={`/ward-facts/${factId}/remove`} label={t('console.ward_facts.remove')} tone="bad" />
        </Careful>
      )}
    </>
  )
}
