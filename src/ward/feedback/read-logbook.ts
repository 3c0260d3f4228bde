import type { Statement } from '../../platform/database.ts'
import { addDays, atWardTime } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { titleOf, type Reporter } from './feedback-row.ts'
import type { FeedbackStatus, Intake } from './feedback.ts'
import { redact } from './redact.ts'

export type LogbookFilter = {
  /** Days of the intake, both inside; YYYY-MM-DD. */
  from: string
  to: string
  unit?: string | undefined
  intake?: string | undefined
  /** Initials and the neighbourhood instead of name and address, and a summary that names nobody. */
  masked: boolean
}

/** One line of the book (domain: sổ theo dõi), before it is put into words. */
export type LogbookRow = {
  id: string
  code: string
  receivedAt: Date
  intake: Intake
  who: string
  summary: string
  handler: string
  dueAt: Date | null
  status: FeedbackStatus
  outcome: string | null
  answeredAt: Date | null
  forwardedTo: string
  score: number | null
}

const longestSummary = 200

/**
 * The book in the order in which reports came, page by page (`after`: what `next` said). Restricted and guided reports are
 * not in it. What is sealed in a row is opened when the row is taken, once: the next page can be asked for meanwhile.
 */
export async function readLogbook(
  work: Work,
  { from, to, unit, intake, masked }: LogbookFilter,
  { after, limit }: { after?: string | undefined; limit: number }
): Promise<{ rows: Iterable<LogbookRow>; next: string | null }> {
  const since = readPlace(after)
  const found = await work.sql<Written>(since === null ? firstLines : laterLines, [
    atWardTime(from),
    atWardTime(addDays(to, 1)),
    unit ?? null,
    intake ?? null,
    limit + 1,
    ...(since === null ? [] : [since.submittedAt, since.id]),
  ])
  const last = found[limit - 1]
  const lines = found.slice(0, limit)
  const people = await readPeople(work, lines)
  return {
    rows: opened(work, lines, people, masked),
    next: found.length > limit && last !== undefined ? `${last.submittedAt.getTime()}_${last.id}` : null,
  }
}

/** The lines of a page first, by their index, and what belongs to each of them after. */
const linesAfter = (name: string, place: string): Statement => ({
  name,
  text: `
    select f.id, f.code, f.submitted_at as "submittedAt", f.intake, f.reporter, f.text, f.unit, f.status, f.answered_at as "answeredAt",
      coalesce(f.due_at, f.intake_due_at) as "dueAt", f.conversation_id as "conversationId",
      n.name as neighbourhood, o.full_name as assignee, a.outcome, w.agency, w.number, r.score
    from (
      select * from feedback
      where restricted is null and code is not null and submitted_at >= $1 and submitted_at < $2${place}
        and status not in ('draft', 'guided_to_complaint') and ($3::text is null or unit = $3) and ($4::text is null or intake = $4)
      order by submitted_at, id limit $5
    ) as f
    left join neighbourhood n on n.id = f.neighbourhood_id
    left join official o on o.id = f.assignee_id
    left join lateral (select outcome from feedback_answer where feedback_id = f.id and status = 'approved' order by id desc limit 1) as a on true
    left join lateral (select agency, number from feedback_forwarding where feedback_id = f.id order by id desc limit 1) as w on true
    left join lateral (select score from feedback_rating where feedback_id = f.id order by at desc limit 1) as r on true
    order by f.submitted_at, f.id`,
})
const firstLines = linesAfter('logbook-first', '')
const laterLines = linesAfter('logbook-later', ' and (submitted_at, id) > ($6, $7)')

type Written = {
  id: string
  code: string
  submittedAt: Date
  intake: Intake
  reporter: Uint8Array | null
  text: Uint8Array | null
  unit: string | null
  status: FeedbackStatus
  answeredAt: Date | null
  dueAt: Date | null
  neighbourhood: string | null
  conversationId: string | null
  assignee: string | null
  outcome: string | null
  agency: string | null
  number: string | null
  score: number | null
}

function* opened(
  work: Work,
  lines: readonly Written[],
  people: ReadonlyMap<string, Person>,
  masked: boolean
): Generator<LogbookRow> {
  for (const one of lines) yield lineOf(work, one, people.get(one.conversationId ?? ''), masked)
}

type Person = { conversationId: string; name: string; area: string | null }

/** Whose chats they are, where that is known: asked for a page at once, since so few lines have one. */
async function readPeople(work: Work, lines: readonly Written[]): Promise<ReadonlyMap<string, Person>> {
  const chats = new Set(lines.flatMap(({ conversationId }) => conversationId ?? []))
  const found = chats.size === 0 ? [] : await work.sql<Person>(peopleOfChats, [[...chats]])
  return new Map(found.map((one) => [one.conversationId, one]))
}

const peopleOfChats: Statement = {
  name: 'logbook-people',
  text: `
    select distinct on (link.conversation_id) link.conversation_id as "conversationId", citizen.full_name as name, home.name as area
    from chat_link link
    join citizen on citizen.id = link.citizen_id
    left join neighbourhood home on home.id = citizen.neighbourhood_id
    where link.conversation_id = any($1::uuid[]) and link.ended_at is null
    order by link.conversation_id, link.linked_at desc`,
}

function lineOf(work: Work, one: Written, person: Person | undefined, masked: boolean): LogbookRow {
  const reporter = one.reporter === null ? {} : work.seal.openJson<Reporter>(one.reporter)
  const name = [reporter.name ?? person?.name ?? '', reporter.onBehalfOf ?? ''].filter(Boolean)
  const area = one.neighbourhood ?? person?.area ?? ''
  const title = titleOf(one.text === null ? '' : work.seal.openText(one.text), longestSummary)
  return {
    id: one.id,
    code: one.code,
    receivedAt: one.submittedAt,
    intake: one.intake,
    who: masked
      ? [name.map(initials).join(' / '), area].filter(Boolean).join(', ')
      : [name.join(' / '), reporter.address ?? '', area].filter(Boolean).join(', '),
    summary: masked ? redact(title) : title,
    handler: [one.unit, one.assignee].filter(Boolean).join(', '),
    dueAt: one.dueAt,
    status: one.status,
    outcome: one.outcome,
    answeredAt: one.answeredAt,
    forwardedTo: [one.agency, one.number].filter(Boolean).join(', '),
    score: one.score,
  }
}

function readPlace(after: string | undefined): { submittedAt: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(after ?? '') ?? []
  return at === undefined || id === undefined ? null : { submittedAt: new Date(Number(at)), id }
}

/** "Phạm Thị Mùi" → "P. T. M." */
export const initials = (name: string): string =>
  name
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => `${word.charAt(0).toUpperCase()}.`)
    .join(' ')
