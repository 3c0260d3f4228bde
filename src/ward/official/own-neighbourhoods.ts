import { listNeighbourhoodRows, type NeighbourhoodRow } from '../neighbourhood/list-neighbourhood-rows.ts'
import { matchNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import type { Work } from '../work.ts'
import { permissionsOf, type Permission } from './permission.ts'

/** All of the ward's, or, for a head, the one the account's unit names: none where it names none. */
export type OwnNeighbourhoods = { isWholeWard: boolean; places: readonly NeighbourhoodRow[] }

/** For which neighbourhoods an official acts. `wholeWard`: the permission whose holders act for every one of them. */
export async function ownNeighbourhoods(
  work: Work,
  { officialId, wholeWard }: { officialId: string; wholeWard: Permission }
): Promise<OwnNeighbourhoods> {
  const all = await listNeighbourhoodRows(work)
  const official = await work.db.official.findFirst({
    where: { id: officialId, endedAt: null },
    select: { unit: true, roles: true },
  })
  if (official !== null && permissionsOf(official.roles).has(wholeWard)) return { isWholeWard: true, places: all }
  const own = official?.unit == null ? null : matchNeighbourhood(all, official.unit)
  return { isWholeWard: false, places: own === null ? [] : [own] }
}
