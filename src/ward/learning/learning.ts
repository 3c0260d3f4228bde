/** What officials may decide about a message that was not understood, and when a new model may speak. Pure. */

export type LearningStatus = 'open' | 'proposed' | 'approved' | 'ignored'

/** Measured on held-out messages; shares from 0 to 1. */
export type ModelFigures = { topOne: number; actPrecision: number; coverage: number }

/** A new model may lose at most half a point of top-1 against the one it replaces. */
export const largestLoss = 0.005
/** Of what the bot acts on without asking, this share must be right. */
export const leastActPrecision = 0.97

/** Null when the model may go live, else why not: the key of `learning.kept_back`. */
export function keptBack(candidate: ModelFigures, live: ModelFigures): 'understands_less' | 'acts_wrongly' | null {
  if (candidate.topOne < live.topOne - largestLoss) return 'understands_less'
  if (candidate.actPrecision < leastActPrecision) return 'acts_wrongly'
  return null
}
