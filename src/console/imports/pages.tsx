import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { writeSheet } from '../../platform/spreadsheet/write-sheet.ts'
import { cancelImport } from '../../ward/import/cancel-import.ts'
import { confirmImport } from '../../ward/import/confirm-import.ts'
import { findImport, type ImportFaultLine } from '../../ward/import/find-import.ts'
import { listImports } from '../../ward/import/list-imports.ts'
import { startImport } from '../../ward/import/start-import.ts'
import { findOfficial } from '../../ward/official/list-officials.ts'
import { conflict, download, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { consoleAssets } from '../console-assets.ts'
import { id, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { ImportList, ImportView, UploadForm } from './views.tsx'

const idParams = z.object({ id: id() })
const asked = z.object({ after: z.coerce.number().int().min(0).default(0) })
const allFaults = 1_000_000

/** While a worker is busy with the file the page looks again so often. */
const refreshSeconds = 3

export function addImportPages(app: ConsoleApp): void {
  page(app, 'GET /imports', 'import_data', async ({ work, t }) =>
    show(t('console.imports.title'), <ImportList imports={await listImports(work)} />)
  )
  page(app, 'GET /imports/new', 'import_data', ({ t }) => uploadPage(t, {}))
  page(app, 'POST /imports/new', 'import_data', upload)
  page(app, 'GET /imports/:id', 'import_data', { params: idParams, query: asked, answer: importPage })
  page(app, 'GET /imports/:id/bad-rows', 'import_data', { params: idParams, answer: badRows })
  page(app, 'POST /imports/:id/confirm', 'import_data', {
    params: idParams,
    answer: async ({ work, params }) => {
      const confirmed = await confirmImport(work, { importId: params.id })
      if (confirmed.ok) return goTo(`/imports/${params.id}`, { say: 'console.imports.confirmed' })
      return confirmed.refusal === 'unknown_import' ? notFound() : conflict(`import.refused.${confirmed.refusal}`)
    },
  })
  page(app, 'POST /imports/:id/cancel', 'import_data', {
    params: idParams,
    answer: async ({ work, params }) => {
      const cancelled = await cancelImport(work, { importId: params.id })
      if (cancelled.ok) return goTo('/imports', { say: 'console.imports.cancelled' })
      return cancelled.refusal === 'unknown_import' ? notFound() : conflict(`import.refused.${cancelled.refusal}`)
    },
  })
}

async function upload({ work, form, file, t }: Visit): Promise<Answer> {
  const noun = typed(form, 'noun')
  const faults: Fault[] = [
    ...(noun === '' ? [{ field: 'noun', say: 'console.fault.choose' }] : []),
    ...(file === null ? [{ field: 'file', say: 'console.fault.file_missing' }] : []),
  ]
  if (file === null || faults.length > 0) return uploadPage(t, form, faults)
  const started = await startImport(work, { noun, ...file })
  if (started.ok) return goTo(`/imports/${started.value.id}`, { say: 'console.imports.started' })
  return uploadPage(t, form, [
    { field: started.refusal === 'unknown_noun' ? 'noun' : 'file', say: `import.refused.${started.refusal}` },
  ])
}

async function importPage({ work, params, query, t }: Visit<typeof idParams, typeof asked>): Promise<Answer> {
  const run = await findImport(work, { id: params.id, afterFaults: query.after })
  if (run === null) return notFound()
  const by = run.officialId === null ? null : await findOfficial(work, { officialId: run.officialId })
  const isBusy = run.status === 'checking' || run.status === 'applying'
  return show(
    t('console.imports.page_title', { name: run.fileName }),
    <ImportView run={run} by={by?.fullName ?? null} afterFaults={query.after} />,
    isBusy ? { refreshSeconds, scripts: [consoleAssets().progress] } : {}
  )
}

/** Bad rows with their numbers in the file, to be mended where the data comes from. */
async function badRows({ work, params, t }: Visit<typeof idParams>): Promise<Answer> {
  const run = await findImport(work, { id: params.id, take: allFaults })
  if (run === null) return notFound()
  const to = new PassThrough()
  const written = writeSheet(
    {
      name: t('console.imports.faults'),
      columns: [
        { title: t('console.imports.row'), kind: 'number' },
        { title: t('console.imports.column') },
        { title: t('console.imports.fault') },
      ],
      rows: run.faults.map(({ rowNumber, column, fault }: ImportFaultLine) => [
        rowNumber,
        column,
        t(`import.fault.${fault}`),
      ]),
    },
    'csv',
    to
  )
  const [bytes] = await Promise.all([buffer(to), written])
  return download(`${run.fileName.replace(/\.[^.]*$/, '')} - dòng lỗi.csv`, 'text/csv; charset=utf-8', bytes)
}

const uploadPage = (t: Words, form: Form, faults: readonly Fault[] = []): Answer =>
  show(t('console.imports.new'), <UploadForm form={form} />, { faults })
