import { ok, refuse, type Result } from '../../platform/result.ts'
import { loadPlaces } from '../place/load-places.ts'
import { placeLabel } from '../place/place.ts'
import type { Work } from '../work.ts'
import { eventsOpenTo, partiesOf, type FeedbackEvent } from './feedback.ts'
import { isAgeing, runningDue, timeStateOf, type TimeState } from './feedback-clock.ts'
import { asFeedbackRow, spotOf, textOf, type FeedbackRow, type Reporter, type Spot } from './feedback-row.ts'
import { findDuplicates } from './find-duplicates.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { openPromises } from './open-promises.ts'
import { redact } from './redact.ts'
import type { Duplicate } from './report-chat.ts'

export type HistoryLine = {
  seq: number
  at: Date
  event: string
  from: string
  to: string
  by: string
  details: Readonly<Record<string, unknown>>
}
export type AnswerLine = {
  id: string
  outcome: string
  text: string
  status: string
  authorId: string | null
  approverId: string | null
  agency: string | null
  proposedAt: Date
  promisedDate: string | null
}

/** A report with all that officials may know and do. */
export type FeedbackPage = {
  row: FeedbackRow
  text: string
  spot: Spot
  place: string | null
  neighbourhood: string | null
  reporter: Reporter | null
  time: TimeState
  dueAt: Date | null
  /** By when the ward owes the word it promised. */
  promisedDate: string | null
  ageing: boolean
  history: readonly HistoryLine[]
  answers: readonly AnswerLine[]
  files: readonly { id: string; mime: string; addedBy: string; answerId: string | null; ready: boolean }[]
  forwardings: readonly {
    agency: string
    date: string
    number: string | null
    nudges: number
    nextNudgeAt: Date
    endedWhy: string | null
  }[]
  ratings: readonly { round: number; score: number; reason: string | null; comment: string | null; at: Date }[]
  merged: readonly { id: string; code: string }[]
  followers: number
  duplicates: readonly Duplicate[]
  /** What would be published as it stands. */
  redactedText: string
  /** The steps open to these roles: the buttons of the page. */
  steps: readonly FeedbackEvent[]
}

/** One report with its history. Who may not read restricted ones is told that it does not exist; reading one is noted. */
export async function findFeedback(
  work: Work,
  {
    id,
    code,
    roles = [],
    mayReadRestricted = false,
  }: { id?: string; code?: string; roles?: readonly string[]; mayReadRestricted?: boolean }
): Promise<Result<FeedbackPage, 'not_found'>> {
  const where = id === undefined ? { code: code ?? '' } : { id }
  const row = asFeedbackRow(
    await work.db.feedback.findFirst({
      where: { ...where, status: { not: 'draft' }, ...(mayReadRestricted ? {} : { restricted: null }) },
    })
  )
  if (row === null) return refuse('not_found')
  if (row.restricted !== null) work.audit('feedback.restricted_read', { feedbackId: row.id })
  const [text, places, clock] = [textOf(work, row), await loadPlaces(work), await loadFeedbackClock(work)]
  const place = places.find((one) => one.id === row.placeId)
  const neighbourhood =
    row.neighbourhoodId === null
      ? null
      : await work.db.neighbourhood.findFirst({ where: { id: row.neighbourhoodId }, select: { name: true } })
  return ok({
    row,
    text,
    spot: spotOf(work, row),
    place: place === undefined ? null : placeLabel(place, places),
    neighbourhood: neighbourhood?.name ?? null,
    reporter: row.reporter === null ? null : work.seal.openJson<Reporter>(row.reporter),
    time: timeStateOf(clock, row, work.now),
    dueAt: runningDue(row),
    promisedDate: (await openPromises(work, [row.id])).get(row.id) ?? null,
    ageing: isAgeing(row, work.now),
    ...(await partsOf(work, row)),
    duplicates: row.text === null ? [] : await findDuplicates(work, row, text),
    redactedText: redact(text),
    steps: eventsOpenTo(row.status, partiesOf(roles)),
  })
}

async function partsOf(work: Work, row: FeedbackRow) {
  const of = { where: { feedbackId: row.id } }
  const events = await work.db.feedbackEvent.findMany({ ...of, orderBy: { seq: 'asc' } })
  const answers = await work.db.feedbackAnswer.findMany({ ...of, orderBy: { id: 'asc' } })
  const files = await work.db.feedbackFile.findMany({
    ...of,
    orderBy: { id: 'asc' },
    select: { id: true, mime: true, addedBy: true, answerId: true, fetchKey: true },
  })
  const forwardings = await work.db.feedbackForwarding.findMany({ ...of, orderBy: { id: 'asc' } })
  const ratings = await work.db.feedbackRating.findMany({ ...of, orderBy: { at: 'asc' } })
  const merged = await work.db.feedback.findMany({
    where: { mainId: row.id, status: 'merged' },
    select: { id: true, code: true },
    orderBy: { id: 'asc' },
  })
  return {
    history: events.map((line) => ({
      seq: line.seq,
      at: line.at,
      event: line.event,
      from: line.from,
      to: line.to,
      by: line.actor,
      details: line.details === null ? {} : work.seal.openJson<Record<string, unknown>>(line.details),
    })),
    answers: answers.map(({ text, promisedDate, ...answer }) => ({
      ...answer,
      text: work.seal.openText(text),
      promisedDate: promisedDate?.toISOString().slice(0, 10) ?? null,
    })),
    files: files.map(({ fetchKey, ...file }) => ({ ...file, ready: fetchKey === null })),
    forwardings: forwardings.map(({ date, ...one }) => ({ ...one, date: date.toISOString().slice(0, 10) })),
    ratings: ratings.map(({ comment, ...one }) => ({
      ...one,
      comment: comment === null ? null : work.seal.openText(comment),
    })),
    merged: merged.map((one) => ({ id: one.id, code: one.code ?? '' })),
    followers: await work.db.feedbackFollow.count({ where: { feedbackId: row.id, quiet: false } }),
  }
}

/** The bytes of one photo or document of a report. */
export async function findFeedbackFile(
  work: Work,
  { feedbackId, fileId, mayReadRestricted = false }: { feedbackId: string; fileId: string; mayReadRestricted?: boolean }
): Promise<Result<{ bytes: Uint8Array; mime: string }, 'not_found'>> {
  const file = await work.db.feedbackFile.findFirst({
    where: { id: fileId, feedbackId, ...(mayReadRestricted ? {} : { feedback: { restricted: null } }) },
  })
  if (file?.bytes == null) return refuse('not_found')
  return ok({ bytes: work.seal.openBytes(file.bytes), mime: file.mime })
}
