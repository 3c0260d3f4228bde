import { wardDateOf } from '../../platform/ward-time.ts'
import type { QuestionLine } from '../../ward/disclosure/ask-about-disclosure.ts'
import {
  categories,
  categoryKey,
  categoryNumber,
  isPermanent,
  mayNamePersons,
  type Category,
  type DisclosureStatus,
} from '../../ward/disclosure/disclosure.ts'
import type { DisclosurePage, DisclosureRow } from '../../ward/disclosure/list-disclosures.ts'
import type { OpenQuestions } from '../../ward/disclosure/open-questions.ts'
import type { FormState } from '../../ward/disclosure/publish-disclosure.ts'
import type { ThingSteps } from '../../ward/ladder/thing-steps.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import { LadderSection, PaperSection, PostingSection } from '../papers/views.tsx'
import type { Form } from '../form.ts'
import { Area, AskForm, Choice, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Day, Deed, Facts, Go, Notice, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

const tones: Readonly<Record<DisclosureStatus, Tone>> = { draft: 'warn', published: 'good', ended: 'plain' }

type ListProps = {
  rows: readonly DisclosureRow[]
  questions: readonly OpenQuestions[]
  category: Category | undefined
  mayEdit: boolean
}

export function DisclosureList({ rows, questions, category, mayEdit }: ListProps) {
  const { t, now } = usePage()
  const today = wardDateOf(now)
  return (
    <>
      <p>{t('disclosure.desk.what')}</p>
      <p>
        {mayEdit ? (
          <Go to="/disclosures/new" class="button">
            {t('disclosure.desk.add')}
          </Go>
        ) : null}{' '}
        <Go to="/disclosures/quarter">{t('disclosure.desk.quarter')}</Go>
      </p>
      <AskForm action="/disclosures">
        <Choice
          name="category"
          label={t('disclosure.desk.category')}
          options={categories.map((value) => ({
            value,
            label: `${categoryNumber(value)}. ${t(`disclosure.category.${categoryKey(value)}`)}`,
          }))}
          value={category ?? ''}
          empty={t('console.form.all')}
        />
        <button class="second">{t('console.list.filter')}</button>
      </AskForm>
      <Table
        caption={t('disclosure.desk.title')}
        empty={t('disclosure.desk.none')}
        rows={rows}
        columns={[
          {
            title: t('disclosure.desk.name'),
            kind: 'main',
            cell: ({ id, title }) => <Go to={`/disclosures/${id}`}>{title}</Go>,
          },
          {
            title: t('disclosure.desk.category'),
            cell: ({ category }) => `${categoryNumber(category)}. ${t(`disclosure.category.${categoryKey(category)}`)}`,
          },
          { title: t('disclosure.desk.decision'), cell: ({ decisionNumber }) => decisionNumber },
          {
            title: t('disclosure.desk.due'),
            cell: ({ dueDate, status }) => (
              <>
                <Day date={dueDate} />{' '}
                {status === 'draft' && dueDate < today ? <Tag tone="bad">{t('disclosure.desk.late')}</Tag> : null}
              </>
            ),
          },
          {
            title: t('console.list.status'),
            cell: ({ status }) => <Tag tone={tones[status]}>{t(`disclosure.status.${status}`)}</Tag>,
          },
          {
            title: t('disclosure.desk.to_answer'),
            cell: ({ id }) => <ToAnswer asked={questions.find(({ disclosureId }) => disclosureId === id)} id={id} />,
          },
        ]}
      />
    </>
  )
}

/** How many questions on one disclosure wait for an answer, and whether one of them is late. */
function ToAnswer({ asked, id }: { asked: OpenQuestions | undefined; id: string }) {
  const { t } = usePage()
  if (asked === undefined) return <>–</>
  return (
    <>
      <Go to={`/disclosures/${id}#questions`}>{t('disclosure.desk.count_to_answer', { count: asked.count })}</Go>{' '}
      {asked.late ? <Tag tone="bad">{t('disclosure.desk.late')}</Tag> : null}
    </>
  )
}

type ViewProps = {
  found: DisclosurePage
  mayEdit: boolean
  papers: readonly PaperLine[]
  steps: ThingSteps
  states: readonly FormState[]
  questions: readonly QuestionLine[]
  /** What was typed in a form that came back. */
  form: Form
}

export function DisclosureView({ found, mayEdit, papers, steps, states, questions, form }: ViewProps) {
  const { t } = usePage()
  const { id, status, category } = found
  const of = { noun: 'disclosure' as const, rowId: id, mayEdit }
  return (
    <>
      <p>
        <Tag tone={tones[status]}>{t(`disclosure.status.${status}`)}</Tag>
      </p>
      {mayNamePersons(category) ? <Notice tone="warn">{t('disclosure.desk.persons')}</Notice> : null}
      <p>{found.summary}</p>
      <Facts
        facts={[
          [
            t('disclosure.desk.category'),
            `${categoryNumber(category)}. ${t(`disclosure.category.${categoryKey(category)}`)}`,
          ],
          [t('disclosure.desk.decision'), found.decisionNumber],
          [t('disclosure.desk.decision_date'), <Day date={found.decisionDate} />],
          [t('disclosure.desk.due'), <Day date={found.dueDate} />],
          [t('disclosure.desk.published_at'), found.publishedAt === null ? null : <When at={found.publishedAt} />],
          [t('disclosure.desk.permanent'), isPermanent(category) ? t('disclosure.desk.permanent_yes') : null],
        ]}
      />
      {mayEdit && status === 'draft' ? (
        <p>
          <Deed action={`/disclosures/${id}/publish`} label={t('disclosure.desk.publish')} />{' '}
          <Go to={`/disclosures/${id}/edit`}>{t('disclosure.desk.edit')}</Go>
        </p>
      ) : null}
      <h2>{t('disclosure.desk.forms')}</h2>
      <Table
        caption={t('disclosure.desk.forms')}
        empty=""
        rows={states}
        columns={[
          { title: t('posting.desk.form'), kind: 'main', cell: ({ form }) => t(`posting.form.${form}`) },
          { title: t('disclosure.desk.days_needed'), cell: ({ daysNeeded }) => daysNeeded ?? '–' },
          {
            title: t('console.list.status'),
            cell: ({ enough }) => (
              <Tag tone={enough ? 'good' : 'warn'}>
                {t(enough ? 'disclosure.desk.enough' : 'disclosure.desk.not_enough')}
              </Tag>
            ),
          },
        ]}
      />
      <PostingSection {...of} postings={found.postings} />
      <PaperSection {...of} papers={papers} />
      <LadderSection {...of} steps={steps} />
      {questions.length > 0 ? <Questions disclosureId={id} questions={questions} form={form} /> : null}
      {mayEdit && status === 'published' && !isPermanent(category) ? (
        <Careful label={t('disclosure.desk.take_down')}>
          <p>{t('disclosure.desk.take_down_what')}</p>
          <Deed action={`/disclosures/${id}/take-down`} label={t('disclosure.desk.take_down')} tone="bad" />
        </Careful>
      ) : null}
    </>
  )
}

/** The field of the answer to one question: there are several on the page. */
export const answerField = (questionId: string): string => `answer_${questionId}`

type QuestionsProps = { disclosureId: string; questions: readonly QuestionLine[]; form: Form }

function Questions({ disclosureId, questions, form }: QuestionsProps) {
  const { t } = usePage()
  return (
    <section>
      <h2 id="questions">{t('disclosure.desk.questions')}</h2>
      {questions.map(({ id, question, askedAt, answer, arrival }, at) => (
        <article>
          <h3>{t('disclosure.desk.question', { number: at + 1 })}</h3>
          <p>
            <When at={askedAt} />: {question}
          </p>
          {answer !== null ? (
            <p>
              <strong>{t('disclosure.desk.answer')}:</strong> {answer}
              {arrival === null ? null : ` (${t(`delivery.arrival.${arrival}`)})`}
            </p>
          ) : (
            <PostForm action={`/disclosures/${disclosureId}/questions/${id}`} form={form}>
              <Area name={answerField(id)} label={t('disclosure.desk.answer')} rows={3} />
              <button class="second">{t('disclosure.desk.send_answer')}</button>
            </PostForm>
          )}
        </article>
      ))}
    </section>
  )
}
