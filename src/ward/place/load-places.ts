import type { Work } from '../work.ts'
import type { Place, PlaceKind } from './place.ts'

const loaded = new WeakMap<Work, Promise<Place[]>>()

/** The ward's gazetteer, a few hundred lines, read once in a transaction. */
export function loadPlaces(work: Work): Promise<Place[]> {
  const known = loaded.get(work)
  if (known) return known
  const places = readPlaces(work)
  loaded.set(work, places)
  return places
}

async function readPlaces(work: Work): Promise<Place[]> {
  const rows = await work.db.place.findMany({
    orderBy: { code: 'asc' },
    select: {
      id: true,
      code: true,
      kind: true,
      name: true,
      aliases: true,
      parentCode: true,
      neighbourhoodId: true,
      latitude: true,
      longitude: true,
    },
  })
  return rows.map((row) => ({ ...row, kind: row.kind as PlaceKind }))
}
