/** What a chat hears of its own reports: plain values, for the dialogues to put into words. */
import type { FeedbackKind, FeedbackStatus, Visibility } from './feedback.ts'

/** A report being written: what it says so far, and the one thing that is still missing. */
export type DraftView = {
  title: string
  kind: FeedbackKind
  visibility: Visibility
  place: string | null
  /** Places of one name: which is meant? */
  candidates: readonly { placeId: string; label: string }[]
  photos: number
  missing: 'what' | 'where' | null
  /** The words this piece added, as they are kept; null where it added none. */
  added: string | null
  /** Open reports of others that look like this one; never their private words. */
  duplicates: readonly Duplicate[]
}

export type Duplicate = {
  code: string
  topic: string
  place: string
  words: string | null
  submittedAt: Date
  dueAt: Date | null
}

export type MyReport = {
  code: string
  title: string
  status: FeedbackStatus
  own: boolean
  submittedAt: Date
  /** For telling reports apart in one's own chat. */
  text: string
  place: string
  awaitsRating: boolean
}

export type ReportPage = MyReport & {
  dueAt: Date | null
  unit: string | null
  agency: string | null
  nudgeDate: string | null
  /** What the ward has asked and waits for. */
  question: string | null
  answer: { outcome: string; text: string } | null
  mainCode: string | null
}

/** One more piece of a report that is being written. `where`: the words answer where it is. */
export type ReportPiece = {
  text?: string
  where?: string
  photo?: string
  latitude?: number
  longitude?: number
  placeId?: string
  /** As named in the words: a code or a name. */
  neighbourhood?: string
  kind?: FeedbackKind
  visibility?: Visibility
  /** Begins the words anew: "sửa". */
  afresh?: boolean
}
