import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { partiesOf, type FeedbackEvent, type Party } from './feedback.ts'
import { hasPassed } from './feedback-clock.ts'
import { lockFeedback, type FeedbackRow } from './feedback-row.ts'
import { stepFeedback, type FeedbackFacts, type StepDetails, type StepRefusal } from './feedback-step.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { nextLook } from './next-look.ts'

/** What a use case says about the step it wants: the guards' details, what is kept in the history, and whose hand it is. */
export type StepWish = StepDetails & {
  event: FeedbackEvent
  /** Names this very event: a form sent twice, a webhook that comes again. */
  key?: string
  /** Kept sealed in the history, beside the reason. */
  kept?: Readonly<Record<string, unknown>>
  /** The machine does it, although a person's deed brought it about. */
  asSystem?: boolean
  /** The chat that acts, where a worker handles what a resident wrote. */
  asChat?: string
}

/** Columns the step writes besides status and clocks. */
export type Change = Partial<Omit<FeedbackRow, 'id' | 'wardId' | 'status' | 'seq' | 'sourceInbounds'>>

export type Taken =
  { kind: 'moved'; row: FeedbackRow; before: FeedbackRow; seq: number } | { kind: 'repeated'; row: FeedbackRow }
export type Taking = Result<Taken, StepRefusal | 'not_found'>

/**
 * Takes one step of a report: holds the row, asks the table and its guards, writes status, columns and one line of
 * history, and sets when the clock looks at it next. `change` sees the row as it was.
 */
export async function takeStep(
  work: Work,
  feedbackId: string,
  wish: StepWish,
  change: (row: FeedbackRow) => Change | Promise<Change> = () => ({})
): Promise<Taking> {
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const by = await handOf(work, row, wish)
  const key = storedKey(work, wish.key, wish.asChat !== undefined) ?? `${wish.event}@${row.seq}`
  const step = stepFeedback(await factsOf(work, row, key), { ...wish, key, by, today: wardDateOf(work.now) })
  if (!step.ok) return step
  if (step.value.kind === 'repeated') return ok({ kind: 'repeated', row })
  const { to } = step.value.transition
  const changed = await change(row)
  const moved: FeedbackRow = { ...row, enteredAt: work.now, reminders: 0, ...changed, status: to, seq: row.seq + 1 }
  const nextAt = nextLook(await loadFeedbackClock(work), moved)
  await work.db.feedback.updateMany({
    where: { id: row.id },
    data: { enteredAt: work.now, reminders: 0, ...changed, status: to, seq: moved.seq, nextAt },
  })
  const { event, text, reason, kept } = wish
  const details = { ...(text ? { text } : {}), ...(reason ? { reason } : {}), ...kept }
  await writeLine(work, {
    feedbackId: row.id,
    seq: moved.seq,
    event,
    from: row.status,
    to,
    key,
    details,
    asCitizen: wish.asChat !== undefined,
  })
  work.audit(`feedback.${event}`, { feedbackId: row.id, from: row.status, to })
  return ok({ kind: 'moved', row: { ...moved, nextAt }, before: row, seq: moved.seq })
}

/** A resident's keys name messages and chats: kept as keyed hashes, so that a wiped report leads to nobody. */
const storedKey = (work: Work, key: string | undefined, isCitizens: boolean): string | undefined =>
  key === undefined || !isCitizens ? key : Buffer.from(work.seal.hash('feedback_key', key)).toString('hex')

async function handOf(
  work: Work,
  row: FeedbackRow,
  { asSystem, asChat }: StepWish
): Promise<{ parties: Party[]; id: string | null }> {
  if (asSystem) return { parties: ['system'], id: null }
  if (asChat !== undefined) return { parties: asChat === row.conversationId ? ['citizen'] : [], id: null }
  return actingOn(work, row)
}

/** Who acts, as far as reports go: the reporter's own chat, an official with their roles, or the machine. */
export async function actingOn(
  work: Work,
  row: Pick<FeedbackRow, 'conversationId'>
): Promise<{ parties: Party[]; id: string | null }> {
  const [kind, id = ''] = work.actor.split(':')
  if (work.actor === 'job:tend-feedback') return { parties: ['system'], id: null }
  if (kind === 'conversation') return { parties: id === row.conversationId ? ['citizen'] : [], id: null }
  const officialId = kind === 'api_key' ? await officialOfKey(work, id) : kind === 'official' ? id : null
  if (officialId === null) return { parties: [], id: null }
  const official = await work.db.official.findFirst({
    where: { id: officialId, endedAt: null },
    select: { roles: true },
  })
  return { parties: partiesOf(official?.roles ?? []), id: officialId }
}

async function officialOfKey(work: Work, keyId: string): Promise<string | null> {
  const key = await work.db.apiKey.findFirst({ where: { id: keyId, endedAt: null }, select: { officialId: true } })
  return key?.officialId ?? null
}

async function factsOf(work: Work, row: FeedbackRow, key: string): Promise<FeedbackFacts> {
  const clock = await loadFeedbackClock(work)
  const [seen, leads, answer] = await Promise.all([
    work.db.feedbackEvent.count({ where: { feedbackId: row.id, key } }),
    work.db.feedback.count({ where: { mainId: row.id, status: 'merged' } }),
    work.db.feedbackAnswer.findFirst({
      where: { feedbackId: row.id },
      orderBy: { id: 'desc' },
      select: { authorId: true },
    }),
  ])
  const rule = row.status === 'awaiting_details' ? 'FB.INCOMPLETE' : 'FB.SILENCE'
  return {
    id: row.id,
    status: row.status,
    resumeTo: row.resumeTo,
    visibility: row.visibility,
    restricted: row.restricted,
    leads: leads > 0,
    authorId: answer?.authorId ?? null,
    dissatisfied: row.dissatisfied,
    handlerId: row.handlerId,
    leaderAgreed: row.agreedById !== null,
    waitedOut:
      hasPassed(clock, rule, row.enteredAt, work.now) && (row.status !== 'awaiting_details' || row.reminders >= 2),
    recent: row.completedAt !== null && !hasPassed(clock, 'FB.RECUR', row.completedAt, work.now),
    seenKeys: new Set(seen > 0 ? [key] : []),
  }
}

/** `asCitizen`: no line says which chat it was; the report does, until it is wiped. */
type Line = {
  feedbackId: string
  seq: number
  event: string
  from: string
  to: string
  key: string
  details: Readonly<Record<string, unknown>>
  asCitizen?: boolean
}

async function writeLine(work: Work, { details, asCitizen, ...line }: Line): Promise<void> {
  const sealed = Object.keys(details).length === 0 ? null : work.seal.json(details)
  await work.db.feedbackEvent.createMany({
    data: [{ id: newId(), ...line, at: work.now, actor: asCitizen ? 'citizen' : work.actor, details: sealed }],
  })
}

/** What else stands in the history, and moves nothing. */
export const lineEvents = [
  'progress_note', 'internal_note', 'follow_up', 'joined', 'forwarding_agreed', 'agency_nudged', 'handler_named', 'restricted', 'rating_explained',
  'reminded', 'rating_reminded', 'progress_due', 'intake_overdue', 'intake_second', 'forward_due', 'due_soon', 'overdue', 'nudge_due', 'promise_due',
] as const // prettier-ignore
export type LineEvent = (typeof lineEvents)[number]

/** A line of history that moves nothing: a note, word of progress, a reminder. Returns its number; null where it was written before. */
export async function addLine(
  work: Work,
  row: FeedbackRow,
  line: { event: LineEvent; key?: string; details?: Readonly<Record<string, unknown>>; asCitizen?: boolean },
  change: Change = {}
): Promise<number | null> {
  const seq = row.seq + 1
  const key = storedKey(work, line.key, line.asCitizen ?? false) ?? `${line.event}@${row.seq}`
  if ((await work.db.feedbackEvent.count({ where: { feedbackId: row.id, key } })) > 0) return null
  await work.db.feedback.updateMany({ where: { id: row.id }, data: { ...change, seq } })
  await writeLine(work, {
    feedbackId: row.id,
    seq,
    event: line.event,
    from: row.status,
    to: row.status,
    key,
    details: line.details ?? {},
    asCitizen: line.asCitizen ?? false,
  })
  work.audit(`feedback.${line.event}`, { feedbackId: row.id })
  return seq
}
