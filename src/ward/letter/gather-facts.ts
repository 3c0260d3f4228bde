import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import { purposeOf, type EventKind, type Nature, type PersonRole } from '../civil-event/civil-event.ts'
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

/** Which letters to look at: of these events, of these households, or all that have not come to an end. */
export type PlanScope = { eventIds?: readonly string[]; households?: readonly string[]; everyOpen?: true }

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

type EventRow = {
  id: string
  kind: EventKind
  nature: Nature
  status: string
  registered: string
  died: string | null
  funeral: string | null
  handed: string | null
  recordedAt: Date
  letterId: string | null
  letterStatus: LetterStatus | null
  letterWhy: string | null
  clearedAt: Date | null
}

type PersonRow = {
  eventId: string
  role: PersonRole
  nameHash: string
  birthYear: number | null
  citizenId: string | null
  consentedAt: Date | null
  withdrawnAt: Date | null
  way: 'chat' | 'paper' | null
  conversationId: string | null
  householdId: string | null
  mourningSince: string | null
  deceased: boolean
}

type DeathRow = {
  eventId: string
  role: string
  nameHash: string
  birthYear: number | null
  citizenId: string | null
  died: string
  recordedAt: Date
}
type ConsentRow = { citizenId: string; purpose: string; givenAt: Date; withdrawnAt: Date | null; way: string | null }
type ChatRow = { citizenId: string; conversationId: string; stoppedAt: Date | null }

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
      otherLetter: false,
    },
  }
}

const isDeadChild =
  (today: string) =>
  ({ role, birthYear }: PersonRow): boolean =>
    role === 'deceased' && birthYear !== null && Number(today.slice(0, 4)) - birthYear < childBelow

/** Who of those a letter of joy names or reaches has died, surely or perhaps, and whether one of them has lost somebody. */
function lossesOf(
  own: readonly PersonRow[],
  event: EventRow,
  deathsOf: Map<string, DeathRow[]>
): { death: boolean; maybeDeath: boolean; mourningSince: string | null } {
  let death = own.some(({ deceased }) => deceased)
  let maybeDeath = false
  let mourningSince: string | null = null
  for (const person of own) {
    for (const dead of deathsOf.get(person.nameHash) ?? []) {
      const citizens = person.citizenId !== null && dead.citizenId !== null
      if (citizens && person.citizenId !== dead.citizenId) continue
      const years = person.birthYear !== null && dead.birthYear !== null
      if (years && person.birthYear !== dead.birthYear) continue
      const sure = citizens || years
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

async function readEvents(work: Work, scope: PlanScope, today: string, rules: LetterRules): Promise<EventRow[]> {
  const { eventIds = null, households = null, everyOpen = false } = scope
  // an event so old cannot bring a letter any more: it is not looked at every minute
  const since = addDays(today, -Math.max(rules.greetingDays, rules.condolenceDays) - 1)
  return work.db.$queryRaw<EventRow[]>`
    select e.id, e.kind, e.nature, e.status, e.registered_date::text as registered, e.died_date::text as died,
      e.funeral_date::text as funeral, e.handed_over_date::text as handed, e.recorded_at as "recordedAt",
      l.id as "letterId", l.status as "letterStatus", l.why as "letterWhy", l.cleared_at as "clearedAt"
    from civil_event e
    left join letter l on l.subject_id = e.id and l.kind = case e.kind when 'death' then 'condolence' else e.kind end
    where (l.id is null or l.status in ('waiting', 'held', 'ready', 'approved', 'queued', 'paper', 'review'))
      and ((${eventIds}::uuid[] is not null and e.id = any(${eventIds}::uuid[]))
        or (${households}::uuid[] is not null and l.households && ${households}::uuid[])
        or (${everyOpen} and (l.id is not null or e.registered_date >= ${since}::date)))
    order by e.id`
}

const readPeople = (work: Work, eventIds: readonly string[]): Promise<PersonRow[]> =>
  work.db.$queryRaw<PersonRow[]>`
    select p.event_id as "eventId", p.role, encode(p.name_hash, 'hex') as "nameHash", p.birth_year as "birthYear",
      p.citizen_id as "citizenId", p.consented_at as "consentedAt", p.withdrawn_at as "withdrawnAt",
      p.consent_way as way, p.conversation_id as "conversationId", c.household_id as "householdId",
      h.mourning_since::text as "mourningSince", coalesce(c.deceased_at is not null, false) as deceased
    from unnest(${[...eventIds]}::uuid[]) as one(id) join civil_event_person p on p.event_id = one.id
    left join citizen c on c.id = p.citizen_id left join household h on h.id = c.household_id
    order by p.id`

const readDeaths = (work: Work, since: string): Promise<DeathRow[]> =>
  work.db.$queryRaw<DeathRow[]>`
    select e.id as "eventId", p.role, encode(p.name_hash, 'hex') as "nameHash", p.birth_year as "birthYear",
      p.citizen_id as "citizenId", coalesce(e.died_date, e.registered_date)::text as died, e.recorded_at as "recordedAt"
    from civil_event e join civil_event_person p on p.event_id = e.id
    where e.kind = 'death' and e.status <> 'annulled' and coalesce(e.died_date, e.registered_date) >= ${since}::date`

/** The latest consent of each person and purpose. */
async function readConsents(work: Work, citizens: readonly string[]): Promise<Map<string, ConsentRow>> {
  if (citizens.length === 0) return new Map()
  const purposes = Object.values(purposeOf)
  const rows = await work.db.$queryRaw<ConsentRow[]>`
    select distinct on (k.citizen_id, k.purpose) k.citizen_id as "citizenId", k.purpose, k.given_at as "givenAt",
      k.withdrawn_at as "withdrawnAt", k.way
    from unnest(${[...citizens]}::uuid[]) as one(id) join consent k on k.citizen_id = one.id
    where k.purpose = any(${purposes}::text[]) order by k.citizen_id, k.purpose, k.given_at desc, k.id desc`
  return new Map(rows.map((row) => [`${row.citizenId} ${row.purpose}`, row]))
}

/** The chat in which each person can be written to: a proven one that has not been left, Zalo first. */
async function readChats(work: Work, citizens: readonly string[]): Promise<Map<string, ChatRow>> {
  if (citizens.length === 0) return new Map()
  const rows = await work.db.$queryRaw<ChatRow[]>`
    select distinct on (k.citizen_id) k.citizen_id as "citizenId", v.id as "conversationId", v.notices_stopped_at as "stoppedAt"
    from unnest(${[...citizens]}::uuid[]) as one(id) join chat_link k on k.citizen_id = one.id
    join conversation v on v.id = k.conversation_id
    where k.ended_at is null and v.left_at is null
    order by k.citizen_id, (v.channel = 'zalo') desc, k.last_seen_at desc`
  return new Map(rows.map((row) => [row.citizenId, row]))
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
