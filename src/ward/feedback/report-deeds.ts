import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { findOwn } from './chat-reports.ts'
import { findDraft } from './draft-report.ts'
import { giveDetails, reopenWithFacts } from './handle-intake.ts'
import { isOpen, workedOnStatuses, type FeedbackStatus, type RatingReason } from './feedback.ts'
import { hasPassed, runningDue } from './feedback-clock.ts'
import { lockFeedback, type FeedbackRow } from './feedback-row.ts'
import { keepReportPhoto } from './keep-report-photo.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { explainRating, rateFeedback, recurFeedback } from './rate-feedback.ts'
import { submitFeedback } from './submit-feedback.ts'
import { addLine } from './take-step.ts'
import { withdrawFeedback } from './withdraw-feedback.ts'

export type ReportSent =
  { kind: 'sent'; code: string; intakeDueAt: Date; provisional: boolean } | { kind: 'nothing_to_send' }

/** The draft goes to the ward. Only what comes back with a code may be called sent. */
export async function sendReport(work: Work, talk: Talk, _input: Record<string, never>): Promise<ReportSent> {
  const draft = await findDraft(work, talk)
  if (draft === null) return justSent(work, talk)
  const sent = await submitFeedback(work, {
    feedbackId: draft.id,
    asChat: talk.conversationId,
    key: `send:${talk.inboundId}`,
  })
  return sent.ok ? { kind: 'sent', ...sent.value } : { kind: 'nothing_to_send' }
}

const sameSendMinutes = 10

/** "Gửi" pressed twice: the same report, the same code. */
async function justSent(work: Work, { conversationId }: Talk): Promise<ReportSent> {
  const since = new Date(work.now.getTime() - sameSendMinutes * 60_000)
  const row = await work.db.feedback.findFirst({
    where: { conversationId, submittedAt: { gte: since } },
    orderBy: { submittedAt: 'desc' },
  })
  if (row?.code == null || row.intakeDueAt === null) return { kind: 'nothing_to_send' }
  return { kind: 'sent', code: row.code, intakeDueAt: row.intakeDueAt, provisional: false }
}

/** The resident thinks better of it: nothing is kept. */
export async function dropReport(
  work: Work,
  talk: Talk,
  _input: Record<string, never>
): Promise<{ kind: 'dropped' | 'none' }> {
  const draft = await findDraft(work, talk)
  if (draft === null) return { kind: 'none' }
  await work.db.feedback.deleteMany({ where: { id: draft.id, status: 'draft' } })
  return { kind: 'dropped' }
}

export type ReportJoined =
  { kind: 'joined'; code: string; status: FeedbackStatus; dueAt: Date | null } | { kind: 'gone' }

/** "Đúng việc này, báo kết quả cho tôi": told of the other's report, the own draft is not needed. Its photos are. */
export async function joinReport(work: Work, talk: Talk, { code }: { code: string }): Promise<ReportJoined> {
  const found = await work.db.feedback.findFirst({
    where: { code, restricted: null, status: { in: [...workedOnStatuses] } },
    select: { id: true },
  })
  const row = found === null ? null : await lockFeedback(work, found.id)
  if (row === null || !workedOnStatuses.includes(row.status)) return { kind: 'gone' }
  const follow = { feedbackId: row.id, conversationId: talk.conversationId }
  await work.db.feedbackFollow.createMany({ data: [{ ...follow, since: work.now }], skipDuplicates: true })
  await work.db.feedbackFollow.updateMany({ where: follow, data: { quiet: false } })
  await addLine(work, row, { event: 'joined', key: `joined:${talk.conversationId}`, asCitizen: true })
  await dropReport(work, talk, {})
  return { kind: 'joined', code: row.code!, status: row.status, dueAt: runningDue(row) }
}

export type FollowedUp =
  | { kind: 'noted' | 'resumed' | 'reopened' | 'recurred'; code: string }
  /** The ward has answered: is it not good? */
  | { kind: 'answered'; code: string }
  | { kind: 'ended'; code: string }
  | { kind: 'not_yours' }

/** Something more about a report: words or a photo go to it, and it goes on where it waited for them. */
export async function followUpReport(
  work: Work,
  talk: Talk,
  { code, text = '', photo }: { code: string; text?: string; photo?: string }
): Promise<FollowedUp> {
  const known = await findOwn(work, talk, code)
  const row = known === null ? null : await lockFeedback(work, known.id)
  if (row === null) return { kind: 'not_yours' }
  if (!isOpen(row.status) && (row.status === 'withdrawn' || row.status === 'guided_to_complaint'))
    return { kind: 'ended', code }
  await work.db.feedback.updateMany({
    where: { id: row.id },
    data: { sourceInbounds: [...new Set([...row.sourceInbounds, talk.inboundId])] },
  })
  if (photo !== undefined) await keepReportPhoto(work, talk, row.id, photo)
  const said = text.normalize('NFC').trim().slice(0, 2_000) || (photo === undefined ? '' : '📷')
  return goOn(work, talk, row, said)
}

async function goOn(work: Work, talk: Talk, row: FeedbackRow, text: string): Promise<FollowedUp> {
  const [code, own, key] = [row.code!, row.conversationId === talk.conversationId, `follow_up:${talk.inboundId}`]
  const wish = { feedbackId: row.id, text, key, asChat: talk.conversationId }
  if (own && row.status === 'awaiting_details' && (await giveDetails(work, wish)).ok) return { kind: 'resumed', code }
  if (
    own &&
    (row.status === 'closed_incomplete' || row.status === 'not_accepted') &&
    (await reopenWithFacts(work, wish)).ok
  )
    return { kind: 'reopened', code }
  if (own && row.status === 'completed') {
    if (row.completedAt === null || hasPassed(await loadFeedbackClock(work), 'FB.RECUR', row.completedAt, work.now))
      return { kind: 'ended', code }
    return (await recurFeedback(work, { ...wish, reason: text })).ok
      ? { kind: 'recurred', code }
      : { kind: 'ended', code }
  }
  if (!isOpen(row.status)) return { kind: 'ended', code }
  await addLine(work, row, { event: 'follow_up', key, details: { text }, asCitizen: true })
  return { kind: row.status === 'answered' && own ? 'answered' : 'noted', code }
}

/** The resident takes a report back. */
export async function withdrawReport(
  work: Work,
  talk: Talk,
  { code }: { code: string }
): Promise<{ kind: 'withdrawn' | 'left_to_others' | 'too_late' | 'not_yours' }> {
  const row = await findOwn(work, talk, code)
  if (row === null) return { kind: 'not_yours' }
  if (row.conversationId !== talk.conversationId) {
    await work.db.feedbackFollow.updateMany({
      where: { feedbackId: row.id, conversationId: talk.conversationId },
      data: { quiet: true },
    })
    return { kind: 'left_to_others' }
  }
  const done = await withdrawFeedback(work, {
    feedbackId: row.id,
    conversationId: talk.conversationId,
    key: `withdraw:${talk.inboundId}`,
  })
  return done.ok ? done.value : { kind: 'too_late' }
}

export type ReportRated = {
  kind: 'completed' | 'reopened' | 'escalated' | 'noted' | 'already_rated' | 'not_answered' | 'not_yours'
  code: string
}

/** A mark from 1 to 5 for the answer, with what was said beside it. */
export async function rateReport(
  work: Work,
  talk: Talk,
  { code, score, reason, comment }: { code: string; score: number; reason?: RatingReason; comment?: string }
): Promise<ReportRated> {
  const row = await findOwn(work, talk, code)
  if (row === null) return { kind: 'not_yours', code }
  const rating = {
    feedbackId: row.id,
    conversationId: talk.conversationId,
    score,
    reason,
    comment,
    key: `rate:${talk.inboundId}`,
  }
  const rated = await rateFeedback(work, rating)
  if (rated.ok) return { kind: rated.value.kind, code }
  return { kind: rated.refusal === 'not_answered' ? 'not_answered' : 'already_rated', code }
}

/** Why it was a 1 or a 2. */
export async function explainReport(
  work: Work,
  talk: Talk,
  { code, reason, comment }: { code: string; reason?: RatingReason; comment?: string }
): Promise<{ kind: 'kept' | 'not_yours' }> {
  const row = await findOwn(work, talk, code)
  if (row === null) return { kind: 'not_yours' }
  const kept = await explainRating(work, { feedbackId: row.id, conversationId: talk.conversationId, reason, comment })
  return { kind: kept.ok ? 'kept' : 'not_yours' }
}
