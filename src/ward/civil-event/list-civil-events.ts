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

/** The newest events first; `kind` for those a wish could belong to, `ids` for those a task is about. */
export async function listCivilEvents(
  work: Work,
  { kind, ids, take = 50 }: { kind?: EventKind; ids?: readonly string[]; take?: number } = {}
): Promise<EventLine[]> {
  const rows = await work.db.civilEvent.findMany({
    where: { ...(kind ? { kind } : {}), ...(ids ? { id: { in: [...ids] } } : {}) },
    orderBy: { id: 'desc' },
    take,
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
