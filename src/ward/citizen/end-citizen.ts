import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { endLinks } from './open-link.ts'

/**
 * A citizen has died or moved away. Chats are unlinked and nothing is sent any more, not even that it was unlinked: in a
 * house of mourning no message of the ward may arrive by itself (domain.md §6.2).
 */
export async function endCitizen(
  work: Work,
  { reference, why, at = work.now }: { reference: string; why: 'deceased' | 'moved_away'; at?: Date }
): Promise<Result<void, 'unknown_citizen' | 'already_ended'>> {
  const citizen = await work.db.citizen.findFirst({
    where: { reference },
    select: { id: true, deceasedAt: true, movedAwayAt: true },
  })
  if (citizen === null) return refuse('unknown_citizen')
  if (citizen.deceasedAt !== null || (why === 'moved_away' && citizen.movedAwayAt !== null))
    return refuse('already_ended')
  await work.db.citizen.updateMany({
    where: { id: citizen.id },
    data: { headOfHousehold: false, ...(why === 'deceased' ? { deceasedAt: at } : { movedAwayAt: at }) },
  })
  await work.db.neighbourhood.updateMany({ where: { headCitizenId: citizen.id }, data: { headCitizenId: null } })
  await work.db.linkCode.updateMany({
    where: { citizenId: citizen.id, usedAt: null, expiresAt: { gt: work.now } },
    data: { expiresAt: work.now },
  })
  const links = await work.db.chatLink.findMany({
    where: { citizenId: citizen.id, endedAt: null },
    select: { id: true },
  })
  await endLinks(
    work,
    links.map((link) => link.id),
    why
  )
  work.audit('citizen.ended', { citizenId: citizen.id, why })
  return ok()
}
