import { ownNeighbourhoods } from '../official/own-neighbourhoods.ts'
import type { Work } from '../work.ts'

/**
 * Whether who acts may keep a meeting of these neighbourhoods: ward staff any, a head of a neighbourhood only one that is
 * of the own neighbourhood alone. The clock and other systems are bound at their own doors.
 */
export async function mayKeepMeeting(work: Work, neighbourhoodIds: readonly string[]): Promise<boolean> {
  const [kind, officialId = ''] = work.actor.split(':')
  if (kind !== 'official') return true
  const { isWholeWard, places } = await ownNeighbourhoods(work, { officialId, wholeWard: 'edit_participation' })
  return isWholeWard || (neighbourhoodIds.length === 1 && places.some(({ id }) => id === neighbourhoodIds[0]))
}
