import type { OpeningLine, PaperLine } from '../../ward/suggestion-box/list-box-openings.ts'
import { paperKinds } from '../../ward/suggestion-box/suggestion-box.ts'
import { optionsOf } from '../feedback/words.ts'
import { typed, type Form } from '../form.ts'
import { Area, Choice, Field, PostForm, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type ListProps = {
  openings: readonly OpeningLine[]
  others: readonly { id: string; fullName: string }[]
  form: Form
}

export function BoxList({ openings, others, form }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('suggestion_box.desk.open')}</h2>
      <p>{t('suggestion_box.desk.open_what')}</p>
      <PostForm action="/suggestion-box" form={form}>
        <Field name="place" label={t('suggestion_box.desk.place')} hint={t('suggestion_box.desk.place_hint')} />
        <Choice
          name="second"
          label={t('suggestion_box.desk.second')}
          options={others.map(({ id, fullName }) => ({ value: id, label: fullName }))}
          empty={t('console.form.choose')}
        />
        <button class="main">{t('suggestion_box.desk.open_now')}</button>
      </PostForm>
      <h2>{t('suggestion_box.desk.sessions')}</h2>
      <Table
        caption={t('suggestion_box.desk.sessions')}
        empty={t('suggestion_box.desk.none')}
        rows={openings}
        columns={[
          {
            title: t('suggestion_box.desk.place'),
            kind: 'main',
            cell: ({ id, place }) => <Go to={`/suggestion-box/${id}`}>{place}</Go>,
          },
          { title: t('suggestion_box.desk.opened_at'), cell: ({ openedAt }) => <When at={openedAt} /> },
          { title: t('suggestion_box.desk.opened_by'), cell: ({ openedBy }) => openedBy.join(', ') },
          { title: t('suggestion_box.desk.papers'), kind: 'number', cell: ({ papers }) => String(papers) },
          {
            title: t('console.list.status'),
            cell: ({ closedAt }) => (
              <Tag tone={closedAt === null ? 'warn' : 'plain'}>
                {t(closedAt === null ? 'suggestion_box.desk.is_open' : 'suggestion_box.desk.is_closed')}
              </Tag>
            ),
          },
        ]}
      />
    </>
  )
}

type SessionProps = { opening: OpeningLine; papers: readonly PaperLine[]; form: Form; formKey: string }

export function BoxSession({ opening, papers, form, formKey }: SessionProps) {
  const { t } = usePage()
  const path = `/suggestion-box/${opening.id}`
  const isOpen = opening.closedAt === null
  return (
    <>
      <Facts
        facts={[
          [t('suggestion_box.desk.opened_at'), <When at={opening.openedAt} />],
          [t('suggestion_box.desk.opened_by'), opening.openedBy.join(', ')],
          [t('suggestion_box.desk.closed_at'), opening.closedAt && <When at={opening.closedAt} />],
        ]}
      />
      <Table
        caption={t('suggestion_box.desk.papers')}
        showCaption
        empty={t('suggestion_box.desk.no_papers')}
        rows={papers}
        columns={[
          {
            title: t('suggestion_box.desk.number'),
            kind: 'main',
            cell: ({ number }) => t('suggestion_box.desk.paper_number', { number }),
          },
          { title: t('suggestion_box.desk.became'), cell: ({ became }) => t(`suggestion_box.desk.kind.${became}`) },
          {
            title: t('suggestion_box.desk.code'),
            cell: ({ feedbackId, code }) =>
              feedbackId === null ? '–' : <Go to={`/feedback/${feedbackId}`}>{code ?? ''}</Go>,
          },
        ]}
      />
      {isOpen ? <PaperForm path={path} next={papers.length + 1} form={form} formKey={formKey} /> : null}
      {isOpen ? (
        <Deed action={`${path}/close`} label={t('suggestion_box.desk.close')} tone="second" />
      ) : (
        <Notice>{t('suggestion_box.desk.is_closed')}</Notice>
      )}
    </>
  )
}

function PaperForm({ path, next, form, formKey }: { path: string; next: number; form: Form; formKey: string }) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('suggestion_box.desk.next_paper', { number: next })}</h2>
      <PostForm action={`${path}/paper`} upload form={form}>
        <input type="hidden" name="key" value={formKey} />
        <Choice
          name="became"
          label={t('suggestion_box.desk.became')}
          hint={t('suggestion_box.desk.became_hint')}
          options={paperKinds.map((value) => ({ value, label: t(`suggestion_box.desk.kind.${value}`) }))}
          value={typed(form, 'became') || 'report'}
        />
        <Choice
          name="kind"
          label={t('feedback.desk.kind_label')}
          options={optionsOf(t, 'kind')}
          value={typed(form, 'kind') || 'suggestion'}
        />
        <Area name="text" label={t('suggestion_box.desk.text')} hint={t('suggestion_box.desk.text_hint')} />
        <Upload
          name="scan"
          label={t('suggestion_box.desk.scan')}
          hint={t('suggestion_box.desk.scan_hint')}
          accept="image/*,application/pdf"
        />
        <Field name="name" label={t('suggestion_box.desk.name')} optional />
        <button class="main">{t('suggestion_box.desk.keep')}</button>
      </PostForm>
    </>
  )
}
