import { columnDate, isWardDate } from '../../platform/ward-time.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { permissionsOf } from '../official/permission.ts'
import type { Work } from '../work.ts'

/** Who brings a letter on paper and on which day, decided before: an official or the neighbourhood head, by name. */
export async function assignVisit(
  work: Work,
  { letterId, visitor, visitDate }: { letterId: string; visitor: string; visitDate: string }
): Promise<Result<void, 'visitor_missing' | 'not_on_the_list'>> {
  const name = visitor.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 200)
  if (name === '' || !isWardDate(visitDate)) return refuse('visitor_missing')
  const { count } = await work.db.letter.updateMany({
    where: { id: letterId, status: 'paper' },
    data: { visitor: work.seal.text(name), visitDate: columnDate(visitDate) },
  })
  if (count === 0) return refuse('not_on_the_list')
  work.audit('letter.visit_assigned', { letterId, visitDate })
  return ok()
}

/** Officials who see to letters, by name. */
export async function listVisitors(work: Work): Promise<string[]> {
  const officials = await work.db.official.findMany({
    where: { endedAt: null },
    select: { fullName: true, roles: true },
    orderBy: { fullName: 'asc' },
  })
  return officials.filter(({ roles }) => permissionsOf(roles).has('prepare_letters')).map(({ fullName }) => fullName)
}
