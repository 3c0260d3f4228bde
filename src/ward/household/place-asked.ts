import { isNeighbourhoodNumber, matchNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { neighbourhoodOfChat } from './household-of-chat.ts'

/** Where a question is about: the neighbourhood it names, else the one its chat lives in. */
export type PlaceAsked = {
  neighbourhood: { id: string; code: string; name: string } | null
  /** Whether who asks lives there, as far as it is known. */
  lives: 'here' | 'elsewhere' | 'unknown'
  /** The number named where the ward has no such neighbourhood: nothing is told of another instead. */
  unknown?: string
}

/**
 * Asking about a neighbourhood changes nothing of where one lives. A name the ward does not know counts as none: it may be
 * of something else; a number is none but a neighbourhood's.
 */
export async function placeAsked(
  work: Work,
  { conversationId }: Talk,
  { named }: { named?: string | undefined }
): Promise<PlaceAsked> {
  const own = await neighbourhoodOfChat(work, conversationId)
  const known = named === undefined ? [] : await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } }) // prettier-ignore
  const found = named === undefined ? null : matchNeighbourhood(known, named)
  if (found === null && named !== undefined && isNeighbourhoodNumber(named))
    return { neighbourhood: null, lives: 'unknown', unknown: named }
  const neighbourhood = found ?? own
  return { neighbourhood, lives: own === null ? 'unknown' : own.id === neighbourhood?.id ? 'here' : 'elsewhere' }
}
