import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { byNeighbourhood, matchNeighbourhood } from './neighbourhood.ts'

export type NeighbourhoodRow = { id: string; code: string; name: string }

/** Every neighbourhood with its id, in the order in which people look for theirs: for officials' forms. */
export async function listNeighbourhoodRows(work: Work): Promise<NeighbourhoodRow[]> {
  const rows = await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })
  return rows.sort(byNeighbourhood)
}

/** The ids of neighbourhoods another system names by code, name or id. */
export async function findNeighbourhoodIds(
  work: Work,
  named: readonly string[]
): Promise<Result<string[], 'unknown_neighbourhood'>> {
  if (named.length === 0) return ok([])
  const rows = await listNeighbourhoodRows(work)
  const ids = named.map((word) => (rows.find(({ id }) => id === word) ?? matchNeighbourhood(rows, word))?.id)
  return ids.every((id) => id !== undefined) ? ok(ids) : refuse('unknown_neighbourhood')
}
