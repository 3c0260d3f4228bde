import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { anotherAdminStays } from './keep-one-admin.ts'
import type { Role } from './permission.ts'

export type OfficialChange = { officialId: string; fullName: string; unit: string | null; roles: readonly Role[] }

/** Changes name, unit and roles. What an official may do changes with their next page. */
export async function editOfficial(
  work: Work,
  change: OfficialChange
): Promise<Result<void, 'not_found' | 'last_admin'>> {
  const staysAdmin = change.roles.includes('ward_admin')
  if (!staysAdmin && !(await anotherAdminStays(work, change.officialId))) return refuse('last_admin')
  const { count } = await work.db.official.updateMany({
    where: { id: change.officialId, endedAt: null },
    data: { fullName: change.fullName.normalize('NFC').trim(), unit: change.unit, roles: [...new Set(change.roles)] },
  })
  if (count === 0) return refuse('not_found')
  work.audit('official.edited', { officialId: change.officialId, roles: change.roles.join(' ') })
  return ok()
}
