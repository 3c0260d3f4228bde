import type { Result } from '../../platform/result.ts'
import { refuse } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { approveAnswer, proposeAnswer, sendBackAnswer } from './answer-feedback.ts'
import { findFeedbackId } from './feedback-row.ts'
import type { Classification, StepRefusal } from './feedback-step.ts'
import { agreeForwarding, forwardFeedback, recordAgencyAnswer, recordAgencyReturn } from './forward-feedback.ts'
import { guideToComplaint } from './guide-to-complaint.ts'
import { acceptFeedback, askDetails, refuseFeedback } from './handle-intake.ts'
import { assignFeedback, returnFeedback, takeFeedback } from './handle-work.ts'
import { mergeFeedback, splitFeedback } from './merge-feedback.ts'
import { recurFeedback } from './rate-feedback.ts'

/** The steps another system may take in the name of an official, each with what it has to say. */
export type Move =
  | ({ event: 'accept' } & Classification)
  | { event: 'ask_details'; question: string }
  | { event: 'refuse'; reason: string }
  | { event: 'guide_to_complaint'; what: 'complaint' | 'denunciation' }
  | { event: 'merge'; mainCode: string }
  | { event: 'split'; reason: string }
  | { event: 'assign'; unit: string }
  | { event: 'take' }
  | { event: 'return'; reason: string }
  | { event: 'propose_answer'; outcome: string; text: string; promisedDate?: string | undefined }
  | { event: 'approve'; publish: boolean; publicText?: string | undefined }
  | { event: 'send_back'; reason: string }
  | { event: 'agree_forwarding' }
  | { event: 'forward'; agency: string; date: string; number?: string | undefined }
  | { event: 'agency_answered'; text: string; outcome: string }
  | { event: 'agency_returned'; reason: string }
  | { event: 'recur'; reason: string }

/** One step of a report by its name. Restricted reports are not there for other systems. */
export async function moveFeedback(
  work: Work,
  { code, key, move }: { code: string; key?: string | undefined; move: Move }
): Promise<Result<unknown, StepRefusal | 'not_found'>> {
  const row = await work.db.feedback.findFirst({
    where: { code, restricted: null, status: { not: 'draft' } },
    select: { id: true, visibility: true },
  })
  if (row === null) return refuse('not_found')
  const of = { feedbackId: row.id, ...(key === undefined ? {} : { key }) }
  switch (move.event) {
    case 'accept': {
      const { kind, field, urgency, authority } = move
      return acceptFeedback(work, { ...of, kind, field, urgency, authority })
    }
    case 'ask_details':
      return askDetails(work, { ...of, question: move.question })
    case 'refuse':
      return refuseFeedback(work, { ...of, reason: move.reason })
    case 'guide_to_complaint':
      return guideToComplaint(work, { ...of, what: move.what })
    case 'merge': {
      const mainId = await findFeedbackId(work, move.mainCode)
      return mainId === null ? refuse('main_missing') : mergeFeedback(work, { ...of, mainId })
    }
    case 'split':
      return splitFeedback(work, { ...of, reason: move.reason })
    case 'assign':
      return assignFeedback(work, { ...of, unit: move.unit })
    case 'take':
      return takeFeedback(work, of)
    case 'return':
      return returnFeedback(work, { ...of, reason: move.reason })
    case 'propose_answer': {
      const { outcome, text, promisedDate } = move
      return proposeAnswer(work, { ...of, outcome, text, ...(promisedDate ? { promisedDate } : {}) })
    }
    case 'approve': {
      // a system may keep back what the reporter allowed, never publish what they did not
      const visibility = move.publish ? asVisibility(row.visibility) : 'private'
      return approveAnswer(work, { ...of, visibility, ...(move.publicText ? { publicText: move.publicText } : {}) })
    }
    case 'send_back':
      return sendBackAnswer(work, { ...of, reason: move.reason })
    case 'agree_forwarding':
      return agreeForwarding(work, of)
    case 'forward': {
      const { agency, date, number } = move
      return forwardFeedback(work, { ...of, agency, date, ...(number ? { number } : {}) })
    }
    case 'agency_answered':
      return recordAgencyAnswer(work, { ...of, text: move.text, outcome: move.outcome })
    case 'agency_returned':
      return recordAgencyReturn(work, { ...of, reason: move.reason })
    case 'recur':
      return recurFeedback(work, { ...of, reason: move.reason })
  }
}

const asVisibility = (text: string) => (text === 'public' || text === 'public_without_name' ? text : 'private')
