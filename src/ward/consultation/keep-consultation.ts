import { fingerprint } from '../../platform/fingerprint.ts'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { cancelLadder, planLadder } from '../ladder/plan-ladder.ts'
import { ruleDate, ruleOn } from '../law/law-rule.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { cancelTellings } from '../ladder/cancel-tellings.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { isOpenOn } from './consultation.ts'
import { findConsultation } from './list-consultations.ts'
import { tellConsultation, tellWithdrawn } from './tell-consultation.ts'

export type ConsultationDraft = {
  title: string
  question: string
  background: string
  neighbourhoodIds: string[]
  /** The last day on which an opinion is taken. */
  closesDate: string
  /** By when the ward answers: residents are promised it. */
  answerDate: string
}

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

type Refusal = 'answer_before_end' | 'no_such_neighbourhood'

async function check(
  work: Work,
  { closesDate, answerDate, neighbourhoodIds }: ConsultationDraft
): Promise<Refusal | null> {
  if (answerDate <= closesDate) return 'answer_before_end'
  if (neighbourhoodIds.length === 0) return null
  const known = await work.db.neighbourhood.count({ where: { id: { in: neighbourhoodIds } } })
  return known === new Set(neighbourhoodIds).size ? null : 'no_such_neighbourhood'
}

const rowOf = ({ closesDate, answerDate, ...rest }: ConsultationDraft) => ({
  ...rest,
  closesDate: columnDate(closesDate),
  answerDate: columnDate(answerDate),
})

/** A question to the people, not yet put. Sent twice with the same `id`, it is one. */
export async function draftConsultation(
  work: Work,
  { id = newId(), ...draft }: ConsultationDraft & { id?: string }
): Promise<Result<{ consultationId: string }, Refusal>> {
  const refusal = await check(work, draft)
  if (refusal !== null) return refuse(refusal)
  const { count } = await work.db.consultation.createMany({
    data: [{ id, ...rowOf(draft), createdAt: work.now }],
    skipDuplicates: true,
  })
  if (count > 0) work.audit('consultation.drafted', { consultationId: id })
  return ok({ consultationId: id })
}

type Shown = Omit<ConsultationDraft, 'answerDate'> & { answerDate: string | null }

/** The mark of what an official was shown of a consultation: another one means that somebody has changed it since. */
export const seenOfConsultation = ({ title, question, background, neighbourhoodIds, ...more }: Shown): string =>
  fingerprint([title, question, background, neighbourhoodIds, more.closesDate, more.answerDate])

type Edit = ConsultationDraft & { consultationId: string; seen?: string | undefined }

/** Edits what was not put yet: a question people have answered does not change under them. */
export async function editConsultation(
  work: Work,
  { consultationId, seen, ...draft }: Edit
): Promise<Result<void, Refusal | 'not_found' | 'open_already' | 'changed_meanwhile'>> {
  await work.db.$queryRaw`select id from consultation where id = ${consultationId}::uuid for update`
  const before = await findConsultation(work, { id: consultationId })
  if (before === null) return refuse('not_found')
  if (before.status !== 'draft') return refuse('open_already')
  if (seen !== undefined && seen !== seenOfConsultation(before)) return refuse('changed_meanwhile')
  const refusal = await check(work, draft)
  if (refusal !== null) return refuse(refusal)
  await work.db.consultation.updateMany({ where: { id: consultationId }, data: rowOf(draft) })
  work.audit('consultation.edited', { consultationId })
  return ok()
}

/** The first last day the law allows for something published on a day (Điều 28.2); null where no rule is in force. */
export async function earliestEnd(work: Work, publishedDate: string): Promise<string | null> {
  const [calendar, rules] = await Promise.all([loadCalendar(work), loadLawRules(work)])
  const rule = ruleOn(rules, 'CONS.MIN', publishedDate)
  return rule === null ? null : (ruleDate(calendar, rule, publishedDate)?.date ?? null)
}

type OpenRefusal = 'open_already' | 'too_short' | 'no_rule_in_force' | 'answer_date_missing'

/** Puts the question: from now on opinions are taken. Refused where fewer days are left than the law asks for. */
export async function openConsultation(
  work: Work,
  { consultationId }: { consultationId: string }
): Promise<Result<{ closesDate: string }, 'not_found' | OpenRefusal>> {
  await lockThing(work, { noun: 'consultation', rowId: consultationId })
  const row = await work.db.consultation.findFirst({ where: { id: consultationId } })
  if (row === null) return refuse('not_found')
  if (row.answerDate === null) return refuse('answer_date_missing')
  const today = wardDateOf(work.now)
  const earliest = await earliestEnd(work, today)
  if (earliest === null) return refuse('no_rule_in_force')
  const closesDate = dateOf(row.closesDate)
  if (closesDate < earliest) return refuse('too_short')
  const { count } = await work.db.consultation.updateMany({
    where: { id: consultationId, status: 'draft' },
    data: { status: 'open', publishedAt: work.now },
  })
  if (count === 0) return refuse('open_already')
  await planLadder(work, {
    ...{ noun: 'consultation', rowId: consultationId, kind: 'consultation', version: 0 },
    anchors: { publishedAt: today, closesAt: closesDate, answerDate: dateOf(row.answerDate) },
  })
  await tellConsultation(work, { consultationId, anew: true })
  work.audit('consultation.opened', { consultationId })
  return ok({ closesDate })
}

/**
 * The question is withdrawn; what was said stays sealed and unseen. Who has spoken hears why at once, who was only asked by
 * a correction. Not once the last day is over: what came of it has been seen by then, and is answered.
 */
export async function cancelConsultation(
  work: Work,
  { consultationId, why }: { consultationId: string; why: string }
): Promise<Result<void, 'not_found' | 'over' | 'ended'>> {
  await lockThing(work, { noun: 'consultation', rowId: consultationId })
  const row = await work.db.consultation.findFirst({ where: { id: consultationId } })
  if (row === null) return refuse('not_found')
  const { status, closesDate } = row
  if (status === 'open' && !isOpenOn({ status, closesDate: dateOf(closesDate) }, wardDateOf(work.now)))
    return refuse('ended')
  const { count } = await work.db.consultation.updateMany({
    where: { id: consultationId, status: { in: ['draft', 'open'] } },
    data: { status: 'cancelled', cancelledWhy: why },
  })
  if (count === 0) return refuse('over')
  await cancelLadder(work, { noun: 'consultation', rowId: consultationId })
  await cancelTellings(work, { noun: 'consultation', rowId: consultationId })
  await tellWithdrawn(work, row, why)
  work.audit('consultation.cancelled', { consultationId })
  return ok()
}
