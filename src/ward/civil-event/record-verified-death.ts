import { newId } from '../../platform/ids.ts'
import { addDays, columnDate, isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { planLetters } from '../letter/plan-letters.ts'
import { openLetterTask } from '../letter-task/open-letter-task.ts'
import type { Work } from '../work.ts'
import { endDeceased } from './end-deceased.ts'
import { insertEvents, nameHashOf } from './event-rows.ts'
import { matchPeople } from './match-people.ts'
import type { CivilEventRead, EventPersonRecord } from './read-civil-event.ts'

export type VerifiedDeath = {
  deceased: Omit<EventPersonRecord, 'role'>
  /** Next of kin who speaks for the family; null where nobody is known. */
  relative: Omit<EventPersonRecord, 'role'> | null
  diedDate: string
  funeralDate: string | null
}

/**
 * An official has made sure that a death told by neighbours or family is true, before the register knows of it. From here
 * on it counts as one from the register; the entry that follows is this very event.
 */
export async function recordVerifiedDeath(
  work: Work,
  { deceased, relative, diedDate, funeralDate }: VerifiedDeath
): Promise<Result<{ eventId: string; already: boolean }, 'name_missing' | 'not_a_date'>> {
  if (deceased.fullName.trim() === '') return refuse('name_missing')
  const today = wardDateOf(work.now)
  if (!isWardDate(diedDate) || diedDate > today || (funeralDate !== null && !isWardDate(funeralDate)))
    return refuse('not_a_date')
  const people: EventPersonRecord[] = [
    { ...deceased, role: 'deceased' },
    ...(relative === null ? [] : [{ ...relative, role: 'relative' as const }]),
  ]
  const matches = await matchPeople(work, people)
  const [dead] = matches
  const citizenId = dead && dead !== 'unsure' ? dead.citizenId : null
  const known = await alreadyKnown(work, { citizenId, deceased, today })
  if (known !== null) return ok({ eventId: known, already: true })
  const id = newId()
  const event: CivilEventRead = {
    kind: 'death',
    registerKey: `death:told:${id}`,
    registerNumber: '',
    registeredDate: today,
    nature: 'first',
    annulled: false,
    diedDate,
    funeralDate,
    handedOverDate: null,
    people,
  }
  await insertEvents(work, [{ id, event, matches }], work.actor)
  if (dead === 'unsure') await openLetterTask(work, { kind: 'who_died', eventId: id })
  const households = matches.flatMap((match) =>
    match !== null && match !== 'unsure' && match.householdId !== null ? [match.householdId] : []
  )
  await endDeceased(work, [{ citizenId, diedDate, households }])
  await planLetters(work, { households })
  await planLetters(work, { eventIds: [id] })
  work.audit('civil_event.death_verified', { eventId: id })
  return ok({ eventId: id, already: false })
}

/** Days in which a death of the same name and no other year of birth is the same one. */
const sameDeathDays = 90

const standing = ['registered', 'merged']

async function alreadyKnown(
  work: Work,
  { citizenId, deceased, today }: { citizenId: string | null; deceased: VerifiedDeath['deceased']; today: string }
): Promise<string | null> {
  const since = columnDate(addDays(today, -sameDeathDays))
  const year = deceased.birthYear ?? null
  const ofThatName = {
    nameHash: nameHashOf(work, deceased.fullName),
    ...(year === null ? {} : { OR: [{ birthYear: year }, { birthYear: null }] }),
    event: { kind: 'death', status: { in: standing }, registeredDate: { gte: since } },
  }
  const known = await work.db.civilEventPerson.findFirst({
    where: {
      role: 'deceased',
      ...(citizenId === null
        ? ofThatName
        : {
            OR: [
              { citizenId, event: { kind: 'death', status: { in: standing } } },
              { ...ofThatName, citizenId: null },
            ],
          }),
    },
    select: { eventId: true, event: { select: { mergedIntoId: true } } },
  })
  return known?.event.mergedIntoId ?? known?.eventId ?? null
}
