import type { countProcedures } from '../../ward/procedure/count-procedures.ts'
import type { ProcedureRow } from '../../ward/procedure/read-procedures.ts'
import { AskForm, Boxes, Choice, Field } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Deed, Facts, Fold, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Words } from '../visit.ts'

type ListProps = {
  procedures: readonly ProcedureRow[]
  fields: readonly string[]
  query: { search: string; field?: string | undefined; unconfirmed?: string | undefined }
}

/** The catalogue by field, each folded; what was looked for, the best fit first. */
export function ProcedureList({ procedures, fields, query }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <p>
        <Go to="/procedures/counts">{t('console.procedures.counts')}</Go>
      </p>
      <AskForm action="/procedures">
        <Field
          name="search"
          label={t('console.procedures.search')}
          hint={t('console.procedures.search_hint')}
          type="search"
          value={query.search}
        />
        <Choice
          name="field"
          label={t('console.procedures.field')}
          options={fields.map((value) => ({ value, label: value }))}
          value={query.field}
          empty={t('console.form.all')}
        />
        <Boxes
          name="unconfirmed"
          legend={t('console.list.status')}
          options={[{ value: '1', label: t('console.procedures.only_unconfirmed') }]}
          values={query.unconfirmed ? ['1'] : []}
        />
        <button class="main">{t('console.list.search')}</button>
      </AskForm>
      <p class="quiet">{t('console.list.count', { count: procedures.length })}</p>
      {query.search.trim() !== '' || procedures.length === 0 ? (
        <ProcedureTable caption={t('console.procedures.title')} procedures={procedures} />
      ) : (
        fields
          .map((field) => ({ field, inField: procedures.filter((one) => one.field === field) }))
          .filter(({ inField }) => inField.length > 0)
          .map(({ field, inField }) => (
            <Fold name={fieldName(t, field, inField)} open={query.field === field}>
              <ProcedureTable caption={field} procedures={inField} />
            </Fold>
          ))
      )}
    </>
  )
}

function fieldName(t: Words, field: string, inField: readonly ProcedureRow[]): string {
  const open = inField.filter(({ confirmedBy }) => !confirmedBy).length
  const said = { field, count: inField.length }
  return open === 0
    ? t('console.procedures.field_count', said)
    : t('console.procedures.field_unconfirmed', { ...said, open })
}

function ProcedureTable({ caption, procedures }: { caption: string; procedures: readonly ProcedureRow[] }) {
  const { t } = usePage()
  return (
    <Table
      caption={caption}
      empty={t('console.procedures.none')}
      rows={procedures}
      columns={[
        { title: t('console.procedures.number'), kind: 'number', cell: ({ number }) => number },
        {
          title: t('console.procedures.name'),
          kind: 'main',
          cell: ({ id, name }) => <Go to={`/procedures/${id}`}>{name}</Go>,
        },
        { title: t('console.procedures.deadline'), cell: ({ deadlineText }) => deadlineText },
        { title: t('console.procedures.fee'), cell: ({ feeText }) => feeText },
        { title: t('console.list.status'), cell: (row) => <Confirmed row={row} /> },
      ]}
    />
  )
}

function Confirmed({ row }: { row: ProcedureRow }) {
  const { t } = usePage()
  return row.confirmedBy ? (
    <Tag tone="good">{t('console.procedures.is_confirmed')}</Tag>
  ) : (
    <Tag tone="warn">{t('console.procedures.not_confirmed')}</Tag>
  )
}

type ViewProps = {
  procedure: ProcedureRow
  history: readonly ProcedureRow[]
  mayEdit: boolean
  mayConfirm: boolean
  confirmedBy: string | null
}

export function ProcedureView({ procedure, history, mayEdit, mayConfirm, confirmedBy }: ViewProps) {
  const { t } = usePage()
  const path = `/procedures/${procedure.id}`
  return (
    <>
      <p>
        <Confirmed row={procedure} /> {confirmedBy} {procedure.confirmedAt ? <When at={procedure.confirmedAt} /> : null}
      </p>
      <ProcedureFacts procedure={procedure} />
      {mayConfirm && !procedure.confirmedBy ? (
        <>
          <Notice>{t('console.procedures.confirm_what')}</Notice>
          <Deed
            action={`${path}/confirm`}
            label={t('console.procedures.confirm')}
            fields={{ seenAt: procedure.updatedAt.toISOString() }}
          />
        </>
      ) : null}
      {mayEdit ? (
        <p>
          <Go to={`${path}/edit`} class="button">
            {t('console.procedures.edit')}
          </Go>
        </p>
      ) : null}
      {history.length > 1 ? (
        <Table
          caption={t('console.procedures.history')}
          empty=""
          rows={history}
          showCaption
          columns={[
            {
              title: t('console.procedures.effective_from'),
              kind: 'main',
              cell: ({ id, effectiveFrom }) => (
                <Go to={`/procedures/${id}`}>
                  <Day date={effectiveFrom} />
                </Go>
              ),
            },
            {
              title: t('console.procedures.effective_to'),
              cell: ({ effectiveTo }) => <Day date={effectiveTo ?? null} />,
            },
            { title: t('console.procedures.source'), cell: ({ source }) => source },
          ]}
        />
      ) : null}
    </>
  )
}

function ProcedureFacts({ procedure }: { procedure: ProcedureRow }) {
  const { t } = usePage()
  const list = (lines: readonly string[]) =>
    lines.length === 0 ? null : (
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    )
  return (
    <Facts
      facts={[
        [t('console.procedures.number'), procedure.number],
        [t('console.procedures.code'), procedure.code],
        [t('console.procedures.field'), procedure.field],
        [t('console.procedures.department'), procedure.department],
        [t('console.procedures.documents'), list(procedure.documents)],
        [t('console.procedures.deadline'), procedure.deadlineText],
        [t('console.procedures.same_day'), procedure.cutOff15h ? t('console.procedures.cut_off') : null],
        [t('console.procedures.fee'), procedure.feeText],
        [t('console.procedures.where'), procedure.whereToDo],
        [t('console.procedures.online_level'), t(`console.procedures.online.${procedure.onlineLevel}`)],
        [t('console.procedures.interlink_title'), t(`console.procedures.interlink.${procedure.interlink}`)],
        [t('console.procedures.aliases'), procedure.aliases.join('; ')],
        [t('console.procedures.source'), procedure.source],
        [t('console.confidence.title'), t(`console.confidence.${procedure.confidence.toLowerCase()}`)],
        [t('console.procedures.effective_from'), <Day date={procedure.effectiveFrom} />],
        [t('console.procedures.effective_to'), procedure.effectiveTo ? <Day date={procedure.effectiveTo} /> : null],
      ]}
    />
  )
}

export function ProcedureCountsView({ counts }: { counts: Awaited<ReturnType<typeof countProcedures>> }) {
  const { t } = usePage()
  const table = (
    caption: string,
    record: Readonly<Record<string, number>>,
    words: (name: string) => string = (name) => name
  ) => (
    <Table
      caption={caption}
      empty={t('console.procedures.none')}
      showCaption
      rows={Object.entries(record).sort(([, a], [, b]) => b - a)}
      columns={[
        { title: caption, kind: 'main', cell: ([name]) => words(name) },
        { title: t('console.procedures.how_many'), kind: 'number', cell: ([, count]) => count },
      ]}
    />
  )
  return (
    <>
      <Facts
        facts={[
          [t('console.procedures.total'), counts.total],
          [t('console.procedures.confirmed_count'), counts.confirmed],
          [t('console.procedures.on_the_spot'), counts.onTheSpot],
          [t('console.procedures.online_share'), `${(counts.onlineShare * 100).toFixed(1).replace('.', ',')} %`],
        ]}
      />
      {table(t('console.procedures.field'), counts.fields)}
      {table(t('console.procedures.department'), counts.departments)}
      {table(t('console.procedures.interlink_title'), counts.interlink, (name) =>
        t(`console.procedures.interlink.${name}`)
      )}
      {table(t('console.procedures.online_level'), counts.online, (name) => t(`console.procedures.online.${name}`))}
    </>
  )
}
