import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Confidence } from '../law/dated-row.ts'
import type { Work } from '../work.ts'
import type { Agency } from './agency.ts'

export type AgencyRow = Agency & { id: string; source: string; confidence: Confidence }

/** The ward's directory of other bodies, by name. */
export async function listAgencies(work: Work): Promise<AgencyRow[]> {
  const rows = await work.db.agency.findMany({ orderBy: { name: 'asc' }, omit: { wardId: true } })
  return rows.map((row) => ({ ...row, confidence: row.confidence as Confidence }))
}

/** Adds a body to the directory, or changes the one with `id`. The code is what answers refer to and stays. */
export async function keepAgency(
  work: Work,
  { id, code, ...agency }: Omit<AgencyRow, 'id'> & { id?: string }
): Promise<Result<{ id: string }, 'not_found' | 'code_taken'>> {
  const data = { ...agency, topics: [...agency.topics] }
  if (id === undefined) {
    const made = newId()
    const { count } = await work.db.agency.createMany({ data: [{ id: made, code, ...data }], skipDuplicates: true })
    if (count === 0) return refuse('code_taken')
    work.audit('agency.added', { agencyId: made })
    return ok({ id: made })
  }
  const { count } = await work.db.agency.updateMany({ where: { id }, data })
  if (count === 0) return refuse('not_found')
  work.audit('agency.edited', { agencyId: id })
  return ok({ id })
}

/** Takes a body out of the directory. */
export async function removeAgency(work: Work, { id }: { id: string }): Promise<Result<void, 'not_found'>> {
  const { count } = await work.db.agency.deleteMany({ where: { id } })
  if (count === 0) return refuse('not_found')
  work.audit('agency.removed', { agencyId: id })
  return ok()
}
