import { wardDateOf } from '../../platform/ward-time.ts'
import { loadPlaces } from '../place/load-places.ts'
import { placeLabel, type Place } from '../place/place.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { lastAnswer } from './answer-feedback.ts'
import { runningDue } from './feedback-clock.ts'
import { isOpen } from './feedback.ts'
import { spotOf, textOf, titleOf, type FeedbackRow } from './feedback-row.ts'
import type { MyReport, ReportPage } from './report-chat.ts'

/** An ended report is spoken of for so long. */
const rememberedDays = 45
const mostListed = 12

/** The reports this chat sent or joined, open ones first, newest first. */
export async function listMyReports(
  work: Work,
  talk: Talk,
  _input: Record<string, never>
): Promise<{ reports: readonly MyReport[] }> {
  const { conversationId } = talk
  const since = new Date(work.now.getTime() - rememberedDays * 86_400_000)
  const rows = (await work.db.feedback.findMany({
    where: {
      status: { not: 'draft' },
      code: { not: null },
      AND: [
        { OR: [{ conversationId }, { follows: { some: { conversationId, quiet: false } } }] },
        {
          OR: [
            { status: { notIn: ['completed', 'not_accepted', 'withdrawn', 'closed_incomplete'] } },
            { enteredAt: { gte: since } },
          ],
        },
      ],
    },
    orderBy: { id: 'desc' },
    take: mostListed,
  })) as FeedbackRow[]
  const places = await loadPlaces(work)
  const rated = await ratedRounds(work, talk, rows)
  const reports = rows.map((row) => myReport(work, talk, row, places, rated))
  return {
    reports: [...reports.filter(({ status }) => isOpen(status)), ...reports.filter(({ status }) => !isOpen(status))],
  }
}

const ratedRounds = async (work: Work, talk: Talk, rows: readonly FeedbackRow[]): Promise<ReadonlySet<string>> => {
  const ratings = await work.db.feedbackRating.findMany({
    where: { conversationId: talk.conversationId, feedbackId: { in: rows.map(({ id }) => id) } },
  })
  return new Set(ratings.map(({ feedbackId, round }) => `${feedbackId}:${round}`))
}

function myReport(
  work: Work,
  talk: Talk,
  row: FeedbackRow,
  places: readonly Place[],
  rated: ReadonlySet<string>
): MyReport {
  const own = row.conversationId === talk.conversationId
  const place = places.find(({ id }) => id === row.placeId)
  const where = place === undefined ? (spotOf(work, row).words ?? '') : placeLabel(place, places)
  // of a report somebody else wrote only the place is shown
  const text = own ? textOf(work, row) : where
  return {
    code: row.code!,
    title: titleOf(text),
    status: row.status,
    own,
    submittedAt: row.submittedAt!,
    text,
    place: where,
    awaitsRating: row.status === 'answered' && !rated.has(`${row.id}:${row.reopens}`),
  }
}

/** One report of this chat as far as its reporter may know; a code that is not theirs is answered like one that never was. */
export async function showMyReport(
  work: Work,
  talk: Talk,
  { code }: { code: string }
): Promise<{ kind: 'report'; report: ReportPage } | { kind: 'not_yours' }> {
  const row = await findOwn(work, talk, code)
  if (row === null) return { kind: 'not_yours' }
  const places = await loadPlaces(work)
  const mine = myReport(work, talk, row, places, await ratedRounds(work, talk, [row]))
  const forwarding = await work.db.feedbackForwarding.findFirst({
    where: { feedbackId: row.id },
    orderBy: { id: 'desc' },
  })
  const answer =
    row.status === 'answered' || row.status === 'completed' ? await lastAnswer(work, row.mainId ?? row.id) : null
  const main =
    row.mainId === null ? null : await work.db.feedback.findFirst({ where: { id: row.mainId }, select: { code: true } })
  const report: ReportPage = {
    ...mine,
    dueAt: runningDue(row),
    unit: row.unit,
    agency: row.status === 'forwarded' ? (forwarding?.agency ?? null) : null,
    nudgeDate: forwarding === null ? null : wardDateOf(forwarding.nextNudgeAt),
    question: row.status === 'awaiting_details' ? await askedQuestion(work, row.id) : null,
    answer: answer === null ? null : { outcome: answer.outcome, text: work.seal.openText(answer.text) },
    mainCode: main?.code ?? null,
  }
  return { kind: 'report', report }
}

async function askedQuestion(work: Work, feedbackId: string): Promise<string | null> {
  const line = await work.db.feedbackEvent.findFirst({
    where: { feedbackId, event: 'ask_details' },
    orderBy: { seq: 'desc' },
    select: { details: true },
  })
  return line?.details ? (work.seal.openJson<{ text?: string }>(line.details).text ?? null) : null
}

/** A report this chat sent or joined. */
export async function findOwn(work: Work, talk: Talk, code: string): Promise<FeedbackRow | null> {
  const { conversationId } = talk
  const row = await work.db.feedback.findFirst({
    where: {
      code: code.toUpperCase(),
      status: { not: 'draft' },
      OR: [{ conversationId }, { follows: { some: { conversationId } } }],
    },
  })
  return row as FeedbackRow | null
}
