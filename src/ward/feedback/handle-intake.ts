import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { answerDue, intakeDue, resumeDue } from './feedback-clock.ts'
import type { RefusalReason } from './feedback.ts'
import { keepSearchTerms } from './keep-search-terms.ts'
import type { Classification, StepRefusal } from './feedback-step.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { takeStep } from './take-step.ts'
import { tellReporter } from './tell-reporter.ts'
import { textOf } from './feedback-row.ts'

type Refused = StepRefusal | 'not_found'
export type Key = { feedbackId: string; key?: string }

/** Taken in and classified: kind, field, urgency, authority. The clock of the answer begins. */
export async function acceptFeedback(
  work: Work,
  { feedbackId, key, ...classification }: Key & Classification
): Promise<Result<{ dueAt: Date }, Refused>> {
  const clock = await loadFeedbackClock(work)
  const taken = await takeStep(
    work,
    feedbackId,
    { event: 'accept', key, classification, kept: { ...classification } },
    (row) => {
      const due = answerDue(clock, classification.urgency, work.now)
      // taken in before, then merged and split again: the deadline it had stays
      if (row.acceptedAt !== null && row.dueAt !== null) return { ...classification }
      return { ...classification, acceptedAt: work.now, dueAt: due.at, firstDueAt: due.at }
    }
  )
  if (!taken.ok) return taken
  const { row } = taken.value
  if (taken.value.kind === 'moved')
    await tellReporter(work, row, row.seq, {
      say: 'feedback.told.received',
      with: { code: row.code!, dueAt: row.dueAt!.toISOString() },
    })
  return ok({ dueAt: row.dueAt! })
}

/** The resident is asked for what is missing; the clock stands still until they answer. */
export async function askDetails(
  work: Work,
  { feedbackId, key, question }: Key & { question: string }
): Promise<Result<void, Refused>> {
  const taken = await takeStep(work, feedbackId, { event: 'ask_details', key, text: question.trim() }, (row) => ({
    resumeTo: row.status === 'in_progress' ? 'in_progress' : 'awaiting_intake',
    pausedAt: work.now,
  }))
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved')
    await tellReporter(work, row, row.seq, {
      say: 'feedback.told.awaiting_details',
      with: { code: row.code!, question: question.trim() },
    })
  return ok()
}

/** The resident has answered: what was running goes on with the working time that was left. */
export async function giveDetails(
  work: Work,
  { feedbackId, key, text, asChat }: Key & { text: string; asChat?: string }
): Promise<Result<void, Refused>> {
  const clock = await loadFeedbackClock(work)
  const taken = await takeStep(work, feedbackId, { event: 'give_details', key, text: text.trim(), asChat }, (row) => {
    const later = (due: Date | null) =>
      due === null || row.pausedAt === null ? due : resumeDue(clock.calendar, due, row.pausedAt, work.now).at
    const dues = row.resumeTo === 'in_progress' ? { dueAt: later(row.dueAt) } : { intakeDueAt: later(row.intakeDueAt) }
    return { ...dues, pausedAt: null, resumeTo: null }
  })
  return taken.ok ? ok() : taken
}

/** Not accepted, for one of the fixed reasons; the resident is told what to do instead. */
export async function refuseFeedback(
  work: Work,
  { feedbackId, key, reason }: Key & { reason: RefusalReason | (string & {}) }
): Promise<Result<void, Refused>> {
  const taken = await takeStep(work, feedbackId, { event: 'refuse', key, reason })
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved') {
    const withCode = { code: row.code! }
    await tellReporter(
      work,
      row,
      row.seq,
      { say: `feedback.told.not_accepted.${reason}`, with: withCode },
      { say: `feedback.next.${reason}`, choices: [{ id: 'person', label: 'conversation.menu.person' }] }
    )
  }
  return ok()
}

/** New facts open a report again that was not accepted or was closed for want of details; its first intake stays. */
export async function reopenWithFacts(
  work: Work,
  { feedbackId, key, text, asChat }: Key & { text: string; asChat?: string }
): Promise<Result<void, Refused>> {
  const row = await work.db.feedback.findFirst({ where: { id: feedbackId }, select: { status: true, text: true } })
  if (row === null) return refuse('not_found')
  const event = row.status === 'closed_incomplete' ? 'supplement' : 'new_facts'
  const clock = await loadFeedbackClock(work)
  const taken = await takeStep(work, feedbackId, { event, key, text: text.trim(), asChat }, (before) => ({
    reopens: before.reopens + 1,
    resumeTo: null,
    pausedAt: null,
    // the resident's doing, not the ward's: a new look, counted from now
    intakeDueAt: intakeDue(clock, work.now).at,
    acceptedAt: null,
    dueAt: null,
    text: work.seal.text(`${textOf(work, before)}\n${text.trim()}`.trim()),
  }))
  if (!taken.ok) return taken
  if (taken.value.kind === 'moved') await keepSearchTerms(work, feedbackId, textOf(work, taken.value.row))
  return ok()
}
