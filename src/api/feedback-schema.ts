import { z } from 'zod'
import type { StepRefusal } from '../ward/feedback/feedback-step.ts'
import {
  authorities,
  feedbackFields,
  feedbackKinds,
  feedbackStatuses,
  outcomes,
  refusalReasons,
  urgencies,
} from '../ward/feedback/feedback.ts'
import { isWardDate } from '../platform/ward-time.ts'
import { line } from './dossier-schema.ts'

const text = z.string().min(1).max(4_000).normalize('NFC')
const day = z.string().refine(isWardDate, 'must be a day such as 2026-11-20')
const event = <E extends string>(name: E) => z.literal(name)

/** A step as a system asks for it: `event` says which, the rest is what that step needs. */
export const transitionBody = z.discriminatedUnion('event', [
  z.strictObject({
    event: event('accept'),
    kind: z.enum(feedbackKinds),
    field: z.enum(feedbackFields),
    urgency: z.enum(urgencies),
    authority: z.enum(authorities),
  }),
  z.strictObject({ event: event('ask_details'), question: text }),
  z.strictObject({ event: event('refuse'), reason: z.enum(refusalReasons) }),
  z.strictObject({ event: event('guide_to_complaint'), what: z.enum(['complaint', 'denunciation']) }),
  z.strictObject({ event: event('merge'), mainCode: line(20) }),
  z.strictObject({ event: event('split'), reason: text }),
  z.strictObject({ event: event('assign'), unit: line(200).min(1) }),
  z.strictObject({ event: event('take') }),
  z.strictObject({ event: event('return'), reason: text }),
  z.strictObject({
    event: event('propose_answer'),
    outcome: z.enum(outcomes),
    text,
    promisedDate: day.optional(),
  }),
  z.strictObject({ event: event('approve'), publish: z.boolean().default(true), publicText: text.optional() }),
  z.strictObject({ event: event('send_back'), reason: text }),
  z.strictObject({ event: event('agree_forwarding') }),
  z.strictObject({
    event: event('forward'),
    agency: line(200).min(1),
    date: day,
    number: line(100).optional(),
  }),
  z.strictObject({ event: event('agency_answered'), text, outcome: z.enum(outcomes).default('other_body') }),
  z.strictObject({ event: event('agency_returned'), reason: text }),
  z.strictObject({ event: event('recur'), reason: text }),
])

const instant = z.string().nullable().describe('ISO 8601')

export const reportSummary = z.object({
  code: z.string(),
  status: z.enum(feedbackStatuses),
  kind: z.string(),
  field: z.string().nullable(),
  unit: z.string().nullable(),
  intake: z.string(),
  submittedAt: instant,
  dueAt: instant,
  time: z.enum(['in_time', 'due_soon', 'overdue', 'paused', 'none']),
  ageing: z.boolean(),
  reopens: z.int(),
})

export const reportDetail = reportSummary.extend({
  text: z.string(),
  place: z.string().nullable(),
  neighbourhood: z.string().nullable(),
  visibility: z.string(),
  authority: z.string(),
  urgency: z.string().nullable(),
  answer: z
    .object({ outcome: z.string(), text: z.string(), status: z.string(), promisedDate: z.string().nullable() })
    .nullable(),
  history: z.array(z.object({ at: z.string(), event: z.string(), from: z.string(), to: z.string() })),
})

/** Why a step is not taken, and what the caller can do; `field` where one word of the body is to be mended. */
export const remedies: Record<StepRefusal, { problem: string; field?: string }> = {
  not_possible_now: { problem: 'The report stands in another status: read it again.' },
  not_yours_to_do: { problem: 'The official this key acts for has no role that may take this step.' },
  words_missing: { problem: 'Words are missing.' },
  not_classified: { problem: 'kind, field, urgency and authority are needed.', field: 'kind' },
  question_missing: { problem: 'must say what the resident is asked', field: 'question' },
  reason_missing: { problem: 'must say why', field: 'reason' },
  reason_unknown: { problem: 'is not one of the fixed reasons', field: 'reason' },
  forward_instead: { problem: 'outside the ward’s authority is no reason: use "forward"', field: 'reason' },
  main_missing: { problem: 'is no report of this ward', field: 'mainCode' },
  main_closed: { problem: 'is a report nobody works on any more', field: 'mainCode' },
  main_is_merged: { problem: 'is itself merged into another', field: 'mainCode' },
  merge_with_itself: { problem: 'is the report itself', field: 'mainCode' },
  others_are_merged_here: { problem: 'Other reports are merged into this one: split them off first.' },
  unit_missing: { problem: 'must name the unit', field: 'unit' },
  not_waited_out: { problem: 'The waiting time is not over.' },
  leader_must_agree: { problem: 'A leader has to agree first: "agree_forwarding".' },
  agency_missing: { problem: 'must name the body', field: 'agency' },
  date_missing: { problem: 'must be the day it was sent', field: 'date' },
  date_in_future: { problem: 'lies in the future', field: 'date' },
  outcome_missing: { problem: 'must be one of the outcomes', field: 'outcome' },
  text_missing: { problem: 'must hold the answer', field: 'text' },
  proof_missing: { problem: 'needs a photo or document as proof: add it in the console', field: 'outcome' },
  promised_date_missing: { problem: 'is needed for "planned", today or later', field: 'promisedDate' },
  author_again: { problem: 'After two dissatisfactions somebody else has to answer, named by a leader.' },
  author_cannot_approve: { problem: 'The official who wrote the answer cannot approve it.' },
  not_redacted: { problem: 'still names a person, phone, plate or house number', field: 'publicText' },
  restricted_stays_private: { problem: 'A restricted report is never published.' },
  score_missing: { problem: 'A score is missing.' },
  score_reason_missing: { problem: 'A reason for the score is missing.' },
  too_long_ago: { problem: 'It was completed too long ago: enter a new report.' },
}
