import type { Work } from '../work.ts'
import type { WardFact } from './ward-fact.ts'

/** Everything the ward tells of itself, in the order of topics. */
export async function listWardFacts(work: Work): Promise<(WardFact & { id: string })[]> {
  return work.db.wardFact.findMany({ orderBy: [{ topic: 'asc' }, { label: 'asc' }], omit: { wardId: true } })
}
