import { matchNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { neighbourhoodOfChat } from './household-of-chat.ts'

/** Where a question is about: the neighbourhood it names, else the one its chat lives in. */
export type PlaceAsked = {
  neighbourhood: { id: string; code: string; name: string } | null
  /** Whether who asks lives there, as far as it is known. */
  lives: 'here' | 'elsewhere' | 'unknown'
}

/** Asking about a neighbourhood changes nothing of where one lives. A name the ward does not know counts as none. */
export async function placeAsked(
  work: Work,
  { conversationId }: Talk,
  { named }: { named?: string | undefined }
): Promise<PlaceAsked> {
  const own = await neighbourhoodOfChat(work, conversationId)
  const known = named === undefined ? [] : await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } }) // prettier-ignore
  const neighbourhood = (named === undefined ? null : matchNeighbourhood(known, named)) ?? own
  return { neighbourhood, lives: own === null ? 'unknown' : own.id === neighbourhood?.id ? 'here' : 'elsewhere' }
}
