import { dossierStatuses, isTerminal, type DossierStatus } from '../../ward/dossier/dossier.ts'
import type { DossierEventLine, DossierFound } from '../../ward/dossier/find-dossier.ts'
import type { DossierLine, DossierPage } from '../../ward/dossier/list-dossiers.ts'
import { AskForm, Boxes, Choice, Field } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Facts, Go, Notice, Pager, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Words } from '../visit.ts'

type Query = {
  search: string
  status?: DossierStatus | undefined
  late?: string | undefined
  cursor?: string | undefined
}

export function DossierList({ found, query }: { found: DossierPage; query: Query }) {
  const { t } = usePage()
  const statuses = dossierStatuses.map((value) => ({ value, label: t(`console.dossiers.status.${value}`) }))
  return (
    <>
      <AskForm action="/dossiers">
        <Field
          name="search"
          label={t('console.dossiers.search')}
          hint={t('console.dossiers.search_hint')}
          type="search"
          value={query.search}
        />
        <Choice
          name="status"
          label={t('console.list.status')}
          options={statuses}
          value={query.status}
          empty={t('console.form.all')}
        />
        <Boxes
          name="late"
          legend={t('console.dossiers.appointment')}
          options={[{ value: '1', label: t('console.dossiers.only_late') }]}
          values={query.late ? ['1'] : []}
        />
        <button class="main">{t('console.list.search')}</button>
      </AskForm>
      <p class="quiet">{t('console.list.count', { count: found.total })}</p>
      <Table
        caption={t('console.dossiers.title')}
        empty={t('console.dossiers.none')}
        rows={found.dossiers}
        columns={[
          {
            title: t('console.dossiers.code'),
            kind: 'main',
            cell: ({ id, code }) => <Go to={`/dossiers/${id}`}>{code}</Go>,
          },
          { title: t('console.dossiers.applicant'), cell: ({ applicantName }) => applicantName },
          { title: t('console.dossiers.procedure'), cell: ({ procedureName }) => procedureName },
          { title: t('console.list.status'), cell: (line) => <Standing line={line} /> },
          { title: t('console.dossiers.appointment'), cell: ({ appointmentAt }) => <When at={appointmentAt} /> },
        ]}
      />
      <Pager next={found.next} isFirst={query.cursor === undefined} />
    </>
  )
}

const toneOf = (status: DossierStatus): Tone =>
  status === 'done' || status === 'returned'
    ? 'good'
    : status === 'awaiting_papers' || status === 'awaiting_payment'
      ? 'warn'
      : 'plain'

function Standing({ line }: { line: DossierLine }) {
  const { t } = usePage()
  return (
    <>
      <Tag tone={toneOf(line.status)}>{t(`console.dossiers.status.${line.status}`)}</Tag>{' '}
      {line.isLate ? <Tag tone="bad">{t('console.dossiers.late')}</Tag> : null}
    </>
  )
}

export function DossierView({ dossier }: { dossier: DossierFound }) {
  const { t } = usePage()
  const { standing } = dossier
  return (
    <>
      {standing.timing === 'late' ? (
        <Notice tone="bad">{t('console.dossiers.late_days', { count: standing.workingDays })}</Notice>
      ) : null}
      {standing.provisional && !isTerminal(dossier.status) ? (
        <Notice tone="warn">{t('console.dossiers.provisional')}</Notice>
      ) : null}
      <Facts
        facts={[
          [
            t('console.list.status'),
            <Tag tone={toneOf(dossier.status)}>{t(`console.dossiers.status.${dossier.status}`)}</Tag>,
          ],
          [t('console.dossiers.timing'), timingWords(t, dossier)],
          [
            t('console.dossiers.procedure'),
            [dossier.procedureName, dossier.procedureCode ? ` (${dossier.procedureCode})` : ''],
          ],
          [t('console.dossiers.applicant'), dossier.applicantName],
          [t('console.dossiers.phone'), dossier.maskedPhone],
          [t('console.dossiers.unit'), dossier.unit],
          [t('console.dossiers.received'), <When at={dossier.receivedAt} />],
          [t('console.dossiers.appointment'), <When at={dossier.appointmentAt} />],
          [t('console.dossiers.first_appointment'), isMoved(dossier) ? <When at={dossier.firstAppointmentAt} /> : null],
          [t('console.dossiers.delay_reason'), dossier.delayReason],
          [t('console.dossiers.note'), dossier.note],
          [t('console.dossiers.finished'), dossier.finishedAt && <When at={dossier.finishedAt} />],
          [t('console.dossiers.followers'), dossier.followers],
        ]}
      />
      <h2>{t('console.dossiers.history')}</h2>
      <History history={dossier.history} />
    </>
  )
}

const isMoved = ({ firstAppointmentAt, appointmentAt }: DossierFound): boolean =>
  firstAppointmentAt !== null && firstAppointmentAt.getTime() !== appointmentAt?.getTime()

const timingWords = (t: Words, { standing }: DossierFound): string =>
  t(`console.dossiers.timings.${standing.timing}`, { count: standing.workingDays })

function History({ history }: { history: readonly DossierEventLine[] }) {
  const { t } = usePage()
  const source = (text: string) =>
    t(`console.dossiers.sources.${text.startsWith('api:') ? 'api' : text.startsWith('import:') ? 'import' : 'other'}`)
  return (
    <Table
      caption={t('console.dossiers.history')}
      empty={t('console.dossiers.no_history')}
      rows={history}
      columns={[
        { title: t('console.dossiers.when'), kind: 'main', cell: ({ occurredAt }) => <When at={occurredAt} /> },
        { title: t('console.list.status'), cell: ({ status }) => t(`console.dossiers.status.${status}`) },
        {
          title: t('console.dossiers.what_became'),
          cell: ({ applied, remark }) => [
            t(applied ? 'console.dossiers.applied' : 'console.dossiers.not_applied'),
            remark ? `: ${t(`console.dossiers.remarks.${remark}`)}` : '',
          ],
        },
        { title: t('console.dossiers.told'), cell: ({ receivedAt }) => <When at={receivedAt} /> },
        { title: t('console.dossiers.from_where'), cell: (event) => source(event.source) },
      ]}
    />
  )
}
