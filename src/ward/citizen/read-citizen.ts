import type { Gender } from './citizen.ts'
import { readPhone } from './read-phone.ts'

/**
 * A citizen as a register or another system tells it. `reference` is the source's own key. What is left out stays as it is
 * known; null empties it. `neighbourhood`: code or name.
 */
export type CitizenRecord = {
  reference: string
  fullName: string
  callName?: string | null
  birthYear?: number | null
  gender?: Gender | null
  phone?: string | null
  neighbourhood?: string | null
  householdCode?: string | null
  headOfHousehold?: boolean | null
  channels?: readonly { channel: string; address: string }[] | null
  /** Purposes the citizen has agreed to; evidence lies with the source. Consent is withdrawn by the citizen, not by silence. */
  consents?: readonly string[] | null
}

/** Why a record is not taken; words in `import.fault.*`. */
export type CitizenFaultKey =
  | 'missing'
  | 'too_long'
  | 'not_a_name'
  | 'not_a_phone'
  | 'not_a_birth_year'
  | 'not_a_consent'
  | 'not_a_channel'
  | 'head_without_household'
  | 'second_head'
  | 'duplicate_in_file'

export type CitizenField = keyof CitizenRecord

/** The same, read: NFC, trimmed, phone in E.164. */
export type CitizenRead = Omit<CitizenRecord, 'channels' | 'consents'> & {
  channels: { channel: string; address: string }[]
  consents: string[]
}

export type CitizenReading =
  { citizen: CitizenRead; faults: [] } | { citizen: null; faults: { field: CitizenField; fault: CitizenFaultKey }[] }

const longest = 200
const channelNames = ['zalo', 'telegram', 'web']

/** Reads one record. Every fault is named, and a record with a fault is not taken at all. */
export function readCitizen(record: CitizenRecord, now: Date): CitizenReading {
  const faults: { field: CitizenField; fault: CitizenFaultKey }[] = []
  const text = (field: 'reference' | 'fullName' | 'callName' | 'neighbourhood' | 'householdCode') => {
    const value = record[field]
    if (value === undefined || value === null) return value
    const clean = value.normalize('NFC').replace(/\s+/g, ' ').trim()
    if (clean.length > longest) faults.push({ field, fault: 'too_long' })
    return clean === '' ? null : clean
  }
  const read: CitizenRead = {
    reference: text('reference') ?? '',
    fullName: text('fullName') ?? '',
    callName: text('callName'),
    birthYear: record.birthYear,
    gender: record.gender,
    phone: record.phone,
    neighbourhood: text('neighbourhood'),
    householdCode: text('householdCode'),
    headOfHousehold: record.headOfHousehold,
    channels: [...(record.channels ?? [])],
    consents: (record.consents ?? []).map((purpose) => purpose.trim().toLowerCase()),
  }
  if (read.reference === '') faults.push({ field: 'reference', fault: 'missing' })
  if (read.fullName === '') faults.push({ field: 'fullName', fault: 'missing' })
  else if (!isName(read.fullName)) faults.push({ field: 'fullName', fault: 'not_a_name' })
  if (read.callName && !isName(read.callName)) faults.push({ field: 'callName', fault: 'not_a_name' })
  if (!isBirthYear(read.birthYear, now)) faults.push({ field: 'birthYear', fault: 'not_a_birth_year' })
  if (read.phone === '') read.phone = null
  if (read.phone) {
    const phone = readPhone(read.phone)
    if (phone === null) faults.push({ field: 'phone', fault: 'not_a_phone' })
    read.phone = phone
  }
  if (read.headOfHousehold && read.householdCode === null)
    faults.push({ field: 'headOfHousehold', fault: 'head_without_household' })
  if (read.consents.some((purpose) => !/^[a-z][a-z0-9_]{1,39}$/.test(purpose)))
    faults.push({ field: 'consents', fault: 'not_a_consent' })
  if (read.channels.some(({ channel, address }) => !channelNames.includes(channel) || address === '')) {
    faults.push({ field: 'channels', fault: 'not_a_channel' })
  }
  return faults.length === 0 ? { citizen: read, faults: [] } : { citizen: null, faults }
}

/** At least one letter and no digits; names of one word and of other peoples count. */
const isName = (text: string): boolean => /\p{L}/u.test(text) && !/\d/.test(text)

function isBirthYear(year: number | null | undefined, now: Date): boolean {
  if (year === null || year === undefined) return true
  return Number.isInteger(year) && year >= 1890 && year <= now.getUTCFullYear()
}
