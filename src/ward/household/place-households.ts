import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'

type Placed = { householdCode?: string | null; neighbourhood?: string | null; headOfHousehold?: boolean | null }

/**
 * The id of each household that records name; new ones are added where their first member lives. Where the head lives,
 * the household is.
 */
export async function placeHouseholds(
  work: Work,
  records: readonly Placed[],
  neighbourhoods: ReadonlyMap<string, string>
): Promise<Map<string, string>> {
  const homes = new Map<string, string | null>()
  for (const { householdCode, neighbourhood, headOfHousehold } of records) {
    if (!householdCode) continue
    const home = neighbourhood ? (neighbourhoods.get(neighbourhood) ?? null) : null
    if (!homes.get(householdCode) || (headOfHousehold && home !== null)) homes.set(householdCode, home)
  }
  if (homes.size === 0) return new Map()
  const codes = [...homes.keys()]
  const rows = await work.db.$queryRaw<{ id: string; code: string }[]>`
    insert into household (id, code, neighbourhood_id)
    select * from unnest(${codes.map(() => newId())}::uuid[], ${codes}::text[], ${[...homes.values()]}::uuid[])
    on conflict (ward_id, code) do update
      set neighbourhood_id = coalesce(excluded.neighbourhood_id, household.neighbourhood_id)
    returning id, code`
  return new Map(rows.map(({ id, code }) => [code, id]))
}

/** A household has one head: whoever was it before no longer is. */
export async function unseatFormerHeads(
  work: Work,
  rows: readonly { id: string; householdId: string | null; headOfHousehold: boolean }[]
): Promise<void> {
  const heads = rows.filter((row) => row.headOfHousehold && row.householdId !== null)
  if (heads.length === 0) return
  await work.db.$executeRaw`
    update citizen c set head_of_household = false, updated_at = ${work.now}::timestamptz
    from unnest(${heads.map((row) => row.householdId!)}::uuid[], ${heads.map((row) => row.id)}::uuid[]) as new_head(household_id, citizen_id)
    where c.household_id = new_head.household_id and c.head_of_household and c.id <> new_head.citizen_id`
}
