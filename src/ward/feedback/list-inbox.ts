import { loadPlaces } from '../place/load-places.ts'
import { placeLabel } from '../place/place.ts'
import type { Work } from '../work.ts'
import { isAgeing, runningDue, timeStateOf, type TimeState } from './feedback-clock.ts'
import type { FeedbackStatus, Restriction } from './feedback.ts'
import { asFeedbackRow, spotOf, textOf, titleOf, type FeedbackRow } from './feedback-row.ts'
import {
  amongFound, armsOf, dueColumn, everywhere, mergeArms, narrowed, part, toldStatuses,
  type Arm, type Clocked, type InboxFilter, type InboxView, type Part, type Reader,
} from './inbox-query.ts' // prettier-ignore
import { findByWords } from './list-feedback.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { openPromises, promisesUntil } from './open-promises.ts'

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
  /** By when the ward owes the word it promised. */
  promisedDate: string | null
  time: TimeState
  ageing: boolean
  reopens: number
  escalated: boolean
}

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
  const isOver = filter.view === 'done' && found === null
  const after = readCursor(filter.cursor)
  const wanted = {
    common: [...narrowed(filter), ...(after === null ? [] : [isOver ? olderThan(after) : dueAfter(after)])],
    order: isOver ? 'id desc' : 'due, id',
    limit: limit + 1,
  }
  const at = await clockedOf(work)
  const { text, values } =
    found === null
      ? mergeArms(armsOf(at, reader, filter), wanted)
      : amongFound(found, searchedIn(at, reader, filter), wanted)
  const keys = await work.db.$queryRawUnsafe<{ id: string; due: Date }[]>(text, ...values)
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
      status: { in: [...toldStatuses] },
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
  const at = await clockedOf(work)
  const count = async (view: InboxView, ...also: Part[]): Promise<number> => {
    const common = [...narrowed({ view }), ...also]
    const { text, values } = mergeArms(armsOf(at, reader, { view }), { common, order: 'due, id', limit: mostCounted })
    const [row] = await work.db.$queryRawUnsafe<{ n: bigint }[]>(
      `select count(*) as n from (${text}) as counted`,
      ...values
    )
    return Number(row?.n ?? 0)
  }
  return {
    mine: await count('my_work'),
    over: await count('my_work', part(`${dueColumn} < $::timestamptz`, work.now)),
    overdue: await count('overdue'),
  }
}

/** Words that are looked for among one's own work are looked for everywhere. */
const searchedIn = (at: Clocked, reader: Reader, filter: InboxFilter): readonly Arm[] =>
  filter.view === 'my_work'
    ? everywhere.filter(({ status }) => filter.status === undefined || status === filter.status)
    : armsOf(at, reader, filter)

const clockedOf = async (work: Work): Promise<Clocked> => ({
  now: work.now,
  promisesUntil: await promisesUntil(work),
})

type Cursor = { dueAt: Date; id: string }
const olderThan = ({ id }: Cursor): Part => part('f.id < $::uuid', id)
const dueAfter = ({ dueAt, id }: Cursor): Part => part(`(${dueColumn}, f.id) > ($::timestamptz, $::uuid)`, dueAt, id)

function readCursor(cursor: string | undefined): Cursor | null {
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
  const promises = await openPromises(work, ids)
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
        promisedDate: promises.get(id) ?? null,
        time: timeStateOf(clock, row, work.now),
        ageing: isAgeing(row, work.now),
        reopens: row.reopens,
        escalated: row.dissatisfied >= 2 && row.status === 'in_progress',
      },
    ]
  })
}
