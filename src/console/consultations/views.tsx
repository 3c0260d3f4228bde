import { dispositions } from '../../ward/consultation/consultation.ts'
import type { ConsultationRow } from '../../ward/consultation/list-consultations.ts'
import type { Opinions } from '../../ward/consultation/see-opinions.ts'
import type { ThingSteps } from '../../ward/ladder/thing-steps.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import type { PostingLine } from '../../ward/posting/list-postings.ts'
import { ticked, typed, type Form } from '../form.ts'
import { LadderSection, PaperSection, PostingSection } from '../papers/views.tsx'
import { Area, Boxes, Choice, Field, Once, PostForm, Seen } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Day, Deed, Facts, Go, Notice, Tag } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

const stateOf = ({ status, isOpen }: ConsultationRow) => (status === 'open' && !isOpen ? 'closed' : status)

function State({ row }: { row: ConsultationRow }) {
  const { t } = usePage()
  const tone = row.isOpen ? 'good' : row.status === 'draft' ? 'warn' : 'plain'
  return <Tag tone={tone}>{t(`consultation.status.${stateOf(row)}`)}</Tag>
}

export function ConsultationList({ rows, mayEdit }: { rows: readonly ConsultationRow[]; mayEdit: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('consultation.desk.what')}</p>
      {mayEdit ? (
        <p>
          <Go to="/consultations/new" class="button">
            {t('consultation.desk.add')}
          </Go>
        </p>
      ) : null}
      <Table
        caption={t('consultation.desk.title')}
        empty={t('consultation.desk.none')}
        rows={rows}
        columns={[
          {
            title: t('consultation.desk.name'),
            kind: 'main',
            cell: ({ id, title }) => <Go to={`/consultations/${id}`}>{title}</Go>,
          },
          { title: t('consultation.desk.closes'), cell: ({ closesDate }) => <Day date={closesDate} /> },
          { title: t('console.list.status'), cell: (row) => <State row={row} /> },
        ]}
      />
    </>
  )
}

type FormProps = {
  form: Form
  consultationId: string | undefined
  neighbourhoods: readonly { id: string; name: string }[]
  earliest: string | null
}

export function ConsultationForm({ form, consultationId, neighbourhoods, earliest }: FormProps) {
  const { t } = usePage()
  return (
    <>
      {earliest === null ? null : (
        <Notice>
          {t('consultation.desk.earliest')} <Day date={earliest} />
        </Notice>
      )}
      <PostForm
        action={consultationId === undefined ? '/consultations/new' : `/consultations/${consultationId}/edit`}
        form={form}
      >
        {consultationId === undefined ? <Once /> : <Seen />}
        <Field name="title" label={t('consultation.desk.name')} hint={t('consultation.desk.name_hint')} />
        <Field name="question" label={t('consultation.desk.question')} hint={t('consultation.desk.question_hint')} />
        <Area name="background" label={t('consultation.desk.background')} />
        <Field name="closesDate" label={t('consultation.desk.closes')} type="date" short />
        <Field
          name="answerDate"
          label={t('consultation.desk.answer_by')}
          hint={t('consultation.desk.answer_by_hint')}
          type="date"
          short
        />
        <Boxes
          name="neighbourhoodIds"
          legend={t('consultation.desk.who')}
          hint={t('consultation.desk.who_hint')}
          options={neighbourhoods.map(({ id, name }) => ({ value: id, label: name }))}
          values={ticked(form, 'neighbourhoodIds')}
        />
        <button class="main">{t('console.form.save')}</button>
      </PostForm>
    </>
  )
}

type ViewProps = {
  row: ConsultationRow
  mayEdit: boolean
  papers: readonly PaperLine[]
  postings: readonly PostingLine[]
  steps: ThingSteps
  form: Form
}

export function ConsultationView({ row, mayEdit, papers, postings, steps, form }: ViewProps) {
  const { t } = usePage()
  const of = { noun: 'consultation' as const, rowId: row.id, mayEdit }
  return (
    <>
      <p>
        <State row={row} />
      </p>
      {row.isOpen ? <Notice>{t('consultation.desk.sealed')}</Notice> : null}
      <p>
        <strong>{row.question}</strong>
      </p>
      <p>{row.background}</p>
      <Facts
        facts={[
          [t('consultation.desk.closes'), <Day date={row.closesDate} />],
          [t('consultation.desk.answer_by'), row.answerDate === null ? null : <Day date={row.answerDate} />],
          [
            t('consultation.desk.who'),
            row.neighbourhoods.length === 0 ? t('consultation.desk.whole_ward') : row.neighbourhoods.join(', '),
          ],
          [t('consultation.desk.cancelled_why'), row.cancelledWhy],
          [t('consultation.desk.summary'), row.summary],
          [t('consultation.desk.explanation'), row.explanation],
        ]}
      />
      {mayEdit && row.status === 'draft' ? (
        <p>
          <Deed action={`/consultations/${row.id}/open`} label={t('consultation.desk.open')} />{' '}
          <Go to={`/consultations/${row.id}/edit`}>{t('consultation.desk.edit')}</Go>
        </p>
      ) : null}
      {mayEdit && !row.isOpen && (row.status === 'open' || row.status === 'answered') ? (
        <p>
          <Go to={`/consultations/${row.id}/opinions`}>{t('consultation.desk.opinions')}</Go>
        </p>
      ) : null}
      {mayEdit && row.status === 'open' && !row.isOpen ? (
        <section>
          <h2>{t('consultation.desk.answer')}</h2>
          <p>{t('consultation.desk.answer_what')}</p>
          <PostForm action={`/consultations/${row.id}/answer`} form={form}>
            <Area name="summary" label={t('consultation.desk.summary')} />
            <Area name="explanation" label={t('consultation.desk.explanation')} />
            <button class="main">{t('consultation.desk.send_answer')}</button>
          </PostForm>
        </section>
      ) : null}
      <LadderSection {...of} steps={steps} />
      <PaperSection {...of} papers={papers} />
      <PostingSection {...of} postings={postings} />
      {mayEdit && (row.status === 'draft' || row.isOpen) ? (
        <Careful label={t('consultation.desk.cancel')} field="why">
          <PostForm action={`/consultations/${row.id}/cancel`} form={form}>
            <Field name="why" label={t('consultation.desk.cancelled_why')} hint={t('consultation.desk.cancel_hint')} />
            <button class="bad">{t('consultation.desk.cancel')}</button>
          </PostForm>
        </Careful>
      ) : null}
    </>
  )
}

/** What was said, after the end. Households by their code; who wrote stands nowhere. */
export function OpinionList({ row, seen, form }: { row: ConsultationRow; seen: Opinions; form: Form }) {
  const { t } = usePage()
  const { counts, unlinked, opinions, ofHouseholds } = seen
  const counted = (stance: 'agree' | 'disagree' | 'other') =>
    t('consultation.desk.counted', { households: counts[stance], unlinked: unlinked[stance] })
  return (
    <>
      <Notice>{t('consultation.desk.not_a_vote')}</Notice>
      <Facts
        facts={[
          [t('consultation.stance.agree'), counted('agree')],
          [t('consultation.stance.disagree'), counted('disagree')],
          [t('consultation.stance.other'), counted('other')],
          [t('consultation.desk.of_households'), String(ofHouseholds)],
          [t('consultation.desk.of_unlinked'), String(opinions.length - ofHouseholds)],
        ]}
      />
      {opinions.length > ofHouseholds ? <p class="hint">{t('consultation.desk.unlinked_hint')}</p> : null}
      {opinions.length === 0 ? <p class="empty">{t('consultation.desk.no_opinions')}</p> : null}
      {opinions.map(({ id, household, stance, reason, disposition, answer, arrival }, at) => (
        <article>
          <h2>
            {t('consultation.desk.opinion', { number: at + 1 })}: {t(`consultation.stance.${stance}`)}
          </h2>
          <p>{reason ?? t('consultation.desk.no_reason')}</p>
          <p class="quiet">
            {household === null
              ? t('consultation.desk.unknown_household')
              : t('consultation.desk.household', { code: household })}
          </p>
          {answer === null ? null : (
            <p>
              <strong>{t(`consultation.disposition.${disposition ?? 'explained'}`)}:</strong> {answer}
            </p>
          )}
          {arrival === null ? null : <p class="quiet">{t(`delivery.arrival.${arrival}`)}</p>}
          {row.status === 'open' ? (
            <PostForm action={`/consultations/${row.id}/opinions/${id}`}>
              <Choice
                name={`disposition_${id}`}
                label={t('consultation.desk.disposition')}
                options={dispositions.map((value) => ({ value, label: t(`consultation.disposition.${value}`) }))}
                value={typed(form, `disposition_${id}`) || (disposition ?? 'accepted')}
              />
              <Area
                name={`answer_${id}`}
                label={t('consultation.desk.answer')}
                value={form[`answer_${id}`] === undefined ? (answer ?? '') : typed(form, `answer_${id}`)}
                rows={3}
              />
              <button class="second">{t('consultation.desk.keep_answer')}</button>
            </PostForm>
          ) : null}
        </article>
      ))}
    </>
  )
}
