import type { Work } from '../work.ts'
import { byNeighbourhood } from './neighbourhood.ts'

export type NeighbourhoodRow = { id: string; code: string; name: string }

/** Every neighbourhood with its id, in the order in which people look for theirs: for officials' forms. */
export async function listNeighbourhoodRows(work: Work): Promise<NeighbourhoodRow[]> {
  const rows = await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })
  return rows.sort(byNeighbourhood)
}
