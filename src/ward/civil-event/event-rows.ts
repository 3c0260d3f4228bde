import { newId } from '../../platform/ids.ts'
import { hexOf } from '../../platform/database.ts'
import type { Gender } from '../citizen/citizen.ts'
import type { Work } from '../work.ts'
import { nameKeyOf } from './civil-event.ts'
import type { CivilEventRead, EventPersonRecord } from './read-civil-event.ts'
import type { PersonMatch } from './match-people.ts'

/** Rows of the bulk way, in raw SQL. */

/** What is sealed of a person an event names. */
export type EventPerson = { fullName: string; gender: Gender | null; birthYear: number | null }

export const nameHashOf = (work: Work, fullName: string): Uint8Array<ArrayBuffer> =>
  work.seal.hash('event_name', nameKeyOf(fullName))

export type NewEvent = { id: string; event: CivilEventRead; matches: readonly PersonMatch[] }

export async function insertEvents(work: Work, events: readonly NewEvent[], source: string): Promise<void> {
  if (events.length === 0) return
  const of = <T>(value: (one: CivilEventRead) => T) => events.map(({ event }) => value(event))
  await work.db.$executeRaw`
    insert into civil_event (id, kind, register_key, register_number, nature, status, registered_date, died_date, funeral_date,
      handed_over_date, source, recorded_at, updated_at)
    select one.*, ${source}, ${work.now}::timestamptz, ${work.now}::timestamptz
    from unnest(${events.map(({ id }) => id)}::uuid[], ${of((one) => one.kind)}::text[], ${of((one) => one.registerKey)}::text[],
      ${of((one) => one.registerNumber || null)}::text[], ${of((one) => one.nature)}::text[],
      ${of((one) => (one.annulled ? 'annulled' : 'registered'))}::text[], ${of((one) => one.registeredDate)}::date[],
      ${of((one) => one.diedDate)}::date[], ${of((one) => one.funeralDate)}::date[], ${of((one) => one.handedOverDate)}::date[])
      as one`
  await insertPeople(
    work,
    events.flatMap(({ id, event, matches }) =>
      event.people.map((person, at) => ({ eventId: id, person, match: matches[at] ?? null }))
    ),
    source
  )
}

export type NewPerson = { eventId: string; person: EventPersonRecord; match: PersonMatch }

/** Adds people, or corrects who stands in their place. A consent that is there stays; one withdrawn stays withdrawn. */
export async function insertPeople(work: Work, people: readonly NewPerson[], source: string): Promise<void> {
  if (people.length === 0) return
  const of = <T>(value: (one: NewPerson) => T) => people.map(value)
  const sealed = (one: NewPerson) => {
    const { fullName, gender = null, birthYear = null } = one.person
    return hexOf(work.seal.json({ fullName, gender, birthYear } satisfies EventPerson))
  }
  const given = (one: NewPerson) => (one.person.consent ? work.now : null)
  await work.db.$executeRaw`
    insert into civil_event_person (id, event_id, role, person, name_hash, birth_year, citizen_id, consented_at, consent_evidence, consent_way)
    select id, event_id, role, decode(person, 'hex'), decode(name_hash, 'hex'), birth_year, citizen_id, consented_at,
      case when consented_at is not null then ${source} end, consent_way
    from unnest(${of(() => newId())}::uuid[], ${of((one) => one.eventId)}::uuid[], ${of((one) => one.person.role)}::text[],
      ${of(sealed)}::text[], ${of((one) => hexOf(nameHashOf(work, one.person.fullName)))}::text[],
      ${of((one) => one.person.birthYear ?? null)}::int[], ${of((one) => idOf(one.match))}::uuid[],
      ${of(given)}::timestamptz[], ${of((one) => one.person.consent ?? null)}::text[])
      as one(id, event_id, role, person, name_hash, birth_year, citizen_id, consented_at, consent_way)
    on conflict (ward_id, event_id, role) do update set person = excluded.person, name_hash = excluded.name_hash,
      birth_year = excluded.birth_year, citizen_id = coalesce(excluded.citizen_id, civil_event_person.citizen_id),
      consented_at = coalesce(civil_event_person.consented_at, excluded.consented_at),
      consent_evidence = coalesce(civil_event_person.consent_evidence, excluded.consent_evidence),
      consent_way = coalesce(civil_event_person.consent_way, excluded.consent_way)`
}

const idOf = (match: PersonMatch): string | null => (match === null || match === 'unsure' ? null : match.citizenId)
