import type { Work } from '../work.ts'

/** The row of a neighbourhood by its code; null where the ward has none. */
export async function findNeighbourhoodId(work: Work, { code }: { code: string }): Promise<string | null> {
  const row = await work.db.neighbourhood.findFirst({ where: { code }, select: { id: true } })
  return row?.id ?? null
}
