import type { Writable } from 'node:stream'
import type { SheetKind } from '../../platform/spreadsheet/read-sheet.ts'
import { writeSheet } from '../../platform/spreadsheet/write-sheet.ts'
import type { WrittenCell } from '../../platform/spreadsheet/written-sheet.ts'
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
export async function writeLogbook(
  t: Words,
  { filter, kind }: { filter: LogbookFilter; kind: SheetKind },
  read: Read,
  to: Writable
): Promise<void> {
  const columns = logbookColumns.map((name) => ({
    title: t(`feedback.desk.logbook.column.${name}`),
    ...(kinds[name] ? { kind: kinds[name] } : {}),
    width: name === 'summary' ? 60 : name === 'number' ? 8 : 22,
  }))
  const rows = cellsOf(onceEach(t), pieces(filter, read))
  await writeSheet({ name: t('feedback.desk.logbook.title'), columns, rows }, kind, to)
}

type Piece = Awaited<ReturnType<typeof readLogbook>>

/** The next piece is read while one is written. */
async function* pieces(filter: LogbookFilter, read: Read): AsyncGenerator<Iterable<LogbookRow>> {
  const readAfter = (after?: string): Promise<Piece> => {
    const coming = read((work) => readLogbook(work, filter, { after, limit: readAtOnce }))
    coming.catch(() => {}) // who waits for it is told; where nobody does, the file was given up
    return coming
  }
  for (let coming: Promise<Piece> | null = readAfter(); coming !== null;) {
    const piece: Piece = await coming
    coming = piece.next === null ? null : readAfter(piece.next)
    yield piece.rows
  }
}

async function* cellsOf(t: Words, book: AsyncIterable<Iterable<LogbookRow>>): AsyncGenerator<readonly WrittenCell[]> {
  let number = 0
  for await (const rows of book) for (const row of rows) yield cells(t, ++number, row)
}

const cells = (t: Words, number: number, row: LogbookRow): WrittenCell[] => [
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

/** The same words stand in line after line: each is looked up once. */
function onceEach(t: Words): Words {
  const known = new Map<string, string>()
  return (key) => {
    const words = known.get(key) ?? t(key)
    known.set(key, words)
    return words
  }
}
