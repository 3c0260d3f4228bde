import { promiseIsOpen, promisingStatuses } from './open-promises.ts'
import { feedbackStatuses, openStatuses, type FeedbackStatus, type Party } from './feedback.ts'

/** my_work: what waits for this official's hand · the others: for whoever reads reports. */
export const inboxViews = ['my_work', 'open', 'overdue', 'ageing', 'waiting', 'done'] as const
export type InboxView = (typeof inboxViews)[number]

export type Reader = { officialId: string; unit: string | null; parties: readonly Party[] }
/** As of which instant a view is read, and until which day promises are near. */
export type Clocked = { now: Date; promisesUntil: Date }

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
const clockedStatuses: readonly FeedbackStatus[] = [
  'awaiting_intake',
  'received',
  'assigned',
  'in_progress',
  'awaiting_approval',
]
const notAnswered = openStatuses.filter((status) => status !== 'answered')
/** All that officials are told of: no draft, and nothing of a complaint. */
export const toldStatuses = feedbackStatuses.filter((status) => status !== 'draft' && status !== 'guided_to_complaint')

/** What the running clock is due at; the end of time where none runs. Word for word that of the index `feedback_inbox`. */
export const dueColumn = `coalesce(case f.status
  when 'awaiting_intake' then f.intake_due_at
  when 'received' then f.due_at when 'assigned' then f.due_at when 'in_progress' then f.due_at when 'awaiting_approval' then f.due_at
  end, '9999-01-01 00:00:00+00'::timestamptz)`

/** The body it was forwarded to is to be asked again. */
const nudgeIsDue = `exists (select 1 from feedback_forwarding w where w.feedback_id = f.id and w.ended_at is null and w.next_nudge_at <= $::timestamptz)`

/** A word promised in an answer is owed soon, or late already. */
const promiseIsNear = `f.id in (select a.feedback_id from feedback_answer a where ${promiseIsOpen} and a.promised_date <= $::date)`

/** A condition with its values; `$` stands for the next of them. */
export type Part = { sql: string; values: readonly unknown[] }
export const part = (sql: string, ...values: unknown[]): Part => ({ sql, values })

/** Reports of one status and what else must hold of them: an index gives each arm of a view in its order. */
export type Arm = { status: FeedbackStatus; also: readonly Part[] }

const arms = (statuses: readonly FeedbackStatus[], ...also: Part[]): Arm[] =>
  statuses.map((status) => ({ status, also }))

/** The arms of a view, narrowed by status if one is asked for. */
export function armsOf(at: Clocked, reader: Reader, { view, status }: Pick<InboxFilter, 'view' | 'status'>): Arm[] {
  return viewOf(at, reader, view).filter((arm) => status === undefined || arm.status === status)
}

function viewOf(at: Clocked, reader: Reader, view: InboxView): Arm[] {
  switch (view) {
    case 'my_work':
      return waitsFor(at, reader)
    case 'open':
      return arms(notAnswered.filter((status) => status !== 'draft' && !waitingStatuses.includes(status)))
    case 'overdue':
      return arms(clockedStatuses, part(`${dueColumn} < $::timestamptz`, at.now))
    case 'ageing':
      // as isAgeing has it (domain: open for more than twice its time, or opened again three times)
      return arms(
        notAnswered.filter((status) => status !== 'draft'),
        part('(f.reopens >= 3 or $::timestamptz - f.submitted_at > 2 * (f.first_due_at - f.submitted_at))', at.now)
      )
    case 'waiting':
      return arms(waitingStatuses)
    case 'done':
      return arms(doneStatuses)
  }
}

/** Whose hand is next, by what the official is: several parts where there are dual posts. */
function waitsFor({ now, promisesUntil }: Clocked, { officialId, unit, parties }: Reader): Arm[] {
  const mine = part(
    '(f.assignee_id = $::uuid or (f.assignee_id is null and f.unit = coalesce($::text, f.unit)))',
    officialId,
    unit
  )
  const promised = part(promiseIsNear, promisesUntil)
  return [
    ...(parties.includes('one_stop')
      ? [
          ...arms(['awaiting_intake', 'received']),
          ...arms(['forwarded'], part(nudgeIsDue, now)),
          ...arms(promisingStatuses, promised),
        ]
      : []),
    ...(parties.includes('specialist')
      ? [...arms(['assigned', 'in_progress'], mine), ...arms(promisingStatuses, mine, promised)]
      : []),
    ...(parties.includes('leader')
      ? [
          ...arms(['awaiting_approval']),
          ...arms(['in_progress'], part('f.dissatisfied >= 2'), part('f.handler_id is null')),
        ]
      : []),
  ]
}

/** What holds in every arm. Restricted reports are in none. */
export const narrowed = ({ unit, neighbourhood, field }: InboxFilter): Part[] => [
  part('f.restricted is null'),
  ...(unit ? [part('f.unit = $', unit)] : []),
  ...(neighbourhood
    ? [part('f.neighbourhood_id = (select n.id from neighbourhood n where n.code = $)', neighbourhood)]
    : []),
  ...(field ? [part('f.field = $', field)] : []),
]

/** `order`: 'due, id' or 'id desc'. */
type Wanted = { common: readonly Part[]; order: string; limit: number }

/** The first of all arms in one order. A report that is in two of them (dual posts) comes once. */
export function mergeArms(of: readonly Arm[], { common, order, limit }: Wanted): { text: string; values: unknown[] } {
  const each = of.map((arm) => firstOf(joined([whole(arm), ...common], ' and '), { order, limit }))
  const none = part('select null::uuid as id, null::timestamptz as due where false')
  const { sql, values } = joined(each.length === 0 ? [none] : each, ' union ')
  return numbered(part(`select id, due from (${sql}) as f order by ${order} limit ${limit}`, ...values))
}

/** Reports found by their words, as far as they stand in one of the arms. */
export function amongFound(found: readonly string[], of: readonly Arm[], { common, ...wanted }: Wanted) {
  const { sql, values } = joined([...of.map(whole), part('false')], ' or ')
  const where = joined([part('f.id = any($::uuid[])', found), ...common, part(`(${sql})`, ...values)], ' and ')
  return numbered(firstOf(where, wanted))
}

/** Words are looked for everywhere: who searches for a report does not know how it stands. */
export const everywhere: readonly Arm[] = arms(toldStatuses)

const whole = ({ status, also }: Arm): Part => joined([part(`f.status = '${status}'`), ...also], ' and ')

const joined = (parts: readonly Part[], by: ' and ' | ' or ' | ' union '): Part =>
  part(parts.map(({ sql }) => (by === ' or ' ? `(${sql})` : sql)).join(by), ...parts.flatMap(({ values }) => values))

function firstOf({ sql, values }: Part, { order, limit }: Omit<Wanted, 'common'>): Part {
  const by = order.replace('due', dueColumn)
  return part(
    `(select f.id, ${dueColumn} as due from feedback f where ${sql} order by ${by} limit ${limit})`,
    ...values
  )
}

function numbered({ sql, values }: Part): { text: string; values: unknown[] } {
  let number = 0
  return { text: sql.replaceAll('$', () => `$${++number}`), values: [...values] }
}
