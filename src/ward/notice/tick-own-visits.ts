import { listVisits, tickVisit, type VisitLine } from '../delivery/visit-list.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

export type OwnVisits =
  | { kind: 'not_head' }
  | {
      kind: 'doors'
      neighbourhood: string
      left: number
      doors: readonly Pick<VisitLine, 'noticeId' | 'slot' | 'fullName' | 'title'>[]
    }

const shown = 5

/**
 * The doors a neighbourhood's head still has to go to, and one of them ticked off. Only who the register names as head, on
 * a chat proven to be theirs.
 */
export async function visitDoors(
  work: Work,
  talk: Talk,
  { tick }: { tick: { noticeId: string; slot: number } | null }
): Promise<OwnVisits> {
  const own = await headedBy(work, talk.conversationId)
  if (own === null) return { kind: 'not_head' }
  const doors = await listVisits(work, { neighbourhoodId: own.id, openOnly: true })
  const ticked =
    tick === null ? undefined : doors.find(({ noticeId, slot }) => noticeId === tick.noticeId && slot === tick.slot)
  if (ticked !== undefined) await tickVisit(work, ticked)
  const left = doors.filter((door) => door !== ticked)
  return {
    kind: 'doors',
    neighbourhood: own.name,
    left: left.length,
    doors: left.slice(0, shown).map(({ noticeId, slot, fullName, title }) => ({ noticeId, slot, fullName, title })),
  }
}

async function headedBy(work: Work, conversationId: string): Promise<{ id: string; name: string } | null> {
  const link = await work.db.chatLink.findFirst({
    where: { conversationId, endedAt: null, citizenId: { not: null } },
    select: { citizenId: true },
    orderBy: { linkedAt: 'desc' },
  })
  if (link?.citizenId == null) return null
  return work.db.neighbourhood.findFirst({ where: { headCitizenId: link.citizenId }, select: { id: true, name: true } })
}
