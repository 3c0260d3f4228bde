import { loadPlaces } from '../place/load-places.ts'
import { placeLabel } from '../place/place.ts'
import type { Work } from '../work.ts'
import { isAgeing, runningDue, timeStateOf, type TimeState } from './feedback-clock.ts'
import { feedbackStatuses, openStatuses, type FeedbackStatus, type Party, type Restriction } from './feedback.ts'
import { asFeedbackRow, spotOf, textOf, titleOf, type FeedbackRow } from './feedback-row.ts'
import { findByWords } from './list-feedback.ts'
import { loadFeedbackClock } from './load-clock.ts'

/** my_work: what waits for this official's hand · the others: for whoever reads reports. */
export const inboxViews = ['my_work', 'open', 'overdue', 'ageing', 'waiting', 'done'] as const
export type InboxView = (typeof inboxViews)[number]

export type InboxLine = {
  id: string
  code: string
  title: string
  place: string | null
  neighbourhood: string | null
  status: FeedbackStatus
  kind: string
  field: string | null
  urgency: string | null
  unit: string | null
  assignee: string | null
  submittedAt: Date
  dueAt: Date | null
  /** When the body it was forwarded to is asked again. */
  nudgeAt: Date | null
  time: TimeState
  ageing: boolean
  reopens: number
  escalated: boolean
}

export type Reader = { officialId: string; unit: string | null; parties: readonly Party[] }

export type InboxFilter = {
  view: InboxView
  status?: FeedbackStatus | undefined
  unit?: string | undefined
  /** Code of a neighbourhood. */
  neighbourhood?: string | undefined
  field?: string | undefined
  words?: string | undefined
  /** Where the last page ended. */
  cursor?: string | undefined
  limit?: number
}

/** Statuses in which nothing more is expected of the ward for now. */
const doneStatuses: readonly FeedbackStatus[] = [
  'answered',
  'completed',
  'not_accepted',
  'closed_incomplete',
  'withdrawn',
]
/** Others have to do something first: the resident, another body, the main report. */
const waitingStatuses: readonly FeedbackStatus[] = ['awaiting_details', 'forwarded', 'merged']
const told = feedbackStatuses.filter((status) => status !== 'draft' && status !== 'guided_to_complaint')

/** What the running clock is due at; the end of time where none runs. Word for word that of the index `feedback_due`. */
const dueColumn = `coalesce(case f.status
  when 'awaiting_intake' then f.intake_due_at
  when 'received' then f.due_at when 'assigned' then f.due_at when 'in_progress' then f.due_at when 'awaiting_approval' then f.due_at
  end, '9999-01-01 00:00:00+00'::timestamptz)`

/** The body it was forwarded to is to be asked again. */
const nudgeIsDue = `exists (select 1 from feedback_forwarding w where w.feedback_id = f.id and w.ended_at is null and w.next_nudge_at <= $::timestamptz)`

/** A condition with its values; `$` stands for the next of them. */
type Part = { sql: string; values: unknown[] }
const part = (sql: string, ...values: unknown[]): Part => ({ sql, values })
const anyOf = (statuses: readonly string[]): Part => part('f.status = any($)', [...statuses])

/**
 * The officials' inbox: what is due next comes first, what is over comes newest first. Restricted reports are never here,
 * whoever reads; they have a page of their own.
 */
export async function listInbox(
  work: Work,
  reader: Reader,
  filter: InboxFilter
): Promise<{ lines: readonly InboxLine[]; next: string | null }> {
  const limit = filter.limit ?? 50
  const found = filter.words?.trim() ? await findByWords(work, filter.words, 500) : null
  if (found !== null && found.length === 0) return { lines: [], next: null }
  const parts = [
    ...conditionsOf(work, reader, filter, found !== null),
    ...(found === null ? [] : [part('f.id = any($::uuid[])', found)]),
  ]
  const isOver = filter.view === 'done' && found === null
  const after = readCursor(filter.cursor)
  if (after !== null && isOver) parts.push(part('f.id < $::uuid', after.id))
  if (after !== null && !isOver)
    parts.push(part(`(${dueColumn}, f.id) > ($::timestamptz, $::uuid)`, after.dueAt, after.id))
  const order = isOver ? 'f.id desc' : `${dueColumn}, f.id`
  const { text, values } = join(parts)
  const keys = await work.db.$queryRawUnsafe<{ id: string; due: Date }[]>(
    `select f.id, ${dueColumn} as due from feedback f where ${text} order by ${order} limit ${limit + 1}`,
    ...values
  )
  const page = keys.slice(0, limit)
  const last = page.at(-1)
  return {
    lines: await linesOf(
      work,
      page.map(({ id }) => id)
    ),
    next: keys.length > limit && last !== undefined ? `${last.due.getTime()}_${last.id}` : null,
  }
}

export type RestrictedLine = Omit<InboxLine, 'title' | 'place'> & { restricted: Restriction }

/** Restricted reports given to this official, or all of them for a leader: codes and clocks, no word of what was said. */
export async function listRestricted(work: Work, { officialId, parties }: Reader): Promise<RestrictedLine[]> {
  const rows = await work.db.feedback.findMany({
    where: {
      restricted: { not: null },
      status: { in: told },
      ...(parties.includes('leader') ? {} : { OR: [{ assigneeId: officialId }, { handlerId: officialId }] }),
    },
    orderBy: { id: 'desc' },
    take: 100,
    select: { id: true, restricted: true },
  })
  const why = new Map(rows.map(({ id, restricted }) => [id, restricted as Restriction]))
  const lines = await linesOf(work, [...why.keys()])
  return lines.map(({ title: _title, place: _place, ...line }) => ({ ...line, restricted: why.get(line.id)! }))
}

/** Beyond this a number says only "many". */
export const mostCounted = 1_000

/** How many wait in each view, up to `mostCounted`: the numbers on the tabs. `over`: of my work, past its time. */
export async function countInbox(work: Work, reader: Reader): Promise<{ mine: number; over: number; overdue: number }> {
  const count = async (parts: readonly Part[]): Promise<number> => {
    const { text, values } = join(parts)
    const [row] = await work.db.$queryRawUnsafe<{ n: bigint }[]>(
      `select count(*) as n from (select 1 from feedback f where ${text} limit ${mostCounted}) as counted`,
      ...values
    )
    return Number(row?.n ?? 0)
  }
  const mine = conditionsOf(work, reader, { view: 'my_work' }, false)
  const overdue = conditionsOf(work, reader, { view: 'overdue' }, false)
  return {
    mine: await count(mine),
    over: await count([...mine, part(`${dueColumn} < $::timestamptz`, work.now)]),
    overdue: await count(overdue),
  }
}

function conditionsOf(work: Work, reader: Reader, filter: InboxFilter, isSearch: boolean): Part[] {
  const { status, unit, neighbourhood, field } = filter
  return [
    part('f.restricted is null'),
    anyOf(told),
    // words are looked for everywhere: who searches for a report does not know how it stands
    ...(isSearch && filter.view === 'my_work' ? [] : viewOf(work, reader, filter.view)),
    ...(status ? [part('f.status = $', status)] : []),
    ...(unit ? [part('f.unit = $', unit)] : []),
    ...(neighbourhood
      ? [part('f.neighbourhood_id = (select n.id from neighbourhood n where n.code = $)', neighbourhood)]
      : []),
    ...(field ? [part('f.field = $', field)] : []),
  ]
}

function viewOf(work: Work, reader: Reader, view: InboxView): Part[] {
  switch (view) {
    case 'my_work':
      return [waitsFor(work, reader)]
    case 'open':
      return [anyOf(openStatuses.filter((status) => !waitingStatuses.includes(status) && status !== 'answered'))]
    case 'overdue':
      return [
        anyOf(['awaiting_intake', 'received', 'assigned', 'in_progress', 'awaiting_approval']),
        part(`${dueColumn} < $::timestamptz`, work.now),
      ]
    case 'ageing':
      // as isAgeing has it (domain: open for more than twice its time, or opened again three times)
      return [
        anyOf(openStatuses.filter((status) => status !== 'answered')),
        part('(f.reopens >= 3 or $::timestamptz - f.submitted_at > 2 * (f.first_due_at - f.submitted_at))', work.now),
      ]
    case 'waiting':
      return [anyOf(waitingStatuses)]
    case 'done':
      return [anyOf(doneStatuses)]
  }
}

/** Whose hand is next, by what the official is: several parts where there are dual posts. */
function waitsFor(work: Work, { officialId, unit, parties }: Reader): Part {
  const parts: Part[] = []
  if (parties.includes('one_stop')) {
    parts.push(part(`f.status in ('awaiting_intake', 'received')`))
    parts.push(part(`(f.status = 'forwarded' and ${nudgeIsDue})`, work.now))
  }
  if (parties.includes('specialist'))
    parts.push(
      part(
        `(f.status in ('assigned', 'in_progress') and (f.assignee_id = $::uuid or (f.assignee_id is null and f.unit = coalesce($::text, f.unit))))`,
        officialId,
        unit
      )
    )
  if (parties.includes('leader')) {
    parts.push(part(`f.status = 'awaiting_approval'`))
    parts.push(part(`(f.status = 'in_progress' and f.dissatisfied >= 2 and f.handler_id is null)`))
  }
  if (parts.length === 0) return part('false')
  return part(`(${parts.map(({ sql }) => sql).join(' or ')})`, ...parts.flatMap(({ values }) => values))
}

function join(parts: readonly Part[]): { text: string; values: unknown[] } {
  let number = 0
  const text = parts.map(({ sql }) => sql.replaceAll('$', () => `$${++number}`)).join(' and ')
  return { text, values: parts.flatMap(({ values }) => values) }
}

function readCursor(cursor: string | undefined): { dueAt: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor ?? '') ?? []
  return at === undefined || id === undefined ? null : { dueAt: new Date(Number(at)), id }
}

async function linesOf(work: Work, ids: readonly string[]): Promise<InboxLine[]> {
  const rows = await work.db.feedback.findMany({
    where: { id: { in: [...ids] } },
    include: {
      neighbourhood: { select: { name: true } },
      assignee: { select: { fullName: true } },
      forwardings: { where: { endedAt: null }, select: { nextNudgeAt: true }, take: 1 },
    },
  })
  const clock = await loadFeedbackClock(work)
  const places = await loadPlaces(work)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const found = byId.get(id)
    if (found === undefined) return []
    const { neighbourhood, assignee, forwardings, ...stored } = found
    const row: FeedbackRow = asFeedbackRow(stored)!
    const place = places.find((one) => one.id === row.placeId)
    return [
      {
        id,
        code: row.code ?? '',
        title: titleOf(textOf(work, row), 100),
        place: place === undefined ? (spotOf(work, row).words ?? null) : placeLabel(place, places),
        neighbourhood: neighbourhood?.name ?? null,
        status: row.status,
        kind: row.kind,
        field: row.field,
        urgency: row.urgency,
        unit: row.unit,
        assignee: assignee?.fullName ?? null,
        submittedAt: row.submittedAt ?? row.createdAt,
        dueAt: runningDue(row),
        nudgeAt: forwardings[0]?.nextNudgeAt ?? null,
        time: timeStateOf(clock, row, work.now),
        ageing: isAgeing(row, work.now),
        reopens: row.reopens,
        escalated: row.dissatisfied >= 2 && row.status === 'in_progress',
      },
    ]
  })
}
