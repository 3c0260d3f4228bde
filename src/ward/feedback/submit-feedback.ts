import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { intakeDue } from './feedback-clock.ts'
import type { FeedbackKind, Intake, Visibility } from './feedback.ts'
import { spotOf, textOf, type FeedbackRow, type Reporter, type Spot } from './feedback-row.ts'
import { keepSearchTerms } from './keep-search-terms.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { nextCode } from './next-code.ts'
import { takeStep, type Taking } from './take-step.ts'
import type { StepRefusal } from './feedback-step.ts'

export type Submitted = { feedbackId: string; code: string; intakeDueAt: Date; provisional: boolean }

/**
 * A draft becomes a report: it gets its code and its first deadline, and only now may anybody say "đã gửi". Sent twice it
 * is sent once and keeps its code.
 */
export async function submitFeedback(
  work: Work,
  { feedbackId, key, asChat }: { feedbackId: string; key?: string; asChat?: string }
): Promise<Result<Submitted, StepRefusal | 'not_found'>> {
  const draft = await work.db.feedback.findFirst({ where: { id: feedbackId }, select: { text: true } })
  const text = draft === null ? '' : textOf(work, draft)
  let provisional = false
  const taken: Taking = await takeStep(
    work,
    feedbackId,
    { event: 'send', asChat, text: text.trim(), kept: { text: undefined }, ...(key ? { key } : {}) },
    async (row) => {
      const due = intakeDue(await loadFeedbackClock(work), work.now)
      provisional = due.provisional
      return {
        code: row.code ?? (await nextCode(work)),
        submittedAt: row.submittedAt ?? work.now,
        intakeDueAt: due.at,
        firstDueAt: due.at,
        draftExpiresAt: null,
      }
    }
  )
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved') await keepSearchTerms(work, row.id, await searchedText(work, row))
  return ok({ feedbackId: row.id, code: row.code!, intakeDueAt: row.intakeDueAt!, provisional })
}

/** All words by which an official looks for a report. */
async function searchedText(work: Work, row: FeedbackRow): Promise<string> {
  const place =
    row.placeId === null ? null : await work.db.place.findFirst({ where: { id: row.placeId }, select: { name: true } })
  const neighbourhood =
    row.neighbourhoodId === null
      ? null
      : await work.db.neighbourhood.findFirst({ where: { id: row.neighbourhoodId }, select: { name: true } })
  return [
    row.code ?? '',
    textOf(work, row),
    spotOf(work, row).words ?? '',
    place?.name ?? '',
    neighbourhood?.name ?? '',
  ].join(' . ')
}

export type TakenDown = {
  intake: Intake
  kind?: FeedbackKind
  text: string
  reporter?: Reporter
  spot?: Spot
  placeId?: string
  neighbourhoodId?: string
  visibility?: Visibility
  /** Names this entry: entered twice it is one. */
  key: string
}

/** An official enters what came on paper, by telephone or through somebody else: the same register, the same clock. */
export async function takeDownFeedback(
  work: Work,
  input: TakenDown
): Promise<Result<Submitted, StepRefusal | 'not_found' | 'words_missing'>> {
  if (input.text.trim() === '') return refuse('words_missing')
  const known = await work.db.feedbackEvent.findFirst({
    where: { event: 'send', key: input.key },
    select: { feedbackId: true },
  })
  return register(work, known?.feedbackId ?? newId(), input, known === null)
}

type Registered = TakenDown & { conversationId?: string }

async function register(
  work: Work,
  feedbackId: string,
  input: Registered,
  isNew = true
): Promise<Result<Submitted, StepRefusal | 'not_found'>> {
  if (isNew)
    await work.db.feedback.createMany({
      data: [
        {
          id: feedbackId,
          intake: input.intake,
          kind: input.kind ?? 'problem',
          text: work.seal.text(input.text.normalize('NFC').trim()),
          reporter: input.reporter ? work.seal.json(input.reporter) : null,
          spot: input.spot ? work.seal.json(input.spot) : null,
          placeId: input.placeId ?? null,
          neighbourhoodId: input.neighbourhoodId ?? null,
          conversationId: input.conversationId ?? null,
          visibility: input.visibility ?? 'private',
          enteredAt: work.now,
          createdAt: work.now,
        },
      ],
    })
  return submitFeedback(work, {
    feedbackId,
    key: input.key,
    ...(input.conversationId ? { asChat: input.conversationId } : {}),
  })
}

/**
 * What was taken for a grievance and is none: it goes into the register as a report of the chat that wrote it. Refused
 * while that chat is writing another one: a chat has one draft at a time.
 */
export async function submitFromGrievance(
  work: Work,
  { grievanceId, conversationId, text }: { grievanceId: string; conversationId: string; text: string }
): Promise<Result<Submitted, StepRefusal | 'not_found' | 'resident_is_writing'>> {
  const chat = await work.db.conversation.findFirst({ where: { id: conversationId }, select: { channel: true } })
  if (chat === null) return refuse('not_found')
  if ((await work.db.feedback.count({ where: { conversationId, status: 'draft' } })) > 0)
    return refuse('resident_is_writing')
  const key = `grievance:${grievanceId}`
  return register(work, newId(), { intake: chat.channel as Intake, kind: 'regulation', text, conversationId, key })
}
