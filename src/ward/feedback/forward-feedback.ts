import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { atWardTime, columnDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { spreadAnswer } from './answer-feedback.ts'
import { dayAfterPeriod } from './feedback-clock.ts'
import type { StepRefusal } from './feedback-step.ts'
import type { Key } from './handle-intake.ts'
import { lockFeedback } from './feedback-row.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { actingOn, addLine, takeStep } from './take-step.ts'
import { tellReporter } from './tell-reporter.ts'

type Refused = StepRefusal | 'not_found'

/** A leader agrees that this report is another body's to handle. */
export async function agreeForwarding(
  work: Work,
  { feedbackId, key }: Key
): Promise<Result<void, 'not_found' | 'not_yours_to_do' | 'not_possible_now'>> {
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const { parties, id } = await actingOn(work, row)
  if (!parties.includes('leader')) return refuse('not_yours_to_do')
  if (row.status !== 'received' && row.status !== 'in_progress') return refuse('not_possible_now')
  await addLine(work, row, { event: 'forwarding_agreed', key }, { agreedById: id })
  return ok()
}

export type Forwarding = Key & {
  agency: string
  agencyCode?: string
  /** The day it was sent, YYYY-MM-DD. */
  date: string
  number?: string
  via?: string
}

/** Never a refusal: handed to the body whose business it is, and asked after every seven days until it answers. */
export async function forwardFeedback(
  work: Work,
  { feedbackId, key, agency, agencyCode, date, number, via }: Forwarding
): Promise<Result<void, Refused>> {
  const directory =
    agencyCode === undefined
      ? null
      : await work.db.agency.findFirst({ where: { code: agencyCode }, select: { name: true, phone: true } })
  const name = directory?.name ?? agency.trim()
  const taken = await takeStep(
    work,
    feedbackId,
    { event: 'forward', key, agency: name, date, kept: { agency: name, date, number, via } },
    (row) => ({
      authority: 'outside',
      agreedById: row.agreedById,
    })
  )
  if (!taken.ok) return taken
  if (taken.value.kind === 'repeated') return ok()
  const { row } = taken.value
  const nudgeDate = dayAfterPeriod(await loadFeedbackClock(work), 'FB.NUDGE', work.now)
  await work.db.feedbackForwarding.createMany({
    data: [
      {
        id: newId(), feedbackId, agencyCode: agencyCode ?? null, agency: name, date: columnDate(date), number: number?.trim() || null, via: via ?? null,
        nextNudgeAt: atWardTime(nudgeDate, '08:00'),
      },
    ],
  }) // prettier-ignore
  const values = { code: row.code!, agency: name, date, nudgeDate, phone: directory?.phone ?? '' }
  await tellReporter(work, row, row.seq, {
    say: directory?.phone ? 'feedback.told.forwarded_phone' : 'feedback.told.forwarded',
    with: values,
  })
  return ok()
}

/** The body has been asked again: the day, and when it will be asked next. Said to the resident too, who sees that nobody forgot. */
export async function nudgeAgency(
  work: Work,
  { feedbackId, key, note }: Key & { note?: string }
): Promise<Result<void, 'not_found' | 'not_possible_now'>> {
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const open = await work.db.feedbackForwarding.findFirst({ where: { feedbackId, endedAt: null } })
  if (row.status !== 'forwarded' || open === null) return refuse('not_possible_now')
  const seq = await addLine(work, row, {
    event: 'agency_nudged',
    key,
    details: { agency: open.agency, ...(note ? { note } : {}) },
  })
  if (seq === null) return ok()
  const nudgeDate = dayAfterPeriod(await loadFeedbackClock(work), 'FB.NUDGE', work.now)
  await work.db.feedbackForwarding.updateMany({
    where: { id: open.id },
    data: { nudges: open.nudges + 1, nextNudgeAt: atWardTime(nudgeDate, '08:00') },
  })
  await tellReporter(work, row, seq, {
    say: 'feedback.told.nudged',
    with: { code: row.code!, agency: open.agency, date: wardDateOf(work.now), nudgeDate },
  })
  return ok()
}

/** The body's answer, handed on to the resident under its name. */
export async function recordAgencyAnswer(
  work: Work,
  { feedbackId, key, text, outcome = 'other_body' }: Key & { text: string; outcome?: string }
): Promise<Result<void, Refused>> {
  const open = await work.db.feedbackForwarding.findFirst({ where: { feedbackId, endedAt: null } })
  const taken = await takeStep(
    work,
    feedbackId,
    { event: 'agency_answered', key, text: text.trim(), outcome, kept: { outcome, text: undefined } },
    () => ({ answeredAt: work.now, agreedById: null })
  )
  if (!taken.ok) return taken
  if (taken.value.kind === 'repeated') return ok()
  const { id: authorId } = await actingOn(work, { conversationId: null })
  await work.db.feedbackAnswer.createMany({
    data: [
      {
        id: newId(), feedbackId, outcome, text: work.seal.text(text.normalize('NFC').trim()), authorId, agency: open?.agency ?? null, status: 'approved', proposedAt: work.now,
        decidedAt: work.now,
      },
    ],
  }) // prettier-ignore
  await endForwarding(work, feedbackId, 'answered')
  await spreadAnswer(work, taken.value.row)
  return ok()
}

/** The body sends it back as not its business: it is the ward's again, under the deadline it had. */
export async function recordAgencyReturn(
  work: Work,
  { feedbackId, key, reason }: Key & { reason: string }
): Promise<Result<void, Refused>> {
  const taken = await takeStep(work, feedbackId, { event: 'agency_returned', key, reason: reason.trim() }, () => ({
    authority: 'unclear',
    agreedById: null,
  }))
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'repeated') return ok()
  await endForwarding(work, feedbackId, 'returned')
  await tellReporter(work, row, row.seq, { say: 'feedback.told.agency_returned', with: { code: row.code! } })
  return ok()
}

async function endForwarding(work: Work, feedbackId: string, endedWhy: 'answered' | 'returned'): Promise<void> {
  await work.db.feedbackForwarding.updateMany({
    where: { feedbackId, endedAt: null },
    data: { endedAt: work.now, endedWhy },
  })
}
