import type { Work } from '../work.ts'

/**
 * Whether the ward can do without this official as keeper of accounts. Locks the administrators' rows: two of them who end each other at the
 * same moment must not leave a ward that nobody can open.
 */
export async function anotherAdminStays(work: Work, officialId: string): Promise<boolean> {
  const admins = await work.db.$queryRaw<{ id: string }[]>`
    select id::text from official where 'ward_admin' = any(roles) and ended_at is null order by id for update`
  return admins.some((admin) => admin.id !== officialId) || !admins.some((admin) => admin.id === officialId)
}
