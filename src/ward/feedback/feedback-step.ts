import { isWardDate } from '../../platform/ward-time.ts'
import { refuse, ok, type Result } from '../../platform/result.ts'
import {
  acceptedFrom, authorities, feedbackFields, feedbackKinds, mayBeVisible, outcomes, ratingReasons, refusalReasons, transitionsFrom, urgencies, workedOnStatuses,
  type Authority, type FeedbackEvent, type FeedbackField, type FeedbackKind, type FeedbackStatus, type Need, type Outcome, type Party, type RatingReason,
  type Restriction, type Transition, type Urgency, type Visibility,
} from './feedback.ts' // prettier-ignore
import { isRedacted } from './redact.ts'

/** What the guards look at. */
export type FeedbackFacts = {
  id: string
  status: FeedbackStatus
  /** Where a report that waits for details goes on. */
  resumeTo: 'awaiting_intake' | 'in_progress' | null
  visibility: Visibility
  restricted: Restriction | null
  /** Open reports are merged into this one. */
  leads: boolean
  /** Who wrote the answer that waits for approval, or the last one. */
  authorId: string | null
  dissatisfied: number
  /** After the second dissatisfaction: whom the leader named to take it on. */
  handlerId: string | null
  leaderAgreed: boolean
  /** The waiting time of this status is over: reminders spent, silence long enough. */
  waitedOut: boolean
  /** Completed so short a time ago that the same thing again is the same report. */
  recent: boolean
  /** Keys of what has happened already: a redelivered event is one event. */
  seenKeys: ReadonlySet<string>
}

export type Classification = { kind: FeedbackKind; field: FeedbackField; urgency: Urgency; authority: Authority }
export type MainReport = { id: string; status: FeedbackStatus; mainId: string | null }

/** What is said with a step. Everything is optional here: the guards tell what is missing. */
export type StepDetails = {
  text?: string
  reason?: string
  classification?: Partial<Classification>
  main?: MainReport | null
  unit?: string
  agency?: string
  date?: string
  number?: string
  outcome?: string
  proofs?: number
  promisedDate?: string
  visibility?: Visibility
  publicText?: string
  score?: number
  ratingReason?: string
}

export type StepCommand = {
  event: FeedbackEvent
  key: string
  by: { parties: readonly Party[]; id: string | null }
  today: string
} & StepDetails

export type StepRefusal =
  | 'not_possible_now' | 'not_yours_to_do' | 'words_missing' | 'not_classified' | 'question_missing' | 'reason_missing' | 'reason_unknown' | 'forward_instead'
  | 'main_missing' | 'main_closed' | 'main_is_merged' | 'merge_with_itself' | 'others_are_merged_here' | 'unit_missing' | 'not_waited_out' | 'leader_must_agree'
  | 'agency_missing' | 'date_missing' | 'date_in_future' | 'outcome_missing' | 'text_missing' | 'proof_missing' | 'promised_date_missing' | 'author_again'
  | 'author_cannot_approve' | 'not_redacted' | 'restricted_stays_private' | 'score_missing' | 'score_reason_missing' | 'too_long_ago' // prettier-ignore

/** `repeated`: this very event was taken before and changes nothing. */
export type Step = { kind: 'moved'; transition: Transition } | { kind: 'repeated' }

/**
 * One step of a report, decided from the table: who may, whether every guard holds, and where it leads. Pure; the caller
 * writes it. Taking the same event twice (a webhook that comes again, a button pressed twice) is `repeated`.
 */
export function stepFeedback(
  facts: FeedbackFacts,
  command: StepCommand,
  guards: Guards = feedbackGuards
): Result<Step, StepRefusal> {
  if (facts.seenKeys.has(command.key)) return ok({ kind: 'repeated' })
  const rows = transitionsFrom(facts.status, command.event)
  const transition = rows.length > 1 ? rows.find((one) => guards.resumes_here(facts, command, one) === null) : rows[0]
  if (transition === undefined) return refuse('not_possible_now')
  if (!transition.by.some((party) => command.by.parties.includes(party))) return refuse('not_yours_to_do')
  for (const need of transition.needs) {
    const refusal = guards[need](facts, command, transition)
    if (refusal !== null) return refuse(refusal)
  }
  return ok({ kind: 'moved', transition })
}

type Guard = (facts: FeedbackFacts, command: StepCommand, transition: Transition) => StepRefusal | null

const said = (text: string | undefined): boolean => text !== undefined && text.trim().length > 0
const among = (list: readonly string[], value: string | undefined): boolean =>
  value !== undefined && list.includes(value)

export type Guards = Readonly<Record<Need, Guard>>

/** Each guard says what is wrong, or null. */
export const feedbackGuards: Guards = {
  words: (_facts, { text }) => (said(text) ? null : 'words_missing'),
  classified: (_facts, { classification: one = {} }) =>
    among(feedbackKinds, one.kind) &&
    among(feedbackFields, one.field) &&
    among(urgencies, one.urgency) &&
    among(authorities, one.authority)
      ? null
      : 'not_classified',
  question: (_facts, { text }) => (said(text) ? null : 'question_missing'),
  refusal_reason: (_facts, { reason }) => {
    if (reason === 'outside_authority') return 'forward_instead'
    if (!said(reason)) return 'reason_missing'
    return among(refusalReasons, reason) ? null : 'reason_unknown'
  },
  main_report: ({ id }, { main }) => {
    if (main === undefined || main === null) return 'main_missing'
    if (main.id === id) return 'merge_with_itself'
    if (main.mainId !== null) return 'main_is_merged'
    return workedOnStatuses.includes(main.status) ? null : 'main_closed'
  },
  reason: (_facts, { reason }) => (said(reason) ? null : 'reason_missing'),
  unit: (_facts, { unit }) => (said(unit) ? null : 'unit_missing'),
  resumes_here: ({ resumeTo }, _command, { to }) => (resumeTo === to ? null : 'not_possible_now'),
  waited_out: ({ waitedOut }) => (waitedOut ? null : 'not_waited_out'),
  leader_agrees: ({ leaderAgreed }, { by }) =>
    leaderAgreed || by.parties.includes('leader') ? null : 'leader_must_agree',
  agency_and_date: (_facts, { agency, date, today }) => {
    if (!said(agency)) return 'agency_missing'
    if (date === undefined || !isWardDate(date)) return 'date_missing'
    return date > today ? 'date_in_future' : null
  },
  outcome_and_proof: (_facts, { outcome, text, proofs = 0, promisedDate, today }) => {
    if (!among(outcomes, outcome)) return 'outcome_missing'
    if (!said(text)) return 'text_missing'
    if (outcome === 'resolved' && proofs < 1) return 'proof_missing'
    const isPromised = promisedDate !== undefined && isWardDate(promisedDate) && promisedDate >= today
    return outcome === 'planned' && !isPromised ? 'promised_date_missing' : null
  },
  // twice not good enough: the leader takes it, or names somebody else
  other_hands: ({ dissatisfied, authorId, handlerId }, { by }) => {
    if (dissatisfied < 2) return null
    if (by.id !== null && by.id === authorId) return 'author_again'
    return by.parties.includes('leader') || (by.id !== null && by.id === handlerId) ? null : 'author_again'
  },
  other_approver: ({ authorId }, { by }) => (by.id !== null && by.id !== authorId ? null : 'author_cannot_approve'),
  redacted: ({ restricted }, { visibility = 'private', publicText }) => {
    if (!mayBeVisible(visibility, restricted)) return 'restricted_stays_private'
    if (visibility === 'private' || visibility === 'hidden') return null
    return publicText !== undefined && isRedacted(publicText) ? null : 'not_redacted'
  },
  verdict: ({ waitedOut }, { by, score }) => {
    if (by.parties.includes('system')) return waitedOut ? null : 'not_waited_out'
    return isScore(score) && score >= acceptedFrom ? null : 'score_missing'
  },
  dissatisfied: (_facts, { score, ratingReason }) => {
    if (!isScore(score) || score >= acceptedFrom) return 'score_missing'
    return among(ratingReasons, ratingReason) ? null : 'score_reason_missing'
  },
  recent: ({ recent }) => (recent ? null : 'too_long_ago'),
  answer_text: (_facts, { text, outcome }) =>
    !among(outcomes, outcome) ? 'outcome_missing' : said(text) ? null : 'text_missing',
  not_leading: ({ leads }) => (leads ? 'others_are_merged_here' : null),
}

const isScore = (score: number | undefined): score is number =>
  score !== undefined && Number.isInteger(score) && score >= 1 && score <= 5

export const asRatingReason = (text: string | null): RatingReason | null =>
  ratingReasons.find((one) => one === text) ?? null
export const asOutcome = (text: string | undefined): Outcome | null => outcomes.find((one) => one === text) ?? null
