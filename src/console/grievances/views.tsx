import { settlements } from '../../ward/grievance/grievance.ts'
import type { GrievanceLine, GrievancePage, PassedOnLine } from '../../ward/grievance/list-grievances.ts'
import type { Form } from '../form.ts'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Go, Notice, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type ListProps = { waiting: readonly GrievanceLine[]; passedOn: readonly PassedOnLine[] }

export function GrievanceList({ waiting, passedOn }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <Notice tone="warn">{t('grievance.desk.what')}</Notice>
      <Table
        caption={t('grievance.desk.waiting')}
        empty={t('grievance.desk.none')}
        rows={waiting}
        columns={[
          {
            title: t('grievance.desk.arrived'),
            kind: 'main',
            cell: ({ id, arrivedAt }) => (
              <Go to={`/grievances/${id}`}>
                <When at={arrivedAt} />
              </Go>
            ),
          },
          {
            title: t('grievance.desk.channel'),
            cell: ({ channel }) => (channel === null ? '–' : t(`console.channel.${channel}`)),
          },
          { title: t('grievance.desk.messages'), kind: 'number', cell: ({ messages }) => String(messages) },
        ]}
      />
      {passedOn.length === 0 ? null : (
        <>
          <h2>{t('grievance.desk.passed_on')}</h2>
          <Table
            caption={t('grievance.desk.passed_on')}
            empty=""
            rows={passedOn}
            columns={[
              { title: t('grievance.desk.to'), kind: 'main', cell: ({ to }) => to },
              { title: t('grievance.desk.as'), cell: ({ settledAs }) => t(`grievance.desk.kind.${settledAs}`) },
              { title: t('grievance.desk.date'), cell: ({ date }) => <Day date={date} /> },
              { title: t('grievance.desk.number'), cell: ({ number }) => number || '–' },
            ]}
          />
        </>
      )}
    </>
  )
}

export function GrievanceView({ grievance, form }: { grievance: GrievancePage; form: Form }) {
  const { t } = usePage()
  return (
    <>
      <Notice tone="warn">{t('grievance.desk.read_what')}</Notice>
      <p>
        {t('grievance.desk.arrived')}: <When at={grievance.arrivedAt} />
      </p>
      {grievance.words.map(({ at, text }) => (
        <blockquote class="words">
          <p class="quiet">
            <When at={at} />
          </p>
          {text}
        </blockquote>
      ))}
      <h2>{t('grievance.desk.settle')}</h2>
      <PostForm action={`/grievances/${grievance.id}/settle`} form={form}>
        <Choice
          name="as"
          label={t('grievance.desk.as')}
          hint={t('grievance.desk.as_hint')}
          options={settlements.map((value) => ({ value, label: t(`grievance.desk.kind.${value}`) }))}
          empty={t('console.form.choose')}
        />
        <Field name="to" label={t('grievance.desk.to')} hint={t('grievance.desk.to_hint')} optional />
        <Field name="date" type="date" label={t('grievance.desk.date')} short optional />
        <Field name="number" label={t('grievance.desk.number')} short optional />
        <button class="main">{t('grievance.desk.settle_now')}</button>
      </PostForm>
    </>
  )
}
