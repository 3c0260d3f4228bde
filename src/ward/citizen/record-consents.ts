import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'

type Given = { citizenId: string; purposes: readonly string[] }

/**
 * Writes consents that are not there yet, with where their evidence lies. One that the citizen has withdrawn stays so: a
 * list read again is no new consent; only the citizen gives it anew.
 */
export async function recordConsents(work: Work, given: readonly Given[], evidence: string): Promise<void> {
  const rows = given.flatMap(({ citizenId, purposes }) =>
    [...new Set(purposes)].map((purpose) => ({ citizenId, purpose }))
  )
  if (rows.length === 0) return
  await work.db.$executeRaw`
    insert into consent (id, citizen_id, purpose, given_at, evidence)
    select one.id, one.citizen_id, one.purpose, ${work.now}::timestamptz, ${evidence}
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((row) => row.citizenId)}::uuid[], ${rows.map((row) => row.purpose)}::text[])
      as one(id, citizen_id, purpose)
    where not exists (select 1 from consent c where c.citizen_id = one.citizen_id and c.purpose = one.purpose)
    on conflict do nothing`
}
