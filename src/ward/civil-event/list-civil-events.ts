import type { Work } from '../work.ts'
import type { EventKind, Nature, PersonRole } from './civil-event.ts'
import type { EventPerson } from './event-rows.ts'
import type { LetterStatus } from '../letter/letter.ts'

export type EventLine = {
  id: string
  kind: EventKind
  registerNumber: string | null
  nature: Nature
  registeredDate: string
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

async function findLines(
  work: Work,
  which: { where: { kind?: EventKind; id?: { lt: string } | { in: string[] } }; take?: number }
): Promise<EventLine[]> {
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
    registeredDate: row.registeredDate.toISOString().slice(0, 10),
    people: row.people.map(({ role, person }) => ({
      role: role as PersonRole,
      fullName: work.seal.openJson<EventPerson>(person).fullName,
    })),
    letter: letterOf.get(row.id) ?? null,
  }))
}
