import type { Work } from '../work.ts'
import type { EventKind, Nature, PersonRole } from './civil-event.ts'
import type { EventPerson } from './event-rows.ts'
import type { LetterStatus } from '../letter/letter.ts'

export type EventLine = {
  id: string
  kind: EventKind
  registerNumber: string | null
  nature: Nature
  status: 'registered' | 'annulled' | 'merged'
  /** The event that stands for this one. */
  mergedIntoId: string | null
  registeredDate: string
  diedDate: string | null
  people: { role: PersonRole; fullName: string }[]
  letter: { id: string; status: LetterStatus } | null
}

const perPage = 50

/** The newest events first, a page at a time; `next` is the cursor of the following page. */
export async function listCivilEvents(
  work: Work,
  { cursor }: { cursor?: string } = {}
): Promise<{ events: EventLine[]; next: string | null }> {
  const rows = await findLines(work, { where: cursor ? { id: { lt: cursor } } : {}, take: perPage + 1 })
  const events = rows.slice(0, perPage)
  return { events, next: rows.length > perPage ? events.at(-1)!.id : null }
}

/** The newest events of a kind, to which a wish could belong. */
export const newestEvents = (work: Work, kind: EventKind, take: number): Promise<EventLine[]> =>
  findLines(work, { where: { kind }, take })

/** Those that a task is about. */
export const eventsNamed = (work: Work, ids: readonly string[]): Promise<EventLine[]> =>
  findLines(work, { where: { id: { in: [...ids] } } })

const likelyDays = 90

/** Deaths about that time that may be the same as this one: those of that name or person first, then the nearest. */
export async function likelySame(work: Work, { eventId }: { eventId: string }): Promise<EventLine[]> {
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    select e.id from civil_event one join civil_event_person d on d.event_id = one.id and d.role = 'deceased'
    join civil_event e on e.kind = 'death' and e.status = 'registered' and e.id <> one.id
      and e.registered_date between one.registered_date - ${likelyDays}::int and one.registered_date + ${likelyDays}::int
    join civil_event_person p on p.event_id = e.id and p.role = 'deceased'
    where one.id = ${eventId}::uuid and one.kind = 'death' and one.status = 'registered'
    order by (p.name_hash = d.name_hash or p.citizen_id = d.citizen_id) desc nulls last,
      abs(coalesce(e.died_date, e.registered_date) - coalesce(one.died_date, one.registered_date)), e.id desc
    limit 20`
  const lines = await eventsNamed(
    work,
    rows.map(({ id }) => id)
  )
  return rows.flatMap(({ id }) => lines.find((line) => line.id === id) ?? [])
}

type Which = { where: { kind?: EventKind; id?: { lt: string } | { in: string[] } }; take?: number }

async function findLines(work: Work, which: Which): Promise<EventLine[]> {
  const rows = await work.db.civilEvent.findMany({
    ...which,
    orderBy: { id: 'desc' },
    include: { people: { select: { role: true, person: true }, orderBy: { id: 'asc' } } },
  })
  const letters = await work.db.letter.findMany({
    where: { subjectId: { in: rows.map(({ id }) => id) } },
    select: { id: true, subjectId: true, status: true },
  })
  const letterOf = new Map(
    letters.map(({ subjectId, id, status }) => [subjectId, { id, status: status as LetterStatus }])
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as EventKind,
    registerNumber: row.registerNumber,
    nature: row.nature as Nature,
    status: row.status as EventLine['status'],
    mergedIntoId: row.mergedIntoId,
    registeredDate: row.registeredDate.toISOString().slice(0, 10),
    diedDate: row.diedDate?.toISOString().slice(0, 10) ?? null,
    people: row.people.map(({ role, person }) => ({
      role: role as PersonRole,
      fullName: work.seal.openJson<EventPerson>(person).fullName,
    })),
    letter: letterOf.get(row.id) ?? null,
  }))
}
