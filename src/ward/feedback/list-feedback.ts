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
  const found = filter.words?.trim() ? await findByWords(work, filter.words, 2_000) : null
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

const overdueAt = (now: Date) => ({
  OR: [
    { status: 'awaiting_intake', intakeDueAt: { lt: now } },
    { status: { in: ['received', 'assigned', 'in_progress', 'awaiting_approval'] }, dueAt: { lt: now } },
  ],
})

/** Reports that hold every word, newest first. The rarest word leads: the others are only looked up for its rows. */
async function findByWords(work: Work, words: string, limit: number): Promise<string[]> {
  const code = /^\s*pa-?(\d{4})-?(\d{1,6})\s*$/i.exec(words)
  if (code) {
    const row = await work.db.feedback.findFirst({
      where: { code: `PA-${code[1]}-${code[2]!.padStart(4, '0')}` },
      select: { id: true },
    })
    return row === null ? [] : [row.id]
  }
  const terms = contentWords(words).map((term) => termHash(work, term))
  if (terms.length === 0) return []
  const counts = await Promise.all(terms.map((token) => countUpTo(work, token)))
  const order = terms.map((token, i) => ({ token, count: counts[i]! })).sort((a, b) => a.count - b.count)
  const [rarest, ...others] = order.map(({ token }) => token)
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    select one.row_id as id from search_token one
    where one.noun = 'feedback' and one.token = ${rarest}
      and not exists (select 1 from unnest(${others}::text[]) as wanted(token) where not exists (
        select 1 from search_token two where two.noun = 'feedback' and two.token = wanted.token and two.row_id = one.row_id))
    order by one.row_id desc limit ${limit}`
  return rows.map(({ id }) => id)
}

/** How common a word is, counted no further than matters. */
async function countUpTo(work: Work, token: string): Promise<number> {
  const [row] = await work.db.$queryRaw<{ n: bigint }[]>`
    select count(*) as n from (select 1 from search_token where noun = 'feedback' and token = ${token} limit 500) as few`
  return Number(row?.n ?? 0)
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
