import { foldTonePlacement } from '../../platform/vietnamese/fold-tone-placement.ts'
import { hasMarks, strip } from '../../platform/vietnamese/strip.ts'
import { phoneHashOf } from '../citizen/read-phone.ts'
import type { Work } from '../work.ts'
import { nameKeyOf } from './civil-event.ts'
import type { EventPersonRecord } from './read-civil-event.ts'

export type Matched = { citizenId: string; householdId: string | null }

/** `unsure`: people of that name live here, but nothing tells which one is meant. */
export type PersonMatch = Matched | 'unsure' | null

/**
 * Who of the ward register is meant. Sure only by the register's own key, by name and phone, or by name and birth year where
 * exactly one fits: a letter to a namesake, or a living person taken for dead, is worse than a question to an official.
 * Hoà is Hòa, and NGUYEN THI HOA may be either; Hiền and Hiện of one birth year are a question.
 */
export async function matchPeople(work: Work, people: readonly EventPersonRecord[]): Promise<PersonMatch[]> {
  if (people.length === 0) return []
  const references = [...new Set(people.flatMap(({ reference }) => (reference ? [reference] : [])))]
  const givenNames = [...new Set(people.flatMap(({ fullName }) => words(fullName).slice(-1)))]
  const rows = await work.db.$queryRaw<Row[]>`
    select id, reference, full_name as "fullName", birth_year as "birthYear", household_id as "householdId",
      encode(phone_hash, 'hex') as phone
    from citizen where reference = any(${references}::text[])
      or id in (select row_id from search_token where noun = 'citizen' and token = any(${givenNames}::text[]))`
  const byReference = new Map(rows.map((row) => [row.reference, row]))
  const byName = new Map<string, Row[]>()
  for (const row of rows) {
    const key = nameKeyOf(row.fullName)
    byName.set(key, [...(byName.get(key) ?? []), row])
  }
  return people.map((person) => {
    const named = person.reference ? byReference.get(person.reference) : undefined
    if (named !== undefined && nameKeyOf(named.fullName) === nameKeyOf(person.fullName)) return matched(named)
    const phone = person.phone ? Buffer.from(phoneHashOf(work.seal, person.phone)).toString('hex') : null
    const samePhone = (row: Row) => phone !== null && row.phone === phone
    const sameYear = (row: Row) => person.birthYear != null && row.birthYear === person.birthYear
    const spelledAlike = (row: Row) => mayBeOneSpelling(row.fullName, person.fullName)
    const alike = (byName.get(nameKeyOf(person.fullName)) ?? []).filter(
      (row) => spelledAlike(row) || samePhone(row) || sameYear(row)
    )
    if (alike.length === 0) return null
    const fitting = alike.filter((row) => samePhone(row) || (sameYear(row) && spelledAlike(row)))
    if (fitting.length === 1) return matched(fitting[0]!)
    const excluded = alike.every(
      (row) => person.birthYear != null && row.birthYear !== null && row.birthYear !== person.birthYear
    )
    return excluded ? null : 'unsure'
  })
}

const words = (fullName: string): string[] => strip(fullName.normalize('NFC')).match(/[a-z0-9]+/g) ?? []

/** Of two names that are one without marks: whether they are one with them, or one of them was written without any. */
function mayBeOneSpelling(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => foldTonePlacement(name.normalize('NFC')).toLowerCase())
  return !hasMarks(a!) || !hasMarks(b!) || a!.replace(/\s+/g, ' ').trim() === b!.replace(/\s+/g, ' ').trim()
}

type Row = {
  id: string
  reference: string
  fullName: string
  birthYear: number | null
  householdId: string | null
  phone: string | null
}

const matched = (row: Row): Matched => ({ citizenId: row.id, householdId: row.householdId })
