import { sendBackAnswer } from '../../ward/feedback/answer-feedback.ts'
import {
  agreeForwarding,
  nudgeAgency,
  recordAgencyAnswer,
  recordAgencyReturn,
} from '../../ward/feedback/forward-feedback.ts'
import { askDetails, refuseFeedback } from '../../ward/feedback/handle-intake.ts'
import { noteProgress, returnFeedback, takeFeedback } from '../../ward/feedback/handle-work.ts'
import { splitFeedback } from '../../ward/feedback/merge-feedback.ts'
import { recurFeedback } from '../../ward/feedback/rate-feedback.ts'
import type { Permission } from '../../ward/official/permission.ts'
import type { Work } from '../../ward/work.ts'
import { typed } from '../form.ts'
import type { Act, Acted, Acting } from './acting.ts'
import * as larger from './larger-acts.ts'

type Key = { feedbackId: string; key: string }
type Does = Act['act']

/** A step that asks for nothing. */
const plain =
  (step: (work: Work, input: Key) => Promise<Acted>): Does =>
  ({ work, feedbackId, key }) =>
    step(work, { feedbackId, key })

/** A step that asks for texts: what each is called in the step, and in the form. */
const texts =
  <Name extends string>(
    step: (work: Work, input: Key & Record<Name, string>) => Promise<Acted>,
    fields: Readonly<Record<Name, string>>
  ): Does =>
  ({ work, feedbackId, key, form }: Acting) => {
    const said = Object.entries<string>(fields).map(([name, field]) => [name, typed(form, field)])
    return step(work, { feedbackId, key, ...(Object.fromEntries(said) as Record<Name, string>) })
  }

/** `field`: where on the form a refusal is shown, by the refusal. */
const act = (name: string, permission: Permission, field: Act['field'], does: Does): Act => ({
  name,
  permission,
  said: `feedback.desk.said.${name.replaceAll('-', '_')}`,
  field,
  act: does,
})

const beside = (field: string, ...refusals: string[]) => Object.fromEntries(refusals.map((one) => [one, field]))
const internal = (work: Work, input: Key & { text: string }) => noteProgress(work, { ...input, internal: true })

/** What officials can do with a report, each a form of its page. */
export const acts: readonly Act[] = [
  act('accept', 'take_in_feedback', { not_classified: 'kind', unit_missing: 'unit' }, larger.acceptAndAssign),
  act('assign', 'take_in_feedback', beside('unit', 'unit_missing'), larger.assign),
  act('ask', 'handle_feedback', beside('question', 'question_missing'), texts(askDetails, { question: 'question' })),
  act('refuse', 'take_in_feedback', beside('refusal', 'reason_missing', 'reason_unknown', 'forward_instead'), texts(refuseFeedback, { reason: 'refusal' })),
  act('guide', 'handle_feedback', beside('what', 'reason_missing'), larger.guide),
  act('merge', 'take_in_feedback', beside('main_code', 'main_missing', 'main_closed', 'main_is_merged', 'merge_with_itself', 'others_are_merged_here'), larger.merge),
  act('split', 'take_in_feedback', beside('split_reason', 'reason_missing'), texts(splitFeedback, { reason: 'split_reason' })),
  act('take', 'work_on_feedback', {}, plain(takeFeedback)),
  act('return', 'work_on_feedback', beside('return_reason', 'reason_missing'), texts(returnFeedback, { reason: 'return_reason' })),
  act('answer', 'work_on_feedback', { outcome_missing: 'outcome', text_missing: 'answer', proof_missing: 'proof', file_unreadable: 'proof', promised_date_missing: 'promised', author_again: 'answer' }, larger.takeAndAnswer),
  act('approve', 'approve_feedback', { not_redacted: 'public_text', restricted_stays_private: 'publish' }, larger.approve),
  act('send-back', 'approve_feedback', beside('back_reason', 'reason_missing'), texts(sendBackAnswer, { reason: 'back_reason' })),
  act('agree-forwarding', 'approve_feedback', {}, plain(agreeForwarding)),
  act('handler', 'approve_feedback', beside('handler', 'author_again', 'unit_missing'), larger.appointHandler),
  act('forward', 'handle_feedback', { agency_missing: 'agency', date_missing: 'date', date_in_future: 'date', leader_must_agree: 'agency' }, larger.forward),
  act('nudge', 'take_in_feedback', {}, texts(nudgeAgency, { note: 'nudge_note' })),
  act('agency-answer', 'take_in_feedback', { outcome_missing: 'agency_outcome', text_missing: 'agency_text' }, texts(recordAgencyAnswer, { text: 'agency_text', outcome: 'agency_outcome' })),
  act('agency-return', 'take_in_feedback', beside('agency_reason', 'reason_missing'), texts(recordAgencyReturn, { reason: 'agency_reason' })),
  act('reopen', 'take_in_feedback', beside('reopen_reason', 'reason_missing', 'too_long_ago'), texts(recurFeedback, { reason: 'reopen_reason' })),
  act('progress', 'work_on_feedback', beside('progress', 'text_missing'), texts(noteProgress, { text: 'progress' })),
  act('keep-promise', 'handle_feedback', beside('promise_word', 'text_missing'), texts(noteProgress, { text: 'promise_word' })),
  act('note', 'handle_feedback', beside('note', 'text_missing'), texts(internal, { text: 'note' })),
  act('proof', 'handle_feedback', beside('more_proof', 'file_unreadable'), larger.addProof),
  act('remove-file', 'handle_feedback', {}, larger.dropFile),
  act('restrict', 'handle_feedback', { reason_unknown: 'why', confidant_missing: 'named' }, larger.restrict),
] // prettier-ignore
