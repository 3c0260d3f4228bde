import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import { purposeOf, type PersonRole } from '../civil-event/civil-event.ts'
import type { Work } from '../work.ts'
import {
  childBelow,
  kindOfEvent,
  type Consent,
  type LetterFacts,
  type LetterKind,
  type LetterRules,
  type LetterStatus,
} from './letter.ts'
import {
  readChats,
  readConsents,
  readDeaths,
  readEvents,
  readPeople,
  type ChatRow,
  type ConsentRow,
  type DeathRow,
  type EventRow,
  type PersonRow,
  type PlanScope,
} from './read-facts.ts'

export type KnownLetter = {
  id: string
  status: LetterStatus
  why: string | null
  clearedAt: Date | null
}

/** An event with what a letter about it has to know. */
export type Gathered = {
  eventId: string
  letter: KnownLetter | null
  facts: LetterFacts
  households: string[]
  /** Who has agreed, by role. */
  agreed: PersonRole[]
  /** By which way the family wishes it, and into which chat. */
  way: 'chat' | 'paper'
  conversationId: string | null
  dates: { diedDate: string | null; funeralDate: string | null; registeredDate: string }
}

/** Reads everything the planner needs in a handful of statements, for any number of events. */
export async function gatherFacts(work: Work, scope: PlanScope, rules: LetterRules): Promise<Gathered[]> {
  const today = wardDateOf(work.now)
  const events = await readEvents(work, scope, today, rules)
  if (events.length === 0) return []
  const people = await readPeople(
    work,
    events.map(({ id }) => id)
  )
  const citizens = [...new Set(people.flatMap(({ citizenId }) => (citizenId ? [citizenId] : [])))]
  const [deaths, consents, chats] = [
    await readDeaths(work, addDays(today, -rules.jubileeMourningDays)),
    await readConsents(work, citizens),
    await readChats(work, citizens),
  ]
  const peopleOf = groupBy(people, ({ eventId }) => eventId)
  const deathsOf = groupBy(deaths, ({ nameHash }) => nameHash)
  return events.map((event) => {
    const own = peopleOf.get(event.id) ?? []
    return gatherOne({ event, own, deathsOf, consents, chats, today, rules })
  })
}

type One = {
  event: EventRow
  own: PersonRow[]
  deathsOf: Map<string, DeathRow[]>
  consents: Map<string, ConsentRow>
  chats: Map<string, ChatRow>
  today: string
  rules: LetterRules
}

const asked: Readonly<Record<LetterKind, readonly PersonRole[]>> = {
  birth: ['mother', 'father'],
  marriage: ['husband', 'wife'],
  condolence: ['relative'],
  longevity: [],
}

function gatherOne({ event, own, deathsOf, consents, chats, today, rules }: One): Gathered {
  const kind = kindOfEvent[event.kind]
  const { clearedAt } = event
  const about =
    kind === 'condolence' ? { death: false, maybeDeath: false, mourningSince: null } : lossesOf(own, event, deathsOf)
  const adults = own.filter(({ role }) => asked[kind].includes(role))
  const agreed = adults.map((person) => consentOf(person, event, consents, chats, rules))
  const mourning = [about.mourningSince, ...own.map(({ mourningSince }) => mourningSince)].filter((one) => one !== null)
  const chatting = adults.flatMap((person, at) => {
    const conversationId = chatOf(person, consents.get(`${person.citizenId} ${purposeOf[event.kind]}`), chats)
    return agreed[at] === 'given' && conversationId !== null ? [conversationId] : []
  })
  return {
    eventId: event.id,
    letter:
      event.letterId === null
        ? null
        : { id: event.letterId, status: event.letterStatus!, why: event.letterWhy, clearedAt },
    households: [...new Set(own.flatMap(({ householdId }) => (householdId === null ? [] : [householdId])))].sort(),
    agreed: adults.flatMap(({ role }, at) => (agreed[at] === 'given' ? [role] : [])),
    way: chatting.length > 0 ? 'chat' : 'paper',
    conversationId: chatting[0] ?? null,
    dates: { diedDate: event.died, funeralDate: event.funeral, registeredDate: event.registered },
    facts: {
      kind,
      today,
      event: {
        nature: event.nature,
        annulled: event.status === 'annulled',
        registeredDate: event.registered,
        recordedDate: wardDateOf(event.recordedAt),
        diedDate: event.died,
        handedOverDate: event.handed,
      },
      consents: agreed,
      death: about.death,
      maybeDeath: about.maybeDeath,
      mourningSince: mourning.sort().at(-1) ?? null,
      childDeath: clearedAt === null && own.some(isDeadChild(today)),
      sameDeath: kind === 'condolence' && isToldTwice(own, event, deathsOf),
      otherLetter: false,
    },
  }
}

const isDeadChild =
  (today: string) =>
  ({ role, birthYear }: PersonRow): boolean =>
    role === 'deceased' && birthYear !== null && Number(today.slice(0, 4)) - birthYear < childBelow

/** Whether another entry tells of a death of this name, and nothing says that it is somebody else. */
const isToldTwice = (own: readonly PersonRow[], event: EventRow, deathsOf: Map<string, DeathRow[]>): boolean =>
  own.some(
    (person) =>
      person.role === 'deceased' &&
      (deathsOf.get(person.nameHash) ?? []).some(
        (dead) =>
          dead.role === 'deceased' &&
          dead.eventId !== event.id &&
          !(person.citizenId !== null && dead.citizenId !== null && person.citizenId !== dead.citizenId) &&
          (event.clearedAt === null || dead.recordedAt > event.clearedAt)
      )
  )

/** Who of those a letter of joy names or reaches has died, surely or perhaps, and whether one of them has lost somebody. */
function lossesOf(
  own: readonly PersonRow[],
  event: EventRow,
  deathsOf: Map<string, DeathRow[]>
): { death: boolean; maybeDeath: boolean; mourningSince: string | null } {
  let death = own.some(({ deceased }) => deceased)
  let maybeDeath = false
  let mourningSince: string | null = null
  const names = new Set(own.flatMap(({ role, nameHash }) => (role === 'child' ? [] : [nameHash])))
  for (const person of own) {
    for (const dead of deathsOf.get(person.nameHash) ?? []) {
      const citizens = person.citizenId !== null && dead.citizenId !== null
      if (citizens && person.citizenId !== dead.citizenId) continue
      const years = person.birthYear !== null && dead.birthYear !== null
      if (years && person.birthYear !== dead.birthYear) continue
      // a newborn may be given the name of a child that died: it is this child where its own parents told of the death
      const sure = citizens || (years && (person.role !== 'child' || dead.kin.some((name) => names.has(name))))
      if (!sure) maybeDeath ||= event.clearedAt === null || dead.recordedAt > event.clearedAt
      else if (dead.role === 'deceased') death = true
      else if (mourningSince === null || mourningSince < dead.died) mourningSince = dead.died
    }
  }
  return { death, maybeDeath, mourningSince }
}

function consentOf(
  person: PersonRow,
  event: EventRow,
  consents: Map<string, ConsentRow>,
  chats: Map<string, ChatRow>,
  rules: LetterRules
): Consent {
  const standing = consents.get(`${person.citizenId} ${purposeOf[event.kind]}`)
  const valid =
    standing !== undefined &&
    standing.withdrawnAt === null &&
    wardDateOf(standing.givenAt) >= addDays(event.registered, -rules.consentDays)
  const givenAt = latestOf(person.consentedAt, valid ? standing.givenAt : null)
  const takenAt = latestOf(
    person.withdrawnAt,
    standing?.withdrawnAt ?? null,
    person.citizenId === null ? null : (chats.get(person.citizenId)?.stoppedAt ?? null)
  )
  // who stops all messages after agreeing has taken it back; who never agreed has nothing to take back
  if (takenAt !== null && (givenAt === null ? isWithdrawn(person, standing) : takenAt >= givenAt)) return 'withdrawn'
  return givenAt === null ? 'none' : 'given'
}

const isWithdrawn = (person: PersonRow, standing: ConsentRow | undefined): boolean =>
  person.withdrawnAt !== null || (standing?.withdrawnAt ?? null) !== null

const latestOf = (...dates: (Date | null)[]): Date | null =>
  dates.reduce((one, other) => (other !== null && (one === null || other > one) ? other : one), null)

function chatOf(person: PersonRow, standing: ConsentRow | undefined, chats: Map<string, ChatRow>): string | null {
  const way = person.way ?? standing?.way ?? 'chat'
  if (way === 'paper') return null
  if (person.conversationId !== null) return person.conversationId
  return person.citizenId === null ? null : (chats.get(person.citizenId)?.conversationId ?? null)
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
