import { hexOf } from '../../platform/database.ts'
import type { Work } from '../work.ts'
import { nameTokens } from './citizen.ts'

/** Rows of the bulk way, in raw SQL: Prisma's createMany is many times slower. */

type Facts = {
  id: string
  fullName: string
  callName: string | null
  birthYear: number | null
  gender: string | null
  /** Sealed E.164. */
  phone: Uint8Array | null
  phoneHash: Uint8Array | null
  neighbourhoodId: string | null
  householdId: string | null
  headOfHousehold: boolean
}

/** A citizen as it will be, and as it was. */
export type CitizenRow = Facts & { reference: string; before: Facts | null }

/** The citizens of these references, held until the transaction ends. */
export async function readKnown(work: Work, references: readonly string[]): Promise<Map<string, Facts>> {
  const rows = await work.db.$queryRaw<(Facts & { reference: string })[]>`
    select id, reference, full_name as "fullName", call_name as "callName", birth_year as "birthYear", gender, phone,
      phone_hash as "phoneHash", neighbourhood_id as "neighbourhoodId", household_id as "householdId",
      head_of_household as "headOfHousehold"
    from citizen where reference = any(${[...references]}::text[]) order by reference for update`
  return new Map(rows.map(({ reference, ...facts }) => [reference, facts]))
}

/** Adds or updates; returns the id of each reference, which another transaction may have made this very moment. */
export async function writeCitizens(work: Work, rows: readonly CitizenRow[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const of = <T>(value: (row: CitizenRow) => T) => rows.map(value)
  const written = await work.db.$queryRaw<{ id: string; reference: string }[]>`
    insert into citizen (id, reference, full_name, call_name, birth_year, gender, phone, phone_hash, neighbourhood_id,
      household_id, head_of_household, created_at, updated_at)
    select id, reference, full_name, call_name, birth_year, gender, decode(phone, 'hex'), decode(phone_hash, 'hex'), neighbourhood_id,
      household_id, head_of_household, ${work.now}::timestamptz, ${work.now}::timestamptz
    from unnest(${of((row) => row.id)}::uuid[], ${of((row) => row.reference)}::text[], ${of((row) => row.fullName)}::text[],
      ${of((row) => row.callName)}::text[], ${of((row) => row.birthYear)}::int[], ${of((row) => row.gender)}::text[],
      ${of((row) => hexOf(row.phone))}::text[], ${of((row) => hexOf(row.phoneHash))}::text[],
      ${of((row) => row.neighbourhoodId)}::uuid[], ${of((row) => row.householdId)}::uuid[],
      ${of((row) => row.headOfHousehold)}::boolean[])
      as one(id, reference, full_name, call_name, birth_year, gender, phone, phone_hash, neighbourhood_id, household_id, head_of_household)
    on conflict (ward_id, reference) do update set full_name = excluded.full_name, call_name = excluded.call_name,
      birth_year = excluded.birth_year, gender = excluded.gender, phone = excluded.phone, phone_hash = excluded.phone_hash,
      neighbourhood_id = excluded.neighbourhood_id, household_id = excluded.household_id,
      head_of_household = excluded.head_of_household, updated_at = excluded.updated_at
    returning id, reference`
  return new Map(written.map(({ id, reference }) => [reference, id]))
}

/** What a citizen is found by: the name without marks, by syllables and pairs, and the reference. */
export async function writeCitizenTokens(
  work: Work,
  rows: readonly CitizenRow[],
  ids: ReadonlyMap<string, string>
): Promise<void> {
  const named = rows.filter((row) => row.before?.fullName !== row.fullName || row.before.callName !== row.callName)
  if (named.length === 0) return
  const renamed = named.flatMap((row) => (row.before === null ? [] : [row.before.id]))
  if (renamed.length > 0) {
    await work.db.$executeRaw`delete from search_token where noun = 'citizen' and row_id = any(${renamed}::uuid[])`
  }
  const words = named.flatMap((row) => {
    const rowId = ids.get(row.reference) ?? row.id
    return [...nameTokens(row.fullName, row.callName), row.reference.toLowerCase()].map((token) => ({ token, rowId }))
  })
  await work.db.$executeRaw`
    insert into search_token (noun, token, row_id)
    select 'citizen', one.* from unnest(${words.map(({ token }) => token)}::text[], ${words.map(({ rowId }) => rowId)}::uuid[]) as one
    on conflict do nothing`
}
