import type { Work } from '../work.ts'
import { isAgeing, runningDue, timeStateOf, type TimeState } from './feedback-clock.ts'
import { feedbackStatuses, type FeedbackStatus, type Restriction } from './feedback.ts'
import { textOf, titleOf, type FeedbackRow } from './feedback-row.ts'
import { termHash } from './keep-search-terms.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { contentWords } from './report-words.ts'

/** One line of the officials' inbox. */
export type FeedbackLine = {
  id: string
  code: string
  title: string
  status: FeedbackStatus
  kind: string
  field: string | null
  unit: string | null
  intake: string
  submittedAt: Date
  dueAt: Date | null
  time: TimeState
  ageing: boolean
  reopens: number
  restricted: Restriction | null
}

export type FeedbackFilter = {
  statuses?: readonly FeedbackStatus[]
  unit?: string
  assigneeId?: string
  field?: string
  kind?: string
  /** "Đơn thư kéo dài" only. */
  ageing?: boolean
  overdue?: boolean
  /** Words of the text, the place, the neighbourhood or the code, with or without marks. */
  words?: string
  /** Restricted reports are there only for those who may read them. */
  mayReadRestricted?: boolean
  /** Lines after this id (newest first). */
  after?: string
  limit?: number
}

const most = 100
/** The statuses somebody of the ward has to do something about. */
export const inboxStatuses: readonly FeedbackStatus[] = [
  'awaiting_intake',
  'received',
  'assigned',
  'in_progress',
  'awaiting_approval',
  'forwarded',
]

/** The inbox and the search: newest first, page by page. */
export async function listFeedback(
  work: Work,
  filter: FeedbackFilter
): Promise<{ lines: readonly FeedbackLine[]; next: string | null }> {
  const limit = Math.min(filter.limit ?? 50, most)
  const found = filter.words?.trim() ? await findByWords(work, filter.words, 500) : null
  if (found !== null && found.length === 0) return { lines: [], next: null }
  const statuses =
    filter.statuses ?? (found === null ? inboxStatuses : feedbackStatuses.filter((status) => status !== 'draft'))
  const rows = (await work.db.feedback.findMany({
    where: {
      status: { in: [...statuses] },
      id: { ...(found === null ? {} : { in: found }), ...(filter.after ? { lt: filter.after } : {}) },
      ...(filter.mayReadRestricted ? {} : { restricted: null }),
      ...(filter.unit ? { unit: filter.unit } : {}),
      ...(filter.assigneeId ? { assigneeId: filter.assigneeId } : {}),
      ...(filter.field ? { field: filter.field } : {}),
      ...(filter.kind ? { kind: filter.kind } : {}),
      ...(filter.ageing ? { AND: [{ id: { in: await listAgeing(work) } }] } : {}),
      ...(filter.overdue ? overdueAt(work.now) : {}),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })) as FeedbackRow[]
  const clock = await loadFeedbackClock(work)
  const lines = rows.slice(0, limit).map((row) => ({
    id: row.id,
    code: row.code ?? '',
    title: titleOf(textOf(work, row), 100),
    status: row.status,
    kind: row.kind,
    field: row.field,
    unit: row.unit,
    intake: row.intake,
    submittedAt: row.submittedAt ?? row.createdAt,
    dueAt: runningDue(row),
    time: timeStateOf(clock, row, work.now),
    ageing: isAgeing(row, work.now),
    reopens: row.reopens,
    restricted: row.restricted,
  }))
  return { lines, next: rows.length > limit ? (lines.at(-1)?.id ?? null) : null }
}

/** Reports that drag on (isAgeing), newest first. */
async function listAgeing(work: Work): Promise<string[]> {
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    select id from feedback
    where status = any(${[...inboxStatuses, 'awaiting_details']}::text[])
      and (reopens >= 3 or ${work.now}::timestamptz - submitted_at > 2 * (first_due_at - submitted_at))
    order by id desc limit 500`
  return rows.map(({ id }) => id)
}

const overdueAt = (now: Date) => ({
  OR: [
    { status: 'awaiting_intake', intakeDueAt: { lt: now } },
    { status: { in: ['received', 'assigned', 'in_progress', 'awaiting_approval'] }, dueAt: { lt: now } },
  ],
})

/** Words beyond these narrow nothing any more. */
const mostWords = 6

/** Reports that hold every word, newest first. */
export async function findByWords(work: Work, words: string, limit: number): Promise<string[]> {
  const code = /^\s*pa-?(\d{4})-?(\d{1,6})\s*$/i.exec(words)
  if (code) {
    const row = await work.db.feedback.findFirst({
      where: { code: `PA-${code[1]}-${code[2]!.padStart(4, '0')}` },
      select: { id: true },
    })
    return row === null ? [] : [row.id]
  }
  const terms = contentWords(words)
    .slice(0, mostWords)
    .map((term) => termHash(work, term))
  if (terms.length === 0) return []
  // one walk down the index for each word, in step: the key of the table is in the order of the rows
  const joins = terms.map((_term, i) =>
    i === 0 ? 'search_token t0' : `join search_token t${i} on t${i}.row_id = t0.row_id`
  )
  const wanted = terms.map((_term, i) => `t${i}.noun = 'feedback' and t${i}.token = $${i + 1}`)
  const rows = await work.db.$queryRawUnsafe<{ id: string }[]>(
    `select t0.row_id as id from ${joins.join(' ')} where ${wanted.join(' and ')} order by t0.row_id desc limit ${limit}`,
    ...terms
  )
  return rows.map(({ id }) => id)
}

/** How many reports stand in each status: the numbers beside the menu. */
export async function countFeedback(work: Work): Promise<Partial<Record<FeedbackStatus, number>>> {
  const rows = await work.db.feedback.groupBy({
    by: ['status'],
    where: { status: { in: [...inboxStatuses, 'awaiting_details'] } },
    _count: true,
  })
  return Object.fromEntries(rows.map((row) => [row.status, row._count]))
}
