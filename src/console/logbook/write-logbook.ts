import type { Writable } from 'node:stream'
import { writeSheet, type WrittenCell } from '../../platform/spreadsheet/write-sheet.ts'
import { readLogbook, type LogbookFilter, type LogbookRow } from '../../ward/feedback/read-logbook.ts'
import type { Read } from '../answer.ts'
import type { Words } from '../visit.ts'

const readAtOnce = 1_000

/** The eleven columns of the book, in its order. */
const logbookColumns = [
  'number',
  'received',
  'intake',
  'who',
  'summary',
  'handler',
  'due',
  'result',
  'answered',
  'forwarded',
  'satisfaction',
] as const

const kinds: Partial<Record<(typeof logbookColumns)[number], 'number' | 'instant'>> = {
  number: 'number',
  received: 'instant',
  due: 'instant',
  answered: 'instant',
}

/** The book as a spreadsheet, written while it is read: a transaction for each piece. Ends the stream. */
export async function writeLogbook(t: Words, filter: LogbookFilter, read: Read, to: Writable): Promise<void> {
  async function* rows(): AsyncGenerator<WrittenCell[]> {
    let number = 0
    for (let after: string | undefined; ;) {
      const page = await read((work) => readLogbook(work, filter, { after, limit: readAtOnce }))
      for (const row of page.rows) yield cellsOf(t, ++number, row)
      if (page.next === null) return
      after = page.next
    }
  }
  const columns = logbookColumns.map((name) => ({
    title: t(`feedback.desk.logbook.column.${name}`),
    ...(kinds[name] ? { kind: kinds[name] } : {}),
    width: name === 'summary' ? 60 : name === 'number' ? 8 : 22,
  }))
  await writeSheet({ name: t('feedback.desk.logbook.title'), columns, rows: rows() }, 'xlsx', to)
}

const cellsOf = (t: Words, number: number, row: LogbookRow): WrittenCell[] => [
  number,
  row.receivedAt,
  t(`feedback.desk.intake.${row.intake}`),
  row.who,
  row.summary,
  row.handler,
  row.dueAt,
  row.outcome === null ? t(`feedback.desk.status.${row.status}`) : t(`feedback.desk.outcome.${row.outcome}`),
  row.answeredAt,
  row.forwardedTo,
  row.score === null ? '' : t(`feedback.score.${row.score}`),
]
