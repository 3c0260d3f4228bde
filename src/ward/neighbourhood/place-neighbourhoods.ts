import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'
import { matchNeighbourhood, neighbourhoodKey, newNeighbourhood } from './neighbourhood.ts'

/** The id of each neighbourhood that records name, however they write it; new ones are added. */
export async function placeNeighbourhoods(
  work: Work,
  records: readonly { neighbourhood?: string | null }[]
): Promise<Map<string, string>> {
  const named = new Set(records.flatMap(({ neighbourhood }) => (neighbourhood ? [neighbourhood] : [])))
  const places = new Map<string, string>()
  if (named.size === 0) return places
  const known = await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })
  for (const text of named) {
    let found = known.find((one) => one.code === text || neighbourhoodKey(one.name) === neighbourhoodKey(text))
    found ??= matchNeighbourhood(known, text) ?? undefined
    if (found === undefined) {
      found = { id: newId(), ...newNeighbourhood(text) }
      await work.db.neighbourhood.createMany({ data: [found], skipDuplicates: true })
      found = await work.db.neighbourhood.findFirstOrThrow({
        where: { code: found.code },
        select: { id: true, code: true, name: true },
      })
      known.push(found)
    }
    places.set(text, found.id)
  }
  return places
}
