import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { readSpans, type WardFact } from './ward-fact.ts'

const plainTopics = ['office_address', 'office_hours', 'receipt_cut_off', 'hotline', 'email', 'website'] as const

/** What is offered to write under; who has a role, or where a place is, is found by the name it is shown with. */
export const roleTopics = ['chairman', 'vice_chairman', 'party_secretary', 'police_chief', 'civil_status', 'dossier_explainer', 'one_stop', 'neighbourhood_head', 'other'] as const // prettier-ignore
export const placeTopics = ['one_stop', 'culture_house', 'health_station', 'police', 'school', 'other'] as const
export const factTopics: readonly string[] = [
  ...plainTopics,
  ...roleTopics.map((name) => `role:${name}`),
  ...placeTopics.map((name) => `place:${name}`),
]

/** Topics a ward may write under: those above, and any role or place a file of its own brings. */
export const isFactTopic = (topic: string): boolean =>
  factTopics.includes(topic) || /^(role|place):[a-z][a-z_]{1,40}$/.test(topic)

type Refusal = 'not_found' | 'topic_unknown' | 'hours_unreadable' | 'already_there'

/** Writes what the ward tells of itself: a new fact, or the one with `id` changed. Hours that count deadlines must be readable. */
export async function keepWardFact(
  work: Work,
  { id, ...fact }: WardFact & { id?: string }
): Promise<Result<{ id: string }, Refusal>> {
  if (!isFactTopic(fact.topic)) return refuse('topic_unknown')
  if (fact.topic === 'office_hours' && readSpans(fact.value).length === 0) return refuse('hours_unreadable')
  if (fact.topic === 'receipt_cut_off' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(fact.value))
    return refuse('hours_unreadable')
  const others = await work.db.wardFact.count({
    where: { topic: fact.topic, label: fact.label, ...(id ? { id: { not: id } } : {}) },
  })
  if (others > 0) return refuse('already_there')
  if (id === undefined) {
    const made = newId()
    await work.db.wardFact.create({ data: { id: made, ...fact } })
    work.audit('ward_fact.added', { factId: made, topic: fact.topic })
    return ok({ id: made })
  }
  const { count } = await work.db.wardFact.updateMany({ where: { id }, data: fact })
  if (count === 0) return refuse('not_found')
  work.audit('ward_fact.edited', { factId: id, topic: fact.topic })
  return ok({ id })
}

/** The ward no longer tells this. */
export async function removeWardFact(work: Work, { id }: { id: string }): Promise<Result<void, 'not_found'>> {
  const { count } = await work.db.wardFact.deleteMany({ where: { id } })
  if (count === 0) return refuse('not_found')
  work.audit('ward_fact.removed', { factId: id })
  return ok()
}
