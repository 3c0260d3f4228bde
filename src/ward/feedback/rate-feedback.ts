import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { acceptedFrom, type RatingReason } from './feedback.ts'
import { answerDue } from './feedback-clock.ts'
import { lockFeedback, type FeedbackRow } from './feedback-row.ts'
import type { StepRefusal } from './feedback-step.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { addLine, takeStep, type Change } from './take-step.ts'
import { tellOfficials, tellReporter } from './tell-reporter.ts'

export type Rating = {
  feedbackId: string
  conversationId: string
  score: number
  reason?: RatingReason
  comment?: string
  key?: string
}

/** reopened: not good enough, the ward goes on · escalated: the second time, now the leader · noted: somebody who had joined. */
export type Rated = { kind: 'completed' | 'reopened' | 'escalated' | 'noted' | 'already_rated' }

/** What a resident thinks of an answer: once per answer. A 1 or a 2 opens the report again. */
export async function rateFeedback(
  work: Work,
  rating: Rating
): Promise<Result<Rated, StepRefusal | 'not_found' | 'not_answered' | 'score_missing'>> {
  const { feedbackId, conversationId, score, reason, comment, key } = rating
  if (!Number.isInteger(score) || score < 1 || score > 5) return refuse('score_missing')
  const row = await lockFeedback(work, feedbackId)
  if (row === null || !(await isTold(work, row, conversationId))) return refuse('not_found')
  if (row.status !== 'answered' && row.status !== 'completed')
    return row.answeredAt === null ? refuse('not_answered') : ok({ kind: 'already_rated' })
  const isNew = await keepRating(work, row, rating)
  if (!isNew) return ok({ kind: 'already_rated' })
  if (conversationId !== row.conversationId) return ok({ kind: 'noted' })
  if (score >= acceptedFrom) {
    if (row.status === 'completed') return ok({ kind: 'completed' })
    const done = await takeStep(
      work,
      feedbackId,
      { event: 'complete', asChat: conversationId, score, key, kept: { score } },
      () => ({ completedAt: work.now })
    )
    return done.ok ? ok({ kind: 'completed' }) : done
  }
  if (row.status === 'completed')
    return recurFeedback(work, { feedbackId, asChat: conversationId, key, reason: comment?.trim() || 'rating' })
  const why = reason ?? 'other'
  const details = {
    score,
    ratingReason: why,
    kept: { score, ratingReason: why, ...(comment ? { text: comment } : {}) },
  }
  const taken = await takeStep(
    work,
    feedbackId,
    { event: 'reopen', asChat: conversationId, key, ...details },
    (before) => reopening(work, before)
  )
  if (!taken.ok) return taken
  const escalated = taken.value.row.dissatisfied >= 2
  if (taken.value.kind === 'moved' && escalated)
    await tellOfficials(work, row, taken.value.seq, ['leader'], 'feedback.alert.escalated')
  return ok({ kind: escalated ? 'escalated' : 'reopened' })
}

/** A new round: its own deadline. After the second time the report leaves the hands it was in. */
async function reopening(work: Work, before: FeedbackRow): Promise<Change> {
  const dissatisfied = before.dissatisfied + 1
  const due = answerDue(await loadFeedbackClock(work), asUrgency(before.urgency), work.now)
  const hands = dissatisfied >= 2 ? { assigneeId: null, handlerId: null } : {}
  return {
    dissatisfied,
    reopens: before.reopens + 1,
    dueAt: due.at,
    firstDueAt: before.firstDueAt ?? due.at,
    mainId: null,
    ...hands,
  }
}

const asUrgency = (urgency: string | null) => (urgency === 'urgent' || urgency === 'complex' ? urgency : 'normal')

/** The same thing again within thirty days: the same report, not a new one. */
export async function recurFeedback(
  work: Work,
  { feedbackId, key, reason, asChat }: { feedbackId: string; key?: string; reason: string; asChat?: string }
): Promise<Result<Rated, StepRefusal | 'not_found'>> {
  const clock = await loadFeedbackClock(work)
  const taken = await takeStep(work, feedbackId, { event: 'recur', key, reason: reason.trim(), asChat }, (before) => {
    const due = answerDue(clock, asUrgency(before.urgency), work.now)
    return { reopens: before.reopens + 1, acceptedAt: work.now, dueAt: due.at, mainId: null, completedAt: null }
  })
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved') await tellOfficials(work, row, row.seq, ['one_stop'], 'feedback.alert.recurred')
  // who says so in the chat hears it there
  if (kind === 'moved' && asChat === undefined)
    await tellReporter(work, row, row.seq, {
      say: 'feedback.told.recurred',
      with: { code: row.code!, dueAt: row.dueAt!.toISOString() },
    })
  return ok({ kind: 'reopened' })
}

/** The reason, told after the mark. */
export async function explainRating(
  work: Work,
  { feedbackId, conversationId, reason, comment }: Pick<Rating, 'feedbackId' | 'conversationId' | 'reason' | 'comment'>
): Promise<Result<void, 'not_found'>> {
  const last = await work.db.feedbackRating.findFirst({
    where: { feedbackId, conversationId },
    orderBy: { round: 'desc' },
  })
  const row = await lockFeedback(work, feedbackId)
  if (last === null || row === null) return refuse('not_found')
  const data = { ...(reason ? { reason } : {}), ...(comment ? { comment: work.seal.text(comment) } : {}) }
  await work.db.feedbackRating.updateMany({ where: { id: last.id }, data })
  await addLine(work, row, {
    event: 'rating_explained',
    details: { ...(reason ? { reason } : {}), ...(comment ? { text: comment } : {}) },
  })
  return ok()
}

async function keepRating(
  work: Work,
  row: FeedbackRow,
  { conversationId, score, reason, comment }: Rating
): Promise<boolean> {
  const { count } = await work.db.feedbackRating.createMany({
    data: [
      {
        id: newId(),
        feedbackId: row.id,
        conversationId,
        round: row.reopens,
        score,
        reason: reason ?? null,
        comment: comment ? work.seal.text(comment) : null,
        at: work.now,
      },
    ],
    skipDuplicates: true,
  })
  return count > 0
}

async function isTold(work: Work, row: FeedbackRow, conversationId: string): Promise<boolean> {
  if (row.conversationId === conversationId) return true
  return (await work.db.feedbackFollow.count({ where: { feedbackId: row.id, conversationId } })) > 0
}
