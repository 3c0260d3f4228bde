import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { endDeceased } from '../civil-event/end-deceased.ts'
import { findNamesakes } from '../civil-event/find-namesakes.ts'
import { officialOf } from '../hand-over/official-of.ts'
import { planLetters } from '../letter/plan-letters.ts'
import type { Work } from '../work.ts'

export type WhoDied = {
  taskId: string
  /** Null: none of those of that name who live here. */
  citizenId: string | null
}

/**
 * An official has asked who of several people of one name has died. From here on that person is out of every list, and the
 * house mourns; where it is none of them, everybody stays where they are.
 */
export async function settleWhoDied(
  work: Work,
  { taskId, citizenId }: WhoDied
): Promise<Result<void, 'not_open' | 'no_such_person'>> {
  const task = await work.db.letterTask.findFirst({ where: { id: taskId, kind: 'who_died', status: 'open' } })
  const eventId = task?.eventId ?? null
  if (eventId === null) return refuse('not_open')
  if (citizenId !== null) {
    const namesakes = await findNamesakes(work, { eventId })
    if (!namesakes.some((one) => one.citizenId === citizenId)) return refuse('no_such_person')
    await isDead(work, { eventId, citizenId })
  }
  await work.db.letterTask.updateMany({
    where: { id: taskId, status: 'open' },
    data: { status: 'done', closedAt: work.now, closedById: officialOf(work) },
  })
  work.audit('letter_task.who_died', { taskId, eventId, found: citizenId !== null })
  return ok()
}

async function isDead(work: Work, { eventId, citizenId }: { eventId: string; citizenId: string }): Promise<void> {
  const event = await work.db.civilEvent.findFirstOrThrow({ where: { id: eventId } })
  const citizen = await work.db.citizen.findFirstOrThrow({ where: { id: citizenId } })
  await work.db.civilEventPerson.updateMany({ where: { eventId, role: 'deceased' }, data: { citizenId } })
  const households = citizen.householdId === null ? [] : [citizen.householdId]
  await endDeceased(work, [{ citizenId, diedDate: wardDateOf(event.diedDate ?? event.registeredDate), households }])
  await planLetters(work, { households })
  await planLetters(work, { eventIds: [eventId] })
}
