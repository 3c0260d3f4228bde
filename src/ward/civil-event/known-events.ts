import { daysBetween } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { nameHashOf, type EventPerson } from './event-rows.ts'
import type { PersonMatch } from './match-people.ts'
import type { CivilEventRead } from './read-civil-event.ts'

/** An event as it was told before. */
export type Known = {
  id: string
  kind: string
  registerKey: string
  registerNumber: string | null
  nature: string
  status: string
  mergedIntoId: string | null
  handedOverDate: string | null
  diedDate: string | null
  funeralDate: string | null
  people: {
    role: string
    fullName: string
    birthYear: number | null
    nameHash: string
    citizenId: string | null
    consented: boolean
  }[]
}

export type ToldDeath = Known & { registeredDate: string }

/** One writer of events at a time. */
export const lockEvents = (work: Work): Promise<number> =>
  work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`civil_event:${work.wardId}`}, 2))`

/** Those that the register has told already, by their key. */
export const readKnown = (work: Work, keys: readonly string[]): Promise<Map<string, Known>> =>
  readBy(work, { registerKey: { in: [...keys] } })

/** The event that stands for this one: itself, unless an official has found that the two are one death. */
export async function standingFor(work: Work, known: Known): Promise<Known> {
  if (known.mergedIntoId === null) return known
  const [main] = (await readBy(work, { id: known.mergedIntoId })).values()
  return main ?? known
}

async function readBy(work: Work, where: { registerKey: { in: string[] } } | { id: string }) {
  const rows = await work.db.civilEvent.findMany({
    where,
    include: {
      people: {
        select: { role: true, person: true, birthYear: true, nameHash: true, citizenId: true, consentedAt: true },
      },
    },
  })
  return new Map(rows.map((row) => [row.registerKey, knownOf(work, row)]))
}

type Row = Awaited<ReturnType<Work['db']['civilEvent']['findMany']>>[number] & {
  people: {
    role: string
    person: Uint8Array<ArrayBuffer>
    birthYear: number | null
    nameHash: Uint8Array
    citizenId: string | null
    consentedAt: Date | null
  }[]
}

const dateOf = (date: Date | null): string | null => date && date.toISOString().slice(0, 10)

const knownOf = (work: Work, row: Row): Known => ({
  id: row.id,
  kind: row.kind,
  registerKey: row.registerKey,
  registerNumber: row.registerNumber,
  nature: row.nature,
  status: row.status,
  mergedIntoId: row.mergedIntoId,
  handedOverDate: dateOf(row.handedOverDate),
  diedDate: dateOf(row.diedDate),
  funeralDate: dateOf(row.funeralDate),
  people: row.people.map((one) => ({
    role: one.role,
    fullName: work.seal.openJson<EventPerson>(one.person).fullName,
    birthYear: one.birthYear,
    nameHash: Buffer.from(one.nameHash).toString('hex'),
    citizenId: one.citizenId,
    consented: one.consentedAt !== null,
  })),
})

/** Days between a death that was told and its entry in the register: later it is somebody else of that name. */
const sameDeathDays = 90

/** Deaths officials verified that the register has not told yet. */
export async function readTold(work: Work): Promise<ToldDeath[]> {
  const rows = await work.db.civilEvent.findMany({
    where: { kind: 'death', registerNumber: null, status: { in: ['registered', 'merged'] } },
    include: {
      people: {
        select: { role: true, person: true, birthYear: true, nameHash: true, citizenId: true, consentedAt: true },
      },
    },
  })
  return rows.map((row) => ({ ...knownOf(work, row), registeredDate: dateOf(row.registeredDate)! }))
}

/**
 * A death an official verified before the register knew it is this very one: its number is written to it. With another year
 * of birth it may be somebody else of that name: then it stays an event of its own, and an official is asked.
 */
export function toldBefore(
  work: Work,
  told: readonly ToldDeath[],
  event: CivilEventRead,
  matches: readonly PersonMatch[]
): Known | undefined {
  if (event.kind !== 'death' || told.length === 0) return undefined
  const at = event.people.findIndex(({ role }) => role === 'deceased')
  const match = matches[at] ?? null
  const citizenId = match !== null && match !== 'unsure' ? match.citizenId : null
  const { fullName, birthYear = null } = event.people[at]!
  const nameHash = Buffer.from(nameHashOf(work, fullName)).toString('hex')
  return told.find(({ people, registeredDate }) => {
    const deceased = people.find(({ role }) => role === 'deceased')
    if (deceased === undefined || daysBetween(registeredDate, event.registeredDate) > sameDeathDays) return false
    return citizenId !== null && deceased.citizenId !== null
      ? deceased.citizenId === citizenId
      : deceased.nameHash === nameHash && mayBeBornIn(deceased.birthYear, birthYear)
  })
}

const mayBeBornIn = (one: number | null, other: number | null): boolean =>
  one === null || other === null || one === other

/** Whether the register now says more of an event, or something else. */
export function isChanged(known: Known, event: CivilEventRead): boolean {
  if (known.registerKey !== event.registerKey) return true
  if ((known.status === 'annulled') !== event.annulled && event.annulled) return true
  if (event.nature !== 'first' && event.nature !== 'correction' && event.nature !== known.nature) return true
  if (event.handedOverDate !== null && event.handedOverDate !== known.handedOverDate) return true
  if (event.diedDate !== null && event.diedDate !== known.diedDate) return true
  if (event.funeralDate !== null && event.funeralDate !== known.funeralDate) return true
  return event.people.some((person) => {
    const before = known.people.find(({ role }) => role === person.role)
    if (before === undefined) return true
    return renamed(before, person.fullName) || (person.consent != null && !before.consented)
  })
}

/** "Hiên" for "Hiền" is another name on a letter, though the search key knows them as one; capitals are not. */
export const renamed = (before: Known['people'][number], fullName: string): boolean => {
  const spoken = (name: string) => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')
  return before.fullName !== '' && spoken(before.fullName) !== spoken(fullName)
}
