import type { DossierStatus } from './dossier.ts'

/** The transitions the national portal knows. What else a feed brings is kept and flagged, not refused. */
export const dossierTransitions: Record<DossierStatus, readonly DossierStatus[]> = {
  newly_registered: ['received', 'not_accepted', 'awaiting_papers', 'withdrawn'],
  received: ['in_progress', 'awaiting_papers', 'awaiting_payment', 'withdrawn', 'stopped'],
  not_accepted: [],
  in_progress: ['awaiting_papers', 'awaiting_payment', 'withdrawn', 'stopped', 'done'],
  awaiting_papers: ['in_progress', 'withdrawn', 'stopped'],
  awaiting_payment: ['in_progress', 'withdrawn', 'stopped'],
  withdrawn: ['stopped'],
  stopped: [],
  done: ['returned'],
  returned: [],
}

/** Whether the national portal knows the step from one status to another. */
export const isLegalTransition = (from: DossierStatus, to: DossierStatus): boolean =>
  dossierTransitions[from].includes(to)

/** What is known of a dossier: its status, when it began and the source's number of that message (none: 0 or null). */
export type KnownDossier = { status: DossierStatus; occurredAt: Date; sequence?: number | null }

/** One message of the one-stop system about a dossier. */
export type DossierFeed = KnownDossier & {
  /** The source says explicitly that what it told before was wrong. */
  isCorrection?: boolean
}

export type FeedEffect =
  /** The dossier was unknown. */
  | { kind: 'registered' }
  /** The status changes; `isUnusual` when the national portal knows no such step: an official looks at it. */
  | { kind: 'moved'; from: DossierStatus; isUnusual: boolean }
  /** Newer, same status: unit, appointment or note may have changed. */
  | { kind: 'same_status' }
  /** The same message again: nothing to do, nothing to keep. */
  | { kind: 'repeated' }
  /** Kept as history, the status stays: older than what is known, or it would undo a finished dossier. */
  | { kind: 'history'; why: 'older' | 'would_undo_result' }

const finished: ReadonlySet<DossierStatus> = new Set(['done', 'returned'])

/**
 * What a message of the feed does to a dossier. Messages come late, twice and out of order; a result once there is
 * taken back only by an explicit correction.
 */
export function applyFeed(known: KnownDossier | null, feed: DossierFeed): FeedEffect {
  if (!known) return { kind: 'registered' }
  const order = compare(feed, known)
  if (order === 0 && feed.status === known.status) return { kind: 'repeated' }
  if (order < 0) return { kind: 'history', why: 'older' }
  if (feed.status === known.status) return { kind: 'same_status' }
  const isLegal = isLegalTransition(known.status, feed.status)
  if (feed.isCorrection) return { kind: 'moved', from: known.status, isUnusual: !isLegal }
  if (finished.has(known.status) && !isLegal) return { kind: 'history', why: 'would_undo_result' }
  // At the very same instant only a known step says which of the two came later.
  if (order === 0 && !isLegal) return { kind: 'history', why: 'older' }
  return { kind: 'moved', from: known.status, isUnusual: !isLegal }
}

/** The source's own numbering, where both messages have one, is more exact than its clock. */
function compare(feed: KnownDossier, known: KnownDossier): number {
  if (feed.sequence && known.sequence && feed.sequence !== known.sequence) return feed.sequence - known.sequence
  return feed.occurredAt.getTime() - known.occurredAt.getTime()
}
