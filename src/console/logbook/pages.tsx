import { z } from 'zod'
import { wardDateOf } from '../../platform/ward-time.ts'
import { intakes } from '../../ward/feedback/feedback.ts'
import { readLogbook, type LogbookFilter } from '../../ward/feedback/read-logbook.ts'
import { listHandlers } from '../../ward/feedback/suggest-handling.ts'
import { show, stream, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { page } from '../page.tsx'
import type { Nothing, Visit } from '../visit.ts'
import { Logbook, type LogbookQuery } from './views.tsx'
import { writeLogbook } from './write-logbook.ts'

const day = z.union([z.iso.date(), z.literal('').transform(() => undefined)]).optional()
const asked = z.object({
  from: day,
  to: day,
  unit: z.string().max(200).default(''),
  intake: z.union([z.enum(intakes), z.literal('')]).default(''),
  names: z.enum(['masked', 'full']).default('masked'),
  print: z.enum(['1']).optional(),
  cursor: z.string().max(60).optional(),
  as: z.enum(['xlsx', 'csv']).default('xlsx'),
})
type LogbookVisit = Visit<Nothing, typeof asked>

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

const shownAtOnce = 50
/** On paper there is no next page: as much as a month of a large ward. */
const printedAtMost = 1_000

/** The book of reports (sổ theo dõi): read here, taken away as a spreadsheet. */
export function addLogbookPages(app: ConsoleApp): void {
  page(app, 'GET /logbook', 'read_feedback', { query: asked, answer: logbook })
  page(app, 'GET /logbook/export', 'export_feedback', { query: asked, answer: exported })
}

/** This month unless other days are asked for. */
function queryOf({ work, query, may }: LogbookVisit): LogbookQuery {
  const today = wardDateOf(work.now)
  const to = query.to ?? today
  const from = query.from ?? `${to.slice(0, 7)}-01`
  return {
    ...query,
    from: from <= to ? from : to,
    to,
    names: may('export_feedback') ? query.names : 'masked',
    print: query.print === '1',
  }
}

const filterOf = ({ from, to, unit, intake, names }: LogbookQuery): LogbookFilter => ({
  from,
  to,
  unit: unit || undefined,
  intake: intake || undefined,
  masked: names === 'masked',
})

async function logbook(visit: LogbookVisit): Promise<Answer> {
  const { work, may, t } = visit
  const query = queryOf(visit)
  const limit = query.print ? printedAtMost : shownAtOnce
  const { rows, next } = await readLogbook(work, filterOf(query), { after: query.cursor, limit })
  const { units } = await listHandlers(work)
  if (query.names === 'full') work.audit('feedback.logbook_read', { from: query.from, to: query.to })
  return show(
    t('feedback.desk.logbook.title'),
    <Logbook rows={[...rows]} next={next} query={query} units={units} mayExport={may('export_feedback')} />
  )
}

function exported(visit: LogbookVisit): Answer {
  const { work, t } = visit
  const query = queryOf(visit)
  work.audit('feedback.logbook_exported', { from: query.from, to: query.to, names: query.names })
  const kind = visit.query.as
  const name = `${t('feedback.desk.logbook.file')} ${query.from} ${query.to}.${kind}`
  return stream(name, types[kind], (read, to) => writeLogbook(t, { filter: filterOf(query), kind }, read, to))
}
