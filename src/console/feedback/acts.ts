import { isId } from '../../platform/ids.ts'
import { approveAnswer, proposeAnswer, sendBackAnswer } from '../../ward/feedback/answer-feedback.ts'
import type { Classification } from '../../ward/feedback/feedback-step.ts'
import type { FeedbackStatus, Visibility } from '../../ward/feedback/feedback.ts'
import { findFeedbackId } from '../../ward/feedback/feedback-row.ts'
import {
  agreeForwarding,
  forwardFeedback,
  nudgeAgency,
  recordAgencyAnswer,
  recordAgencyReturn,
} from '../../ward/feedback/forward-feedback.ts'
import { guideToComplaint } from '../../ward/feedback/guide-to-complaint.ts'
import { acceptFeedback, askDetails, refuseFeedback } from '../../ward/feedback/handle-intake.ts'
import {
  assignFeedback,
  nameHandler,
  noteProgress,
  passOnPraise,
  returnFeedback,
  takeFeedback,
} from '../../ward/feedback/handle-work.ts'
import { removeFile } from '../../ward/feedback/keep-proof.ts'
import { mergeFeedback, splitFeedback } from '../../ward/feedback/merge-feedback.ts'
import { recurFeedback } from '../../ward/feedback/rate-feedback.ts'
import { restrictFeedback } from '../../ward/feedback/restrict-feedback.ts'
import type { Permission } from '../../ward/official/permission.ts'
import type { Work } from '../../ward/work.ts'
import { ticked, typed, type Form, type UploadedFile } from '../form.ts'
import { keepUploadedProof } from './read-proof.ts'

export type Acting = {
  work: Work
  feedbackId: string
  status: FeedbackStatus
  /** What the reporter wished: an official may keep back, never publish against it. */
  visibility: Visibility
  /** Of this form: sent twice it is one act. */
  key: string
  form: Form
  file: UploadedFile | null
}

export type Acted = { ok: true; value?: unknown } | { ok: false; refusal: string }

/** One thing an official can do with a report: a form of its page. `field`: where a refusal is shown, by the refusal. */
export type Act = {
  name: string
  permission: Permission
  said: string
  field: Readonly<Record<string, string>>
  act(acting: Acting): Promise<Acted>
}

const handlerMissing: Acted = { ok: false, refusal: 'unit_missing' }

const isNone = (text: string): boolean => text.trim() === ''

export const acts: readonly Act[] = [
  {
    name: 'accept',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.accept',
    field: { not_classified: 'kind', unit_missing: 'unit' },
    act: acceptAndAssign,
  },
  {
    name: 'assign',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.assign',
    field: { unit_missing: 'unit' },
    act: ({ work, feedbackId, key, form }) =>
      assignFeedback(work, { feedbackId, key, unit: typed(form, 'unit'), ...assigneeOf(form) }),
  },
  {
    name: 'ask',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.ask',
    field: { question_missing: 'question' },
    act: ({ work, feedbackId, key, form }) => askDetails(work, { feedbackId, key, question: typed(form, 'question') }),
  },
  {
    name: 'refuse',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.refuse',
    field: { reason_missing: 'refusal', reason_unknown: 'refusal', forward_instead: 'refusal' },
    act: ({ work, feedbackId, key, form }) => refuseFeedback(work, { feedbackId, key, reason: typed(form, 'refusal') }),
  },
  {
    name: 'guide',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.guide',
    field: { reason_missing: 'what' },
    act: async ({ work, feedbackId, key, form }) => {
      const what = typed(form, 'what')
      if (what !== 'complaint' && what !== 'denunciation') return { ok: false, refusal: 'reason_missing' }
      return guideToComplaint(work, { feedbackId, key, what })
    },
  },
  {
    name: 'merge',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.merge',
    field: {
      main_missing: 'main_code',
      main_closed: 'main_code',
      main_is_merged: 'main_code',
      merge_with_itself: 'main_code',
      others_are_merged_here: 'main_code',
    },
    act: async ({ work, feedbackId, key, form }) => {
      const mainId = await findFeedbackId(work, typed(form, 'main_code'))
      if (mainId === null) return { ok: false, refusal: 'main_missing' }
      return mergeFeedback(work, { feedbackId, key, mainId })
    },
  },
  {
    name: 'split',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.split',
    field: { reason_missing: 'split_reason' },
    act: ({ work, feedbackId, key, form }) =>
      splitFeedback(work, { feedbackId, key, reason: typed(form, 'split_reason') }),
  },
  {
    name: 'take',
    permission: 'work_on_feedback',
    said: 'feedback.desk.said.take',
    field: {},
    act: ({ work, feedbackId, key }) => takeFeedback(work, { feedbackId, key }),
  },
  {
    name: 'return',
    permission: 'work_on_feedback',
    said: 'feedback.desk.said.return',
    field: { reason_missing: 'return_reason' },
    act: ({ work, feedbackId, key, form }) =>
      returnFeedback(work, { feedbackId, key, reason: typed(form, 'return_reason') }),
  },
  {
    name: 'answer',
    permission: 'work_on_feedback',
    said: 'feedback.desk.said.answer',
    field: {
      outcome_missing: 'outcome',
      text_missing: 'answer',
      proof_missing: 'proof',
      file_unreadable: 'proof',
      promised_date_missing: 'promised',
      author_again: 'answer',
    },
    act: takeAndAnswer,
  },
  {
    name: 'approve',
    permission: 'approve_feedback',
    said: 'feedback.desk.said.approve',
    field: { not_redacted: 'public_text', restricted_stays_private: 'publish' },
    act: ({ work, feedbackId, visibility, key, form }) => {
      const publicText = typed(form, 'public_text')
      return approveAnswer(work, {
        feedbackId,
        key,
        ...(isNone(publicText) ? {} : { publicText }),
        visibility: typed(form, 'publish') === '1' ? visibility : 'private',
      })
    },
  },
  {
    name: 'send-back',
    permission: 'approve_feedback',
    said: 'feedback.desk.said.send_back',
    field: { reason_missing: 'back_reason' },
    act: ({ work, feedbackId, key, form }) =>
      sendBackAnswer(work, { feedbackId, key, reason: typed(form, 'back_reason') }),
  },
  {
    name: 'agree-forwarding',
    permission: 'approve_feedback',
    said: 'feedback.desk.said.agree_forwarding',
    field: {},
    act: ({ work, feedbackId, key }) => agreeForwarding(work, { feedbackId, key }),
  },
  {
    name: 'handler',
    permission: 'approve_feedback',
    said: 'feedback.desk.said.handler',
    field: { author_again: 'handler', unit_missing: 'handler' },
    act: async ({ work, feedbackId, key, form }) => {
      const officialId = typed(form, 'handler')
      return isId(officialId) ? nameHandler(work, { feedbackId, key, officialId }) : handlerMissing
    },
  },
  {
    name: 'forward',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.forward',
    field: { agency_missing: 'agency', date_missing: 'date', date_in_future: 'date', leader_must_agree: 'agency' },
    act: ({ work, feedbackId, key, form }) => {
      const code = typed(form, 'agency')
      const other = typed(form, 'other_agency')
      return forwardFeedback(work, {
        feedbackId,
        key,
        agency: other,
        ...(isNone(other) && !isNone(code) ? { agencyCode: code } : {}),
        date: typed(form, 'date'),
        number: typed(form, 'number'),
      })
    },
  },
  {
    name: 'nudge',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.nudge',
    field: {},
    act: ({ work, feedbackId, key, form }) => nudgeAgency(work, { feedbackId, key, note: typed(form, 'nudge_note') }),
  },
  {
    name: 'agency-answer',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.agency_answer',
    field: { outcome_missing: 'agency_outcome', text_missing: 'agency_text' },
    act: ({ work, feedbackId, key, form }) =>
      recordAgencyAnswer(work, {
        feedbackId,
        key,
        text: typed(form, 'agency_text'),
        outcome: typed(form, 'agency_outcome'),
      }),
  },
  {
    name: 'agency-return',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.agency_return',
    field: { reason_missing: 'agency_reason' },
    act: ({ work, feedbackId, key, form }) =>
      recordAgencyReturn(work, { feedbackId, key, reason: typed(form, 'agency_reason') }),
  },
  {
    name: 'reopen',
    permission: 'take_in_feedback',
    said: 'feedback.desk.said.reopen',
    field: { reason_missing: 'reopen_reason', too_long_ago: 'reopen_reason' },
    act: ({ work, feedbackId, key, form }) =>
      recurFeedback(work, { feedbackId, key, reason: typed(form, 'reopen_reason') }),
  },
  {
    name: 'progress',
    permission: 'work_on_feedback',
    said: 'feedback.desk.said.progress',
    field: { text_missing: 'progress' },
    act: ({ work, feedbackId, key, form }) => noteProgress(work, { feedbackId, key, text: typed(form, 'progress') }),
  },
  {
    name: 'note',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.note',
    field: { text_missing: 'note' },
    act: ({ work, feedbackId, key, form }) =>
      noteProgress(work, { feedbackId, key, text: typed(form, 'note'), internal: true }),
  },
  {
    name: 'proof',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.proof',
    field: { file_unreadable: 'more_proof' },
    act: async ({ work, feedbackId, file }) =>
      file === null ? { ok: false, refusal: 'file_unreadable' } : keepUploadedProof(work, feedbackId, file),
  },
  {
    name: 'remove-file',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.remove_file',
    field: {},
    act: async ({ work, feedbackId, form }) => {
      const fileId = typed(form, 'file_id')
      return isId(fileId) ? removeFile(work, { feedbackId, fileId }) : { ok: false, refusal: 'not_found' }
    },
  },
  {
    name: 'restrict',
    permission: 'handle_feedback',
    said: 'feedback.desk.said.restrict',
    field: { reason_unknown: 'why', confidant_missing: 'named' },
    act: async ({ work, feedbackId, key, form }) => {
      const officialId = typed(form, 'named')
      if (!isId(officialId)) return { ok: false, refusal: 'confidant_missing' }
      return restrictFeedback(work, { feedbackId, key, why: typed(form, 'why'), officialId })
    },
  },
]

/** Taken in, classified and, where a unit is named, given to it: one press. */
async function acceptAndAssign({ work, feedbackId, key, form }: Acting): Promise<Acted> {
  const classification = {
    kind: typed(form, 'kind'),
    field: typed(form, 'field'),
    urgency: typed(form, 'urgency'),
    authority: typed(form, 'authority'),
  } as Classification // the guard looks at each word
  const unit = typed(form, 'unit')
  if (classification.kind === 'praise' && !isNone(unit)) {
    const passed = await passOnPraise(work, { feedbackId, key: `${key}:praise`, unit })
    if (passed.ok || passed.refusal !== 'not_praise') return passed
  }
  const accepted = await acceptFeedback(work, { feedbackId, key: `${key}:accept`, ...classification })
  if (!accepted.ok || isNone(typed(form, 'unit'))) return accepted
  return assignFeedback(work, { feedbackId, key: `${key}:assign`, unit: typed(form, 'unit'), ...assigneeOf(form) })
}

const assigneeOf = (form: Form): { assigneeId?: string } => {
  const assigneeId = typed(form, 'assignee')
  return isId(assigneeId) ? { assigneeId } : {}
}

/** Who answers a report that waits for them has taken it on: one press too. */
async function takeAndAnswer({ work, feedbackId, status, key, form, file }: Acting): Promise<Acted> {
  if (status === 'awaiting_approval') return { ok: true } // the button was pressed twice
  if (status === 'assigned') {
    const taken = await takeFeedback(work, { feedbackId, key: `${key}:take` })
    if (!taken.ok) return taken
  }
  const kept = await keepUploadedProof(work, feedbackId, file)
  if (!kept.ok) return kept
  const promisedDate = typed(form, 'promised')
  return proposeAnswer(work, {
    feedbackId,
    key: `${key}:answer`,
    outcome: typed(form, 'outcome'),
    text: typed(form, 'answer'),
    proofIds: [...ticked(form, 'proofs'), ...kept.value],
    ...(isNone(promisedDate) ? {} : { promisedDate }),
  })
}
