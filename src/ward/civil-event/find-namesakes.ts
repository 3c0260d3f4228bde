import { strip } from '../../platform/vietnamese/strip.ts'
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
  // a register writes Hoà and Hòa, with one space or two: looked up as officials look for names, then compared whole
  const words = [...new Set(strip(fullName.normalize('NFC')).match(/[a-z0-9]+/g) ?? [])]
  const alike = await work.db.$queryRaw<{ id: string }[]>`
    select row_id as id from search_token where noun = 'citizen' and token = any(${words}::text[])
    group by row_id having count(*) = ${words.length}`
  const rows = await work.db.citizen.findMany({
    where: { id: { in: alike.map(({ id }) => id) }, deceasedAt: null },
    include: { neighbourhood: { select: { name: true } } },
    orderBy: [{ birthYear: 'asc' }, { id: 'asc' }],
  })
  return rows
    .filter((row) => nameKeyOf(row.fullName) === nameKeyOf(fullName))
    .slice(0, 50)
    .map((row) => ({
      citizenId: row.id,
      fullName: row.fullName,
      birthYear: row.birthYear,
      neighbourhood: row.neighbourhood?.name ?? null,
    }))
}
