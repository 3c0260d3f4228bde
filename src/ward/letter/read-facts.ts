import { addDays } from '../../platform/ward-time.ts'
import { purposeOf, type EventKind, type Nature, type PersonRole } from '../civil-event/civil-event.ts'
import type { Work } from '../work.ts'
import type { LetterRules, LetterStatus } from './letter.ts'

/** What the planner reads, in raw SQL, for any number of events. */

/** Which letters to look at: of these events, of these households, or all that have not come to an end. */
export type PlanScope = {
  eventIds?: readonly string[]
  households?: readonly string[]
  everyOpen?: true
  /** Also those that have come to an end: to look at, never to plan. */
  closed?: true
}

export type EventRow = {
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

export type PersonRow = {
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

export type DeathRow = {
  eventId: string
  role: string
  nameHash: string
  birthYear: number | null
  citizenId: string | null
  died: string
  recordedAt: Date
  /** The names, hashed, of who told the register of this death. */
  kin: string[]
}
export type ConsentRow = {
  citizenId: string
  purpose: string
  givenAt: Date
  withdrawnAt: Date | null
  way: string | null
}
export type ChatRow = { citizenId: string; conversationId: string; stoppedAt: Date | null }

export async function readEvents(work: Work, scope: PlanScope, today: string, rules: LetterRules): Promise<EventRow[]> {
  const { eventIds = null, households = null, everyOpen = false, closed = false } = scope
  // an event so old cannot bring a letter any more: it is not looked at every minute
  const since = addDays(today, -Math.max(rules.greetingDays, rules.condolenceDays) - 1)
  return work.db.$queryRaw<EventRow[]>`
    select e.id, e.kind, e.nature, e.status, e.registered_date::text as registered, e.died_date::text as died,
      e.funeral_date::text as funeral, e.handed_over_date::text as handed, e.recorded_at as "recordedAt",
      l.id as "letterId", l.status as "letterStatus", l.why as "letterWhy", l.cleared_at as "clearedAt"
    from civil_event e
    left join letter l on l.subject_id = e.id and l.kind = case e.kind when 'death' then 'condolence' else e.kind end
    where (${closed} or e.status <> 'merged') and (${closed} or l.id is null or l.status in ('waiting', 'held', 'ready', 'approved', 'queued', 'paper', 'review'))
      and ((${eventIds}::uuid[] is not null and e.id = any(${eventIds}::uuid[]))
        or (${households}::uuid[] is not null and l.households && ${households}::uuid[])
        or (${everyOpen} and (l.id is not null or e.registered_date >= ${since}::date)))
    order by e.id`
}

export const readPeople = (work: Work, eventIds: readonly string[]): Promise<PersonRow[]> =>
  work.db.$queryRaw<PersonRow[]>`
    select p.event_id as "eventId", p.role, encode(p.name_hash, 'hex') as "nameHash", p.birth_year as "birthYear",
      p.citizen_id as "citizenId", p.consented_at as "consentedAt", p.withdrawn_at as "withdrawnAt",
      p.consent_way as way, p.conversation_id as "conversationId", c.household_id as "householdId",
      h.mourning_since::text as "mourningSince", coalesce(c.deceased_at is not null, false) as deceased
    from unnest(${[...eventIds]}::uuid[]) as one(id) join civil_event_person p on p.event_id = one.id
    left join citizen c on c.id = p.citizen_id left join household h on h.id = c.household_id
    order by p.id`

export const readDeaths = (work: Work, since: string): Promise<DeathRow[]> =>
  work.db.$queryRaw<DeathRow[]>`
    select e.id as "eventId", p.role, encode(p.name_hash, 'hex') as "nameHash", p.birth_year as "birthYear",
      p.citizen_id as "citizenId", coalesce(e.died_date, e.registered_date)::text as died, e.recorded_at as "recordedAt",
      coalesce((select array_agg(encode(k.name_hash, 'hex')) from civil_event_person k
        where k.event_id = e.id and k.role = 'relative'), '{}') as kin
    from civil_event e join civil_event_person p on p.event_id = e.id
    where e.kind = 'death' and e.status = 'registered' and coalesce(e.died_date, e.registered_date) >= ${since}::date`

/** The latest consent of each person and purpose. */
export async function readConsents(work: Work, citizens: readonly string[]): Promise<Map<string, ConsentRow>> {
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
export async function readChats(work: Work, citizens: readonly string[]): Promise<Map<string, ChatRow>> {
  if (citizens.length === 0) return new Map()
  const rows = await work.db.$queryRaw<ChatRow[]>`
    select distinct on (k.citizen_id) k.citizen_id as "citizenId", v.id as "conversationId", v.notices_stopped_at as "stoppedAt"
    from unnest(${[...citizens]}::uuid[]) as one(id) join chat_link k on k.citizen_id = one.id
    join conversation v on v.id = k.conversation_id
    where k.ended_at is null and v.left_at is null
    order by k.citizen_id, (v.channel = 'zalo') desc, k.last_seen_at desc`
  return new Map(rows.map((row) => [row.citizenId, row]))
}
