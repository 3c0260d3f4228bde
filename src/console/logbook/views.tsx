import { intakes } from '../../ward/feedback/feedback.ts'
import type { LogbookRow } from '../../ward/feedback/read-logbook.ts'
import { AskForm, Choice, Field } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Go, Pager, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

export type LogbookQuery = {
  from: string
  to: string
  unit: string
  intake: string
  names: 'masked' | 'full'
  print: boolean
  cursor?: string | undefined
}

type Props = {
  rows: readonly LogbookRow[]
  next: string | null
  query: LogbookQuery
  units: readonly string[]
  mayExport: boolean
}

export function Logbook({ rows, next, query, units, mayExport }: Props) {
  const { t } = usePage()
  const all = t('console.form.all')
  return (
    <>
      <AskForm action="/logbook">
        <Field name="from" type="date" label={t('feedback.desk.logbook.from')} value={query.from} />
        <Field name="to" type="date" label={t('feedback.desk.logbook.to')} value={query.to} />
        <Choice
          name="unit"
          label={t('feedback.desk.unit')}
          options={units.map((unit) => ({ value: unit, label: unit }))}
          value={query.unit}
          empty={all}
        />
        <Choice
          name="intake"
          label={t('feedback.desk.intake_by')}
          options={intakes.map((value) => ({ value, label: t(`feedback.desk.intake.${value}`) }))}
          value={query.intake}
          empty={all}
        />
        {mayExport ? (
          <Choice
            name="names"
            label={t('feedback.desk.logbook.names')}
            options={(['masked', 'full'] as const).map((value) => ({
              value,
              label: t(`feedback.desk.logbook.name.${value}`),
            }))}
            value={query.names}
          />
        ) : null}
        <button class="main">{t('console.list.filter')}</button>
      </AskForm>
      <p>
        {t('feedback.desk.logbook.period')} <Day date={query.from} /> – <Day date={query.to} />
      </p>
      <nav class="pager" aria-label={t('feedback.desk.logbook.take_away')}>
        {mayExport ? (
          <>
            <Go to={`/logbook/export?${addressOf(query)}`}>
              {t(query.names === 'full' ? 'feedback.desk.logbook.export_full' : 'feedback.desk.logbook.export')}
            </Go>
            <Go to={`/logbook/export?${addressOf(query)}&as=csv`}>{t('feedback.desk.logbook.export_csv')}</Go>
          </>
        ) : null}
        {query.print ? null : <Go to={`/logbook?${addressOf(query)}&print=1`}>{t('feedback.desk.logbook.print')}</Go>}
      </nav>
      {query.print ? <p class="quiet">{t('feedback.desk.logbook.print_hint')}</p> : null}
      <Rows rows={rows} />
      {query.print ? null : <Pager next={next} isFirst={query.cursor === undefined} />}
    </>
  )
}

const addressOf = ({ from, to, unit, intake, names }: LogbookQuery): string =>
  new URLSearchParams({ from, to, unit, intake, names }).toString()

function Rows({ rows }: { rows: readonly LogbookRow[] }) {
  const { t } = usePage()
  const title = (name: string) => t(`feedback.desk.logbook.column.${name}`)
  return (
    <Table
      caption={t('feedback.desk.logbook.title')}
      empty={t('feedback.desk.logbook.none')}
      rows={rows}
      columns={[
        {
          title: t('feedback.desk.logbook.code'),
          kind: 'main',
          cell: ({ id, code }) => (
            <span class="whole">
              <Go to={`/feedback/${id}`}>{code}</Go>
            </span>
          ),
        },
        {
          title: title('received'),
          cell: ({ receivedAt, intake }) => (
            <>
              <When at={receivedAt} /> <span class="quiet">{t(`feedback.desk.intake.${intake}`)}</span>
            </>
          ),
        },
        { title: title('who'), cell: ({ who }) => who || '–' },
        { title: title('summary'), cell: ({ summary }) => summary },
        { title: title('handler'), cell: ({ handler }) => handler || '–' },
        { title: title('due'), cell: ({ dueAt }) => <When at={dueAt} /> },
        {
          title: title('result'),
          cell: ({ outcome, status, answeredAt, forwardedTo }) => (
            <>
              {outcome === null ? t(`feedback.desk.status.${status}`) : t(`feedback.desk.outcome.${outcome}`)}{' '}
              {answeredAt === null ? null : <When at={answeredAt} />} {forwardedTo}
            </>
          ),
        },
        { title: title('satisfaction'), cell: ({ score }) => (score === null ? '–' : t(`feedback.score.${score}`)) },
      ]}
    />
  )
}
