import type { EventPerson } from '../civil-event/event-rows.ts'
import type { PersonRole } from '../civil-event/civil-event.ts'
import type { Work } from '../work.ts'
import type { Party } from './address.ts'
import type { LetterWords } from './approve-letter.ts'
import { gatherFacts } from './gather-facts.ts'
import type { LetterKind, LetterStatus, LetterWhy } from './letter.ts'
import { loadLetterRules } from './load-letter-rules.ts'

export type LetterCard = {
  id: string
  kind: LetterKind
  status: LetterStatus
  why: LetterWhy | null
  way: 'chat' | 'paper'
  nextDate: string | null
  createdAt: Date
  handedOverDate: string | null
  approvedById: string | null
  secondById: string | null
  visitedById: string | null
  /** Who is to bring it, and when. */
  visitor: string | null
  visitDate: string | null
  /** As they were approved; null until then, and again once they are old. */
  words: LetterWords | null
  parties: Party[]
  neighbourhood: string | null
  eventId: string
}

export type LetterFilter = {
  ids?: readonly string[]
  statuses?: readonly LetterStatus[]
  kinds?: readonly LetterKind[]
  /** At most so many; without it all. */
  take?: number
}

/** Letters as officials see them: whom they name, what was agreed, where they stand. Oldest first. */
export async function findLetters(work: Work, { ids, statuses, kinds, take }: LetterFilter): Promise<LetterCard[]> {
  const rows = await work.db.letter.findMany({
    where: {
      ...(ids ? { id: { in: [...ids] } } : {}),
      ...(statuses ? { status: { in: [...statuses] } } : {}),
      ...(kinds ? { kind: { in: [...kinds] } } : {}),
    },
    orderBy: { id: 'asc' },
    ...(take === undefined ? {} : { take }),
  })
  const parties = await partiesOf(work, rows)
  const places = await placesOf(
    work,
    rows.flatMap(({ households }) => households)
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as LetterKind,
    status: row.status as LetterStatus,
    why: row.why as LetterWhy | null,
    way: row.way as 'chat' | 'paper',
    nextDate: dateOf(row.nextDate),
    createdAt: row.createdAt,
    handedOverDate: dateOf(row.handedOverDate),
    approvedById: row.approvedById,
    secondById: row.secondById,
    visitedById: row.visitedById,
    visitor: row.visitor === null ? null : work.seal.openText(row.visitor),
    visitDate: dateOf(row.visitDate),
    words: row.words === null ? null : work.seal.openJson<LetterWords>(row.words),
    parties: parties.get(row.subjectId) ?? [],
    neighbourhood: row.households.map((id) => places.get(id)).find((name) => name !== undefined) ?? null,
    eventId: row.subjectId,
  }))
}

const dateOf = (date: Date | null): string | null => date && date.toISOString().slice(0, 10)

async function partiesOf(
  work: Work,
  rows: readonly { kind: string; subjectId: string }[]
): Promise<Map<string, Party[]>> {
  const subjects = rows.map(({ subjectId }) => subjectId)
  const gathered = await gatherFacts(work, { eventIds: subjects, closed: true }, await loadLetterRules(work))
  const agreed = new Map(gathered.map((one) => [one.eventId, one.agreed]))
  const people = await work.db.civilEventPerson.findMany({
    where: { eventId: { in: subjects } },
    orderBy: { id: 'asc' },
  })
  const parties = new Map<string, Party[]>()
  for (const row of people) {
    const list = parties.get(row.eventId) ?? []
    const role = row.role as PersonRole
    list.push({
      role,
      person: work.seal.openJson<EventPerson>(row.person),
      agreed: agreed.get(row.eventId)?.includes(role) ?? false,
    })
    parties.set(row.eventId, list)
  }
  const lines = await work.db.longevityLine.findMany({
    where: { id: { in: subjects } },
    include: { citizen: { select: { fullName: true, gender: true, birthYear: true } } },
  })
  for (const { id, citizen, status } of lines) {
    const gender = citizen.gender as Party['person']['gender']
    parties.set(id, [{ role: 'honoured', person: { ...citizen, gender }, agreed: status === 'agreed' }])
  }
  return parties
}

async function placesOf(work: Work, households: readonly string[]): Promise<Map<string, string>> {
  const rows = await work.db.household.findMany({
    where: { id: { in: [...households] }, neighbourhoodId: { not: null } },
    select: { id: true, neighbourhood: { select: { name: true } } },
  })
  return new Map(rows.map(({ id, neighbourhood }) => [id, neighbourhood!.name]))
}

/** How many letters stand where: what the first page tells. */
export async function countLetters(work: Work): Promise<Map<LetterStatus, number>> {
  const rows = await work.db.letter.groupBy({ by: ['status'], _count: true })
  return new Map(rows.map(({ status, _count }) => [status as LetterStatus, _count]))
}

/** Days in the next weeks on which letters are held until, and how many. */
export async function letterCalendar(work: Work): Promise<{ date: string; kind: LetterKind; count: number }[]> {
  const rows = await work.db.letter.groupBy({
    by: ['nextDate', 'kind'],
    where: { status: 'held', nextDate: { not: null } },
    _count: true,
    orderBy: { nextDate: 'asc' },
  })
  return rows.map(({ nextDate, kind, _count }) => ({
    date: dateOf(nextDate)!,
    kind: kind as LetterKind,
    count: _count,
  }))
}
