import { isId } from '../../platform/ids.ts'
import { approveAnswer, proposeAnswer } from '../../ward/feedback/answer-feedback.ts'
import type { Classification } from '../../ward/feedback/feedback-step.ts'
import { findFeedbackId } from '../../ward/feedback/feedback-row.ts'
import { forwardFeedback } from '../../ward/feedback/forward-feedback.ts'
import { guideToComplaint } from '../../ward/feedback/guide-to-complaint.ts'
import { acceptFeedback } from '../../ward/feedback/handle-intake.ts'
import { assignFeedback, nameHandler, passOnPraise, takeFeedback } from '../../ward/feedback/handle-work.ts'
import { removeFile } from '../../ward/feedback/keep-proof.ts'
import { mergeFeedback } from '../../ward/feedback/merge-feedback.ts'
import { restrictFeedback } from '../../ward/feedback/restrict-feedback.ts'
import { ticked, typed, type Form } from '../form.ts'
import type { Acted, Acting } from './acting.ts'
import { keepUploadedProof } from './read-proof.ts'

/** Acts that read more than one field of their form, or do more than one step of a report. */
const refused = (refusal: string): Acted => ({ ok: false, refusal })
const isNone = (text: string): boolean => text.trim() === ''

/** Taken in, classified and, where a unit is named, given to it: one press. */
export async function acceptAndAssign({ work, feedbackId, key, form }: Acting): Promise<Acted> {
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
export async function takeAndAnswer({ work, feedbackId, status, key, form, file }: Acting): Promise<Acted> {
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

export const assign = ({ work, feedbackId, key, form }: Acting): Promise<Acted> =>
  assignFeedback(work, { feedbackId, key, unit: typed(form, 'unit'), ...assigneeOf(form) })

export async function guide({ work, feedbackId, key, form }: Acting): Promise<Acted> {
  const what = typed(form, 'what')
  if (what !== 'complaint' && what !== 'denunciation') return refused('reason_missing')
  return guideToComplaint(work, { feedbackId, key, what })
}

export async function merge({ work, feedbackId, key, form }: Acting): Promise<Acted> {
  const mainId = await findFeedbackId(work, typed(form, 'main_code'))
  return mainId === null ? refused('main_missing') : mergeFeedback(work, { feedbackId, key, mainId })
}

export function approve({ work, feedbackId, visibility, key, form }: Acting): Promise<Acted> {
  const publicText = typed(form, 'public_text')
  return approveAnswer(work, {
    feedbackId,
    key,
    ...(isNone(publicText) ? {} : { publicText }),
    visibility: typed(form, 'publish') === '1' ? visibility : 'private',
  })
}

export async function appointHandler({ work, feedbackId, key, form }: Acting): Promise<Acted> {
  const officialId = typed(form, 'handler')
  return isId(officialId) ? nameHandler(work, { feedbackId, key, officialId }) : refused('unit_missing')
}

export function forward({ work, feedbackId, key, form }: Acting): Promise<Acted> {
  const [agencyCode, agency] = [typed(form, 'agency'), typed(form, 'other_agency')]
  return forwardFeedback(work, {
    feedbackId,
    key,
    agency,
    ...(isNone(agency) && !isNone(agencyCode) ? { agencyCode } : {}),
    date: typed(form, 'date'),
    number: typed(form, 'number'),
  })
}

export const addProof = async ({ work, feedbackId, file }: Acting): Promise<Acted> =>
  file === null ? refused('file_unreadable') : keepUploadedProof(work, feedbackId, file)

export async function dropFile({ work, feedbackId, form }: Acting): Promise<Acted> {
  const fileId = typed(form, 'file_id')
  return isId(fileId) ? removeFile(work, { feedbackId, fileId }) : refused('not_found')
}

export async function restrict({ work, feedbackId, key, form }: Acting): Promise<Acted> {
  const officialId = typed(form, 'named')
  if (!isId(officialId)) return refused('confidant_missing')
  return restrictFeedback(work, { feedbackId, key, why: typed(form, 'why'), officialId })
}
