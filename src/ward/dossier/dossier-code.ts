import { wardDate } from '../../platform/ward-time.ts'

/** A dossier code as the one-stop system issues it: agency, date of receipt, number of the day (TT 01/2018 Điều 19). */
export type DossierCode = {
  /** Canonical: upper case, plain hyphens, no spaces. */
  code: string
  agencyCode: string
  /** YYYY-MM-DD, or null where the date part is no calendar date. */
  receivedDate: string | null
  serial: string
  /** Why the date part deserves a second look; the code is kept as it stands, for only the one-stop system issues codes. */
  doubt: 'no_such_date' | 'future_date' | null
}

/** "261120-0034": what tells a person's dossiers apart, short enough for a button. A code we cannot read stays whole. */
export const tailOf = (code: string): string => /\d{6}-\d{4,7}$/.exec(code)?.[0] ?? code

const pattern = /^((?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{1,2}(?:\.\d{1,3}){0,4})-(\d{2})(\d{2})(\d{2})-(\d{4,7})$/
const label = /^(?:mã\s+)?(?:hồ\s+sơ|hs)(?:\s+số)?\s*[:.]?\s*/iu
const dashes = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g

/**
 * Reads one dossier code as imports and the API bring it, or null when the text is none. Forgives case, kinds of dash,
 * spaces around dots and dashes and a leading "HS"; letters typed for digits are not guessed here.
 * `today` (YYYY-MM-DD) turns on the check that the receipt is not in the future.
 */
export function parseDossierCode(text: string, today?: string): DossierCode | null {
  const code = text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(dashes, '-')
    .trim()
    .replace(label, '')
    .replace(/\s*([.-])\s*/g, '$1')
    .toUpperCase()
  const [, agencyCode, year, month, day, serial] = pattern.exec(code) ?? []
  if (!agencyCode || !serial) return null
  const receivedDate = wardDate(2000 + Number(year), Number(month), Number(day))
  const isFuture = receivedDate !== null && today !== undefined && receivedDate > today
  const doubt = receivedDate === null ? 'no_such_date' : isFuture ? 'future_date' : null
  return { code, agencyCode, receivedDate, serial, doubt }
}
