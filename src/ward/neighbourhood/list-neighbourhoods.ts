import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { byNeighbourhood, type Neighbourhood } from './neighbourhood.ts'

/** Every neighbourhood of the ward, in the order people count them. */
export async function listNeighbourhoods(
  work: Work,
  _talk: Talk | null,
  _input: Record<string, never>
): Promise<{ neighbourhoods: Neighbourhood[] }> {
  const rows = await work.db.neighbourhood.findMany({ select: { code: true, name: true } })
  return { neighbourhoods: rows.sort(byNeighbourhood) }
}
