import { newId } from '../../platform/ids.ts'
import { placeNeighbourhoods } from '../neighbourhood/place-neighbourhoods.ts'
import { placeHouseholds, unseatFormerHeads } from '../household/place-households.ts'
import type { Work } from '../work.ts'
import { readKnown, writeCitizens, writeCitizenTokens, type CitizenRow } from './citizen-rows.ts'
import { openRegisterLinks } from './open-register-links.ts'
import {
  readCitizen,
  type CitizenFaultKey,
  type CitizenField,
  type CitizenRead,
  type CitizenRecord,
} from './read-citizen.ts'
import { phoneHashOf } from './read-phone.ts'
import { recordConsents } from './record-consents.ts'
import { tellPhoneChanged } from './tell-phone-changed.ts'

/** `index`: place of the record in what was given. */
export type CitizenFault = { index: number; reference: string; field: CitizenField; fault: CitizenFaultKey }

export type CitizensRecorded = {
  /** Records taken, whether they changed anything or not. */
  written: number
  added: number
  changed: number
  faults: CitizenFault[]
}

const batchSize = 2_000

/**
 * Takes citizens from a register or another system: each is added, or brought up to date by its reference. Unknown
 * neighbourhoods and households are added. A head of household replaces the former one. Where a phone changes, chats that
 * were linked by the old one are unlinked and told. Records with faults are left out and named.
 * `evidence` says where consents lie: `import:<id>`, `api:<key id>`.
 */
export async function recordCitizens(
  work: Work,
  citizens: readonly CitizenRecord[],
  evidence: string = work.actor
): Promise<CitizensRecorded> {
  const faults: CitizenFault[] = []
  const good = readAll(citizens, work.now, faults)
  const counts = { added: 0, changed: 0 }
  for (let at = 0; at < good.length; at += batchSize) {
    const { added, changed } = await recordBatch(work, good.slice(at, at + batchSize), evidence)
    counts.added += added
    counts.changed += changed
  }
  if (counts.added + counts.changed > 0) work.audit('citizens.recorded', { ...counts, source: evidence })
  return { written: good.length, ...counts, faults }
}

function readAll(citizens: readonly CitizenRecord[], now: Date, faults: CitizenFault[]): CitizenRead[] {
  const [references, heads] = [new Set<string>(), new Set<string>()]
  return citizens.flatMap((record, index) => {
    const { citizen, faults: found } = readCitizen(record, now)
    const fail = (field: CitizenField, fault: CitizenFaultKey) =>
      void faults.push({ index, reference: record.reference, field, fault })
    for (const { field, fault } of found) fail(field, fault)
    if (citizen === null) return []
    if (references.has(citizen.reference)) {
      fail('reference', 'duplicate_in_file')
      return []
    }
    references.add(citizen.reference)
    if (citizen.headOfHousehold && citizen.householdCode) {
      if (heads.has(citizen.householdCode)) {
        fail('headOfHousehold', 'second_head')
        return []
      }
      heads.add(citizen.householdCode)
    }
    return [citizen]
  })
}

async function recordBatch(
  work: Work,
  batch: readonly CitizenRead[],
  evidence: string
): Promise<{ added: number; changed: number }> {
  const known = await readKnown(
    work,
    batch.map((citizen) => citizen.reference)
  )
  const neighbourhoods = await placeNeighbourhoods(work, batch)
  const households = await placeHouseholds(work, batch, neighbourhoods)
  const rows = batch.map((citizen) => {
    const before = known.get(citizen.reference) ?? null
    const places = {
      neighbourhoodId: citizen.neighbourhood ? neighbourhoods.get(citizen.neighbourhood)! : citizen.neighbourhood,
      householdId: citizen.householdCode ? households.get(citizen.householdCode)! : citizen.householdCode,
    }
    return merge(work, citizen, before, places)
  })
  const next = rows.filter((row) => row.before === null || isChanged(row))
  // the seat is free before the new head takes it
  await unseatFormerHeads(work, next)
  const ids = await writeCitizens(work, next)
  await writeCitizenTokens(work, next, ids)
  await tellPhoneChanged(work, next)
  const idOf = (row: CitizenRow) => ids.get(row.reference) ?? row.before?.id ?? row.id
  await recordConsents(
    work,
    rows.map((row, i) => ({ citizenId: idOf(row), purposes: batch[i]!.consents })),
    evidence
  )
  await openRegisterLinks(
    work,
    rows.map((row, i) => ({ citizenId: idOf(row), channels: batch[i]!.channels }))
  )
  return {
    added: next.filter((row) => row.before === null).length,
    changed: next.filter((row) => row.before !== null).length,
  }
}

type Places = { neighbourhoodId: string | null | undefined; householdId: string | null | undefined }

/** What is left out stays, what is null is emptied. */
function merge(work: Work, citizen: CitizenRead, before: CitizenRow['before'], places: Places): CitizenRow {
  const keep = <T>(value: T | undefined, known: T | null | undefined) => (value === undefined ? (known ?? null) : value)
  const phone = citizen.phone === undefined ? undefined : citizen.phone === null ? null : citizen.phone
  const phoneHash =
    phone === undefined ? (before?.phoneHash ?? null) : phone === null ? null : phoneHashOf(work.seal, phone)
  const samePhone = same(phoneHash, before?.phoneHash ?? null)
  const householdId = keep(places.householdId, before?.householdId)
  return {
    id: before?.id ?? newId(),
    reference: citizen.reference,
    fullName: citizen.fullName,
    callName: keep(citizen.callName, before?.callName),
    birthYear: keep(citizen.birthYear, before?.birthYear),
    gender: keep(citizen.gender, before?.gender),
    phone: samePhone ? (before?.phone ?? null) : phone ? work.seal.text(phone) : null,
    phoneHash,
    neighbourhoodId: keep(places.neighbourhoodId, before?.neighbourhoodId),
    householdId,
    // who moves to another household is not its head unless the register says so
    headOfHousehold:
      citizen.headOfHousehold ?? (before !== null && before.householdId === householdId && before.headOfHousehold),
    before,
  }
}

const compared = [
  'fullName',
  'callName',
  'birthYear',
  'gender',
  'neighbourhoodId',
  'householdId',
  'headOfHousehold',
] as const

const isChanged = (row: CitizenRow): boolean =>
  row.before === null ||
  compared.some((field) => row[field] !== row.before![field]) ||
  !same(row.phoneHash, row.before.phoneHash)

const same = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : Buffer.from(a).equals(Buffer.from(b))
