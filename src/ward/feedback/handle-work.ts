import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import type { StepRefusal } from './feedback-step.ts'
import type { Key } from './handle-intake.ts'
import { lockFeedback } from './feedback-row.ts'
import { actingOn, addLine, takeStep } from './take-step.ts'
import { tellOfficials, tellReporter } from './tell-reporter.ts'

type Refused = StepRefusal | 'not_found'

/** Given to a unit. The resident hears which unit; who works on it stays inside. */
export async function assignFeedback(
  work: Work,
  { feedbackId, key, unit, assigneeId }: Key & { unit: string; assigneeId?: string }
): Promise<Result<void, Refused>> {
  const change = { unit: unit.trim(), assigneeId: assigneeId ?? null }
  const taken = await takeStep(work, feedbackId, { event: 'assign', key, unit, kept: change }, () => change)
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved')
    await tellReporter(work, row, row.seq, {
      say: 'feedback.told.assigned',
      with: { code: row.code!, unit: row.unit! },
    })
  return ok()
}

/** An official of the unit begins. */
export async function takeFeedback(work: Work, { feedbackId, key }: Key): Promise<Result<void, Refused>> {
  const { id } = await actingOn(work, { conversationId: null })
  const taken = await takeStep(work, feedbackId, { event: 'take', key }, () => ({ assigneeId: id }))
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved')
    await tellReporter(work, row, row.seq, {
      say: 'feedback.told.in_progress',
      with: { code: row.code!, unit: row.unit ?? '' },
    })
  return ok()
}

/** The wrong unit gives it back, with a reason. No clock starts anew. */
export async function returnFeedback(
  work: Work,
  { feedbackId, key, reason }: Key & { reason: string }
): Promise<Result<void, Refused>> {
  const taken = await takeStep(work, feedbackId, { event: 'return', key, reason: reason.trim() }, () => ({
    unit: null,
    assigneeId: null,
  }))
  return taken.ok ? ok() : taken
}

/** Word of progress every seven days where it takes longer; an internal note stays inside. */
export async function noteProgress(
  work: Work,
  { feedbackId, key, text, internal = false }: Key & { text: string; internal?: boolean }
): Promise<Result<void, 'not_found' | 'text_missing' | 'not_yours_to_do' | 'not_possible_now'>> {
  if (text.trim() === '') return refuse('text_missing')
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const { parties } = await actingOn(work, row)
  if (!parties.some((party) => party === 'one_stop' || party === 'specialist' || party === 'leader'))
    return refuse('not_yours_to_do')
  if (row.status === 'draft' || row.status === 'guided_to_complaint') return refuse('not_possible_now')
  const seq = await addLine(
    work,
    row,
    {
      event: internal ? 'internal_note' : 'progress_note',
      key,
      details: { text: text.trim() },
    },
    internal ? {} : { progressAt: work.now }
  )
  if (!internal && seq !== null)
    await tellReporter(work, row, seq, { say: 'feedback.told.progress', with: { code: row.code!, text: text.trim() } })
  return ok()
}

/** Praise has no clock and wants no answer: it is taken in, handed to the unit it is about, and its writer is thanked. */
export async function passOnPraise(
  work: Work,
  { feedbackId, key, unit }: Key & { unit: string }
): Promise<Result<void, Refused | 'not_praise'>> {
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  if (row.kind !== 'praise') return refuse('not_praise')
  if (row.status === 'assigned') return ok()
  const classification = { kind: 'praise', field: 'officials', urgency: 'normal', authority: 'ward' } as const
  const accepted = await takeStep(work, feedbackId, { event: 'accept', classification, kept: classification }, () => ({
    ...classification,
    acceptedAt: work.now,
  }))
  if (!accepted.ok) return accepted
  const assigned = await takeStep(work, feedbackId, { event: 'assign', key, unit, kept: { unit } }, () => ({
    unit: unit.trim(),
  }))
  if (!assigned.ok) return assigned
  const { row: moved, kind } = assigned.value
  if (kind === 'moved') {
    await tellReporter(work, moved, moved.seq, {
      say: 'feedback.told.praise_passed_on',
      with: { code: moved.code!, unit: moved.unit! },
    })
    await tellOfficials(
      work,
      moved,
      moved.seq,
      ['specialist', 'civil_status', 'culture_social'],
      'feedback.alert.praise'
    )
  }
  return ok()
}

/** After the second dissatisfaction the leader takes it, or names somebody who has not answered it before. */
export async function nameHandler(
  work: Work,
  { feedbackId, key, officialId }: Key & { officialId: string }
): Promise<Result<void, 'not_found' | 'not_yours_to_do' | 'author_again'>> {
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const { parties } = await actingOn(work, row)
  if (!parties.includes('leader')) return refuse('not_yours_to_do')
  const answered = await work.db.feedbackAnswer.count({ where: { feedbackId, authorId: officialId } })
  if (answered > 0) return refuse('author_again')
  await addLine(
    work,
    row,
    { event: 'handler_named', key, details: { officialId } },
    { handlerId: officialId, assigneeId: officialId }
  )
  return ok()
}
