import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate } from '../../platform/ward-time.ts'
import type { Saying } from '../message/message.ts'
import type { Work } from '../work.ts'
import { askForRating } from './ask-for-rating.ts'
import type { Outcome, Visibility } from './feedback.ts'
import { mayBeVisible } from './feedback.ts'
import { textOf, type FeedbackRow } from './feedback-row.ts'
import { asOutcome, type StepRefusal } from './feedback-step.ts'
import type { Key } from './handle-intake.ts'
import { ratingChoicesOf } from './rating-choices.ts'
import { redact } from './redact.ts'
import { actingOn, takeStep } from './take-step.ts'
import { tellReporter } from './tell-reporter.ts'

type Refused = StepRefusal | 'not_found'

export type ProposedAnswer = Key & {
  outcome: Outcome | (string & {})
  text: string
  /** Photos and documents already kept with the report (keepProof). */
  proofIds?: readonly string[]
  /** For "đưa vào kế hoạch": until when the resident hears again, whatever came of it. YYYY-MM-DD. */
  promisedDate?: string
}

/** The unit's answer, for a second pair of eyes. Without outcome, words or (when all is done) proof it is none. */
export async function proposeAnswer(
  work: Work,
  { feedbackId, key, outcome, text, proofIds = [], promisedDate }: ProposedAnswer
): Promise<Result<{ answerId: string }, Refused>> {
  const answerId = newId()
  const proofs = await work.db.feedbackFile.count({
    where: { feedbackId, id: { in: [...proofIds] }, addedBy: { startsWith: 'official:' } },
  })
  const { id: authorId } = await actingOn(work, { conversationId: null })
  const details = { outcome, proofs, promisedDate }
  const taken = await takeStep(work, feedbackId, {
    event: 'propose_answer',
    key,
    text: text.trim(),
    ...details,
    kept: { outcome, answerId, text: undefined },
  })
  if (!taken.ok) return taken
  if (taken.value.kind === 'repeated') return ok({ answerId: (await lastAnswer(work, feedbackId))?.id ?? answerId })
  await work.db.feedbackAnswer.createMany({
    data: [
      {
        id: answerId, feedbackId, outcome, text: work.seal.text(text.normalize('NFC').trim()), authorId, status: 'proposed', proposedAt: work.now,
        promisedDate: promisedDate === undefined ? null : columnDate(promisedDate),
      },
    ],
  }) // prettier-ignore
  await work.db.feedbackFile.updateMany({ where: { feedbackId, id: { in: [...proofIds] } }, data: { answerId } })
  return ok({ answerId })
}

export type Approval = Key & {
  /** What the public list shows; without it the reporter's words, redacted. */
  publicText?: string
  visibility?: Visibility
}

/** A second person sends the answer to everybody who waits for it, those merged into it too, and asks how it was. */
export async function approveAnswer(
  work: Work,
  { feedbackId, key, publicText, visibility }: Approval
): Promise<Result<void, Refused>> {
  const before = await work.db.feedback.findFirst({
    where: { id: feedbackId },
    select: { text: true, visibility: true },
  })
  if (before === null) return refuse('not_found')
  const wanted = visibility ?? (before.visibility as Visibility)
  const published =
    wanted === 'private' || wanted === 'hidden'
      ? null
      : (publicText?.normalize('NFC').trim() ?? redact(textOf(work, before)))
  const taken = await takeStep(
    work,
    feedbackId,
    {
      event: 'approve',
      key,
      visibility: wanted,
      ...(published === null ? {} : { publicText: published }),
      kept: { visibility: wanted },
    },
    (row) => ({
      visibility: mayBeVisible(wanted, row.restricted) ? wanted : 'private',
      publicText: published,
      answeredAt: work.now,
    })
  )
  if (!taken.ok) return taken
  if (taken.value.kind === 'repeated') return ok()
  const { id: approverId } = await actingOn(work, { conversationId: null })
  await work.db.feedbackAnswer.updateMany({
    where: { feedbackId, status: 'proposed' },
    data: { status: 'approved', approverId, decidedAt: work.now },
  })
  await spreadAnswer(work, taken.value.row)
  return ok()
}

/** Not good enough yet: back to work, with the reason. */
export async function sendBackAnswer(
  work: Work,
  { feedbackId, key, reason }: Key & { reason: string }
): Promise<Result<void, Refused>> {
  const taken = await takeStep(work, feedbackId, { event: 'send_back', key, reason: reason.trim() })
  if (!taken.ok) return taken
  const { id: approverId } = await actingOn(work, { conversationId: null })
  await work.db.feedbackAnswer.updateMany({
    where: { feedbackId, status: 'proposed' },
    data: { status: 'sent_back', approverId, decidedAt: work.now },
  })
  return ok()
}

export const lastAnswer = (work: Work, feedbackId: string) =>
  work.db.feedbackAnswer.findFirst({ where: { feedbackId, status: { not: 'sent_back' } }, orderBy: { id: 'desc' } })

/** The answer to the report and to every report merged into it, each under its own code. */
export async function spreadAnswer(work: Work, main: FeedbackRow): Promise<void> {
  const answer = await lastAnswer(work, main.id)
  if (answer === null) return
  const words = {
    outcome: asOutcome(answer.outcome)!,
    text: work.seal.openText(answer.text),
    promisedDate: answer.promisedDate,
    agency: answer.agency,
  }
  await tellAnswer(work, main, words)
  const merged = await work.db.feedback.findMany({
    where: { mainId: main.id, status: 'merged' },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of merged) {
    const taken = await takeStep(
      work,
      id,
      { event: 'main_answered', asSystem: true, kept: { mainCode: main.code } },
      () => ({ answeredAt: work.now })
    )
    if (taken.ok && taken.value.kind === 'moved') await tellAnswer(work, taken.value.row, words)
  }
}

type AnswerWords = { outcome: Outcome; text: string; promisedDate: Date | null; agency: string | null }

async function tellAnswer(
  work: Work,
  row: FeedbackRow,
  { outcome, text, promisedDate, agency }: AnswerWords
): Promise<void> {
  const values = {
    code: row.code!,
    text,
    submittedAt: (row.submittedAt ?? row.createdAt).toISOString(),
    agency: agency ?? '',
  }
  const first: Saying = {
    say: agency === null ? 'feedback.told.answered' : 'feedback.told.answered_by_agency',
    with: values,
  }
  const second: Saying = {
    say: `feedback.told.outcome.${outcome}`,
    with: { code: row.code!, promisedDate: promisedDate?.toISOString().slice(0, 10) ?? '' },
    ...(row.kind === 'praise' ? {} : { choices: ratingChoicesOf(row.code!) }),
  }
  const chats = await tellReporter(work, row, row.seq, first, second)
  if (row.kind !== 'praise') await askForRating(work, chats, row.code!)
}
