import type { Work } from '../work.ts'
import { nameKeyOf } from './civil-event.ts'
import type { EventPerson } from './event-rows.ts'

/** Somebody of the ward register who has the name of the dead. */
export type Namesake = { citizenId: string; fullName: string; birthYear: number | null; neighbourhood: string | null }

/** Whom a registered death may mean: everybody of that name here who is not known to be dead, the oldest first. */
export async function findNamesakes(work: Work, { eventId }: { eventId: string }): Promise<Namesake[]> {
  const dead = await work.db.civilEventPerson.findFirst({
    where: { eventId, role: 'deceased', event: { kind: 'death', status: 'registered' } },
    select: { person: true },
  })
  if (dead === null) return []
  const { fullName } = work.seal.openJson<EventPerson>(dead.person)
  const rows = await work.db.citizen.findMany({
    where: { fullName: { equals: fullName, mode: 'insensitive' }, deceasedAt: null },
    include: { neighbourhood: { select: { name: true } } },
    orderBy: [{ birthYear: 'asc' }, { id: 'asc' }],
    take: 50,
  })
  return rows
    .filter((row) => nameKeyOf(row.fullName) === nameKeyOf(fullName))
    .map((row) => ({
      citizenId: row.id,
      fullName: row.fullName,
      birthYear: row.birthYear,
      neighbourhood: row.neighbourhood?.name ?? null,
    }))
}
