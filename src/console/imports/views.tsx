import type { ImportLine, ImportPage } from '../../ward/import/find-import.ts'
import { importNouns } from '../../ward/import/import-table.ts'
import type { Form } from '../form.ts'
import { Choice, PostForm, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Facts, Go, HowFar, Notice, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

const tones: Readonly<Record<ImportLine['status'], Tone>> = {
  checking: 'plain',
  checked: 'warn',
  applying: 'plain',
  applied: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

const number = (n: number): string => n.toLocaleString('vi-VN')

export function ImportList({ imports }: { imports: readonly ImportLine[] }) {
  const { t } = usePage()
  return (
    <>
      <p>
        <Go to="/imports/new" class="button">
          {t('console.imports.new')}
        </Go>
      </p>
      <Table
        caption={t('console.imports.title')}
        empty={t('console.imports.none')}
        rows={imports}
        columns={[
          {
            title: t('console.imports.file_name'),
            kind: 'main',
            cell: ({ id, fileName }) => <Go to={`/imports/${id}`}>{fileName}</Go>,
          },
          { title: t('console.imports.noun'), cell: ({ noun }) => t(`import.noun.${noun}`) },
          { title: t('console.imports.sent'), cell: ({ createdAt }) => <When at={createdAt} /> },
          { title: t('console.imports.rows_bad'), kind: 'number', cell: ({ rowsBad }) => number(rowsBad) },
          { title: t('console.imports.rows_written'), kind: 'number', cell: ({ rowsWritten }) => number(rowsWritten) },
          {
            title: t('console.list.status'),
            cell: ({ status }) => <Tag tone={tones[status]}>{t(`import.status.${status}`)}</Tag>,
          },
        ]}
      />
    </>
  )
}

export function UploadForm({ form }: { form: Form }) {
  const { t } = usePage()
  return (
    <PostForm action="/imports/new" upload form={form}>
      <p>{t('console.imports.what')}</p>
      <Choice
        name="noun"
        label={t('console.imports.noun')}
        options={importNouns.map((value) => ({ value, label: t(`import.noun.${value}`) }))}
        empty={t('console.form.choose')}
      />
      <Upload name="file" label={t('console.imports.file')} hint={t('console.imports.file_hint')} accept=".csv,.xlsx" />
      <button class="main">{t('console.imports.upload')}</button>
    </PostForm>
  )
}

export function ImportView({ run, by, afterFaults }: { run: ImportPage; by: string | null; afterFaults: number }) {
  const { t } = usePage()
  return (
    <>
      {run.status === 'applying' ? <HowFar done={run.rowsWritten} of={run.rowsGood} /> : null}
      <div data-progress="">
        <Progress run={run} />
        <Figures run={run} by={by} />
      </div>
      {run.status === 'checked' ? <Decision run={run} /> : null}
      {run.status === 'checking' ? (
        <Deed action={`/imports/${run.id}/cancel`} label={t('console.imports.cancel')} tone="second" />
      ) : null}
      {run.status === 'checking' ? null : <Faults run={run} afterFaults={afterFaults} />}
    </>
  )
}

function Progress({ run }: { run: ImportPage }) {
  const { t } = usePage()
  if (run.status === 'failed') return <Notice tone="bad">{t(`import.failure.${run.failure ?? 'damaged'}`)}</Notice>
  if (run.status === 'checking') return <Notice>{t('console.imports.checking')}</Notice>
  if (run.status !== 'applying') return null
  const of = Math.max(run.rowsGood, 1)
  return (
    <>
      <Notice>{t('console.imports.applying')}</Notice>
      <progress value={run.rowsWritten} max={of} aria-label={t('console.imports.progress')}>
        {Math.floor((run.rowsWritten / of) * 100)} %
      </progress>
    </>
  )
}

function Figures({ run, by }: { run: ImportPage; by: string | null }) {
  const { t } = usePage()
  const isRead = run.status !== 'checking' && run.status !== 'failed'
  return (
    <Facts
      facts={[
        [t('console.list.status'), <Tag tone={tones[run.status]}>{t(`import.status.${run.status}`)}</Tag>],
        [t('console.imports.noun'), t(`import.noun.${run.noun}`)],
        [t('console.imports.sent'), [<When at={run.createdAt} />, by ? `, ${by}` : '']],
        [t('console.imports.rows_read'), number(run.rowsRead)],
        [t('console.imports.rows_good'), isRead ? number(run.rowsGood) : null],
        [t('console.imports.rows_bad'), isRead ? number(run.rowsBad) : null],
        [t('console.imports.rows_new'), isRead ? number(run.rowsNew) : null],
        [t('console.imports.rows_changed'), isRead ? number(run.rowsChanged) : null],
        [
          t('console.imports.rows_written'),
          run.status === 'applying' || run.status === 'applied' ? number(run.rowsWritten) : null,
        ],
        [t('console.imports.finished'), run.finishedAt && <When at={run.finishedAt} />],
      ]}
    />
  )
}

function Decision({ run }: { run: ImportPage }) {
  const { t } = usePage()
  return (
    <>
      {run.rowsGood > 0 ? (
        <>
          <Notice tone={run.rowsBad > 0 ? 'warn' : 'plain'}>
            {t('console.imports.confirm_what', { good: number(run.rowsGood), bad: number(run.rowsBad) })}
          </Notice>
          <Deed
            action={`/imports/${run.id}/confirm`}
            label={t(run.rowsBad > 0 ? 'console.imports.confirm' : 'console.imports.confirm_all')}
          />
        </>
      ) : (
        <Notice tone="bad">{t('console.imports.nothing_good')}</Notice>
      )}
      <Deed action={`/imports/${run.id}/cancel`} label={t('console.imports.cancel')} tone="second" />
    </>
  )
}

function Faults({ run, afterFaults }: { run: ImportPage; afterFaults: number }) {
  const { t } = usePage()
  if (run.faultsTotal === 0) return run.status === 'failed' ? null : <p>{t('console.imports.no_faults')}</p>
  const path = `/imports/${run.id}`
  return (
    <>
      <h2>{t('console.imports.faults')}</h2>
      <p>
        <Go to={`${path}/bad-rows`}>{t('console.imports.download')}</Go>
      </p>
      <Table
        caption={t('console.imports.faults')}
        empty=""
        rows={run.faults}
        columns={[
          {
            title: t('console.imports.row'),
            kind: 'main',
            cell: ({ rowNumber }) => (rowNumber === 0 ? t('console.imports.whole_file') : number(rowNumber)),
          },
          { title: t('console.imports.column'), cell: ({ column }) => column },
          { title: t('console.imports.fault'), cell: ({ fault }) => t(`import.fault.${fault}`) },
        ]}
      />
      <nav class="pager" aria-label={t('console.list.pages')}>
        {afterFaults > 0 ? <Go to={path}>{t('console.list.first')}</Go> : null}
        {run.nextFault === null ? null : <Go to={`${path}?after=${run.nextFault}`}>{t('console.list.next')}</Go>}
      </nav>
    </>
  )
}
