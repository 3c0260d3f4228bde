import { isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Gender } from '../citizen/citizen.ts'
import { readPhone } from '../citizen/read-phone.ts'
import {
  isLateBirth,
  neededRoles,
  registerKeyOf,
  rolesOf,
  type EventKind,
  type Nature,
  type PersonRole,
} from './civil-event.ts'

export type Way = 'chat' | 'paper'

/** Somebody as the register names them. `reference`: the ward register's own key. `consent`: ticked at the counter, and how. */
export type EventPersonRecord = {
  role: PersonRole
  fullName: string
  gender?: Gender | null
  birthYear?: number | null
  reference?: string | null
  phone?: string | null
  consent?: Way | null
}

/** An entry as the register, a file or an official tells it. Days are ward dates. */
export type CivilEventRecord = {
  kind: EventKind
  registerNumber: string
  registeredDate: string
  nature?: Nature | null
  annulled?: boolean | null
  /** Only to tell a late registration; not kept. */
  bornDate?: string | null
  diedDate?: string | null
  funeralDate?: string | null
  handedOverDate?: string | null
  people: readonly EventPersonRecord[]
}

export type EventFaultKey =
  | 'missing'
  | 'too_long'
  | 'not_a_name'
  | 'not_a_date'
  | 'in_the_future'
  | 'not_a_phone'
  | 'not_a_birth_year'
  | 'role_twice'
  | 'role_not_here'

/** `field` as the record names it; people by their role. */
export type EventFault = { field: string; fault: EventFaultKey }

export type CivilEventRead = {
  kind: EventKind
  registerKey: string
  registerNumber: string
  registeredDate: string
  nature: Nature
  annulled: boolean
  diedDate: string | null
  funeralDate: string | null
  handedOverDate: string | null
  people: EventPersonRecord[]
}

export type EventReading = { event: CivilEventRead; faults: [] } | { event: null; faults: EventFault[] }

const longest = 200

/** What the register says by the place in which somebody stands; never read from a name. */
const genderOfRole: Partial<Record<PersonRole, Gender>> = {
  mother: 'female',
  wife: 'female',
  father: 'male',
  husband: 'male',
}

/** Reads one entry. Every fault is named; an entry with a fault is not taken. Birth days are looked at and dropped. */
export function readCivilEvent(record: CivilEventRecord, now: Date, onTimeDays: number): EventReading {
  const faults: EventFault[] = []
  const fail = (field: string, fault: EventFaultKey) => void faults.push({ field, fault })
  const today = wardDateOf(now)
  const registerNumber = clean(record.registerNumber)
  if (registerNumber === '') fail('registerNumber', 'missing')
  if (registerNumber.length > 60) fail('registerNumber', 'too_long')
  for (const field of ['registeredDate', 'bornDate', 'diedDate', 'funeralDate', 'handedOverDate'] as const) {
    const date = record[field]
    if (date === undefined || date === null || date === '') {
      if (field === 'registeredDate') fail(field, 'missing')
    } else if (!isWardDate(date)) fail(field, 'not_a_date')
    else if (date > today && field !== 'funeralDate' && field !== 'handedOverDate') fail(field, 'in_the_future')
  }
  const people = readPeople(record, now, fail)
  if (faults.length > 0) return { event: null, faults }
  const { kind, registeredDate } = record
  const nature = record.nature ?? 'first'
  const late = kind === 'birth' && record.bornDate && isLateBirth(record.bornDate, registeredDate, onTimeDays)
  return {
    event: {
      kind,
      registerNumber,
      registerKey: registerKeyOf(kind, registerNumber, registeredDate),
      registeredDate,
      nature: nature === 'first' && late ? 'late' : nature,
      annulled: record.annulled ?? false,
      diedDate: kind === 'death' ? record.diedDate || null : null,
      funeralDate: kind === 'death' ? record.funeralDate || null : null,
      handedOverDate: record.handedOverDate || null,
      people,
    },
    faults: [],
  }
}

type Fail = (field: string, fault: EventFaultKey) => void

function readPeople(record: CivilEventRecord, now: Date, fail: Fail): EventPersonRecord[] {
  const seen = new Set<PersonRole>()
  const people = record.people.map((person): EventPersonRecord => {
    const { role } = person
    const fullName = clean(person.fullName)
    if (!rolesOf[record.kind].includes(role)) fail(role, 'role_not_here')
    if (seen.has(role)) fail(role, 'role_twice')
    seen.add(role)
    if (fullName === '') fail(role, 'missing')
    else if (fullName.length > longest) fail(role, 'too_long')
    else if (!/\p{L}/u.test(fullName) || /\d/.test(fullName)) fail(role, 'not_a_name')
    const phone = person.phone ? readPhone(person.phone) : null
    if (person.phone && phone === null) fail(role, 'not_a_phone')
    const year = person.birthYear ?? null
    if (year !== null && (!Number.isInteger(year) || year < 1880 || year > now.getUTCFullYear()))
      fail(role, 'not_a_birth_year')
    return {
      role,
      fullName,
      phone,
      birthYear: year,
      gender: person.gender ?? genderOfRole[role] ?? null,
      reference: clean(person.reference ?? '') || null,
      consent: person.consent ?? null,
    }
  })
  for (const role of neededRoles[record.kind]) if (!seen.has(role)) fail(role, 'missing')
  return people
}

/** Signs that cannot be seen end a text in the database or turn it round on the page: they go. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
