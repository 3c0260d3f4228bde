import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, columnToday, wardDateOf } from '../../platform/ward-time.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { ruleOn } from '../law/law-rule.ts'
import { isLongEnough, type PostingForm } from '../posting/posting.ts'
import { listPostings } from '../posting/list-postings.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { cancelTellings } from '../ladder/cancel-tellings.ts'
import { isPermanent, isSpoken, requiredForms, type Category } from './disclosure.ts'
import { tellDisclosure } from './tell-disclosure.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

/**
 * Puts it on the public board, which is the form "trang thông tin điện tử"; what it supersedes stays as history. Late is
 * late: the day is not backdated, and the page says so.
 */
export async function publishDisclosure(
  work: Work,
  { disclosureId, officialId, place }: { disclosureId: string; officialId: string; place: string }
): Promise<Result<{ late: boolean }, 'not_found' | 'public_already' | 'number_missing'>> {
  await lockThing(work, { noun: 'disclosure', rowId: disclosureId })
  const row = await work.db.disclosure.findFirst({ where: { id: disclosureId } })
  if (row === null) return refuse('not_found')
  if (row.decisionNumber === '') return refuse('number_missing')
  const { count } = await work.db.disclosure.updateMany({
    where: { id: disclosureId, status: 'draft' },
    data: { status: 'published', publishedAt: work.now },
  })
  if (count === 0) return refuse('public_already')
  const today = wardDateOf(work.now)
  await work.db.posting.createMany({
    data: [
      {
        ...{ noun: 'disclosure', rowId: disclosureId, form: 'website', place, officialId },
        ...{ fromDate: columnDate(today), createdAt: work.now },
      },
    ],
  })
  if (row.supersedesId !== null) {
    await work.db.disclosure.updateMany({
      where: { id: row.supersedesId, status: 'published' },
      data: { status: 'ended', endedAt: work.now },
    })
    await cancelTellings(work, { noun: 'disclosure', rowId: row.supersedesId })
  }
  await work.db.rung.updateMany({
    where: {
      noun: 'disclosure',
      rowId: disclosureId,
      step: { in: ['due', 'due_soon', 'due_in_5', 'due_in_2'] },
      status: 'planned',
    },
    data: { status: 'done', doneAt: work.now, doneById: officialId },
  })
  await tellDisclosure(work, { disclosureId, anew: true })
  const late = today > dateOf(row.dueDate)
  work.audit('disclosure.published', { disclosureId, late })
  return ok({ late })
}

/** What is still missing before the law's forms are kept: form → enough or not yet. */
export type FormState = { form: PostingForm; required: boolean; enough: boolean; daysNeeded: number | null }

/** How far each form the law asks for has been kept, by the evidence there is. */
export async function formStates(
  work: Work,
  { id, category }: { id: string; category: Category }
): Promise<FormState[]> {
  const [evidence, rules] = await Promise.all([
    listPostings(work, { noun: 'disclosure', rowId: id }),
    loadLawRules(work),
  ])
  const today = wardDateOf(work.now)
  const daysOf = (ruleId: string) => ruleOn(rules, ruleId, today)?.offset ?? 1
  const needed: Partial<Record<PostingForm, number>> = {
    posting: isPermanent(category) ? 1 : daysOf('DISC.POSTING'),
    loudspeaker: isSpoken(category) ? daysOf('DISC.LOUDSPEAKER') : 1,
  }
  return requiredForms(category).map((form) => ({
    ...{ form, required: true, daysNeeded: needed[form] ?? null },
    enough: isLongEnough(evidence, form, needed[form] ?? 1, today),
  }))
}

/**
 * Takes it down: not before the posting has hung as long as the rule table asks, and never where the law wants it there
 * for good.
 */
export async function endDisclosure(
  work: Work,
  { disclosureId }: { disclosureId: string }
): Promise<Result<void, 'not_found' | 'not_public' | 'permanent' | 'posting_not_over'>> {
  await lockThing(work, { noun: 'disclosure', rowId: disclosureId })
  const row = await work.db.disclosure.findFirst({ where: { id: disclosureId } })
  if (row === null) return refuse('not_found')
  if (row.status !== 'published') return refuse('not_public')
  const category = row.category as Category
  if (isPermanent(category)) return refuse('permanent')
  const states = await formStates(work, { id: disclosureId, category })
  if (states.some(({ form, enough }) => form === 'posting' && !enough)) return refuse('posting_not_over')
  await work.db.disclosure.updateMany({ where: { id: disclosureId }, data: { status: 'ended', endedAt: work.now } })
  await work.db.posting.updateMany({
    where: { noun: 'disclosure', rowId: disclosureId, toDate: null },
    data: { toDate: columnToday(work.now) },
  })
  await work.db.rung.updateMany({
    where: { noun: 'disclosure', rowId: disclosureId, status: 'planned' },
    data: { status: 'done', doneAt: work.now },
  })
  await cancelTellings(work, { noun: 'disclosure', rowId: disclosureId })
  work.audit('disclosure.ended', { disclosureId })
  return ok()
}
