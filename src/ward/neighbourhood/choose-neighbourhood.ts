import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { byNeighbourhood, matchNeighbourhood, type Neighbourhood } from './neighbourhood.ts'

export type NeighbourhoodChoice =
  { kind: 'chosen'; code: string; name: string } | { kind: 'unknown'; neighbourhoods: Neighbourhood[] }

/** Keeps where the one who writes lives. `code` may be a code, a number, a name, or a few words around them ("to 12"). */
export async function chooseNeighbourhood(
  work: Work,
  talk: Talk,
  { code }: { code: string }
): Promise<NeighbourhoodChoice> {
  const rows = await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })
  const chosen = rows.find((row) => row.code === code) ?? matchNeighbourhood(rows, code)
  if (chosen === null) {
    return {
      kind: 'unknown',
      neighbourhoods: rows.map(({ code, name }) => ({ code, name })).sort(byNeighbourhood),
    }
  }
  await work.db.conversation.updateMany({
    where: { id: talk.conversationId },
    data: { neighbourhoodId: chosen.id },
  })
  return { kind: 'chosen', code: chosen.code, name: chosen.name }
}
