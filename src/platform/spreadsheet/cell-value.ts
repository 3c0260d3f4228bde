import { detectLegacyEncoding } from '../vietnamese/legacy-encoding.ts'
import { atWardTime, isClock, isWardDate, wardDate } from '../ward-time.ts'
import { excelDate } from './excel-date.ts'
import type { RawCell } from './raw-row.ts'

export type ColumnKind = 'text' | 'code' | 'phone' | 'number' | 'date' | 'instant'

/** What a column holds: `date` is YYYY-MM-DD, `instant` a Date, `number` a number, the others text in NFC. */
export type ValueOf<Kind extends ColumnKind> = Kind extends 'number' ? number : Kind extends 'instant' ? Date : string

export type CellShape = {
  kind: ColumnKind
  /** Codes typed as numbers get their leading zeros back, up to this many digits … */
  digits?: number
  /** … or their trailing ones, after this many decimals. */
  fractionDigits?: number
  /** The clock meant when an instant has only its day; '00:00' otherwise. */
  clockWhenAbsent?: string
}

export type CellProblem =
  'not_a_number' | 'not_a_date' | 'error_value' | 'damaged_number' | 'old_font_tcvn3' | 'old_font_vni'

type Read = { value: string | number | Date | null } | { problem: CellProblem }

const nothing = { value: null }

/** Reads one cell as its column says. Blank is null; what cannot be read is a problem, never a guess. */
export function readCell(raw: RawCell, shape: CellShape): Read {
  if (raw === null) return nothing
  if (typeof raw === 'object' && 'error' in raw) return { problem: 'error_value' }
  const cell = typeof raw === 'string' ? cleanText(raw) : raw
  if (cell === '') return nothing
  const mayBeOldFont = typeof cell === 'string' && /[\u00a1-\u00ff]/.test(cell) && !/[^\x00-\xff]/.test(cell)
  const encoding = mayBeOldFont ? detectLegacyEncoding(cell) : null
  if (encoding) return { problem: `old_font_${encoding}` }
  switch (shape.kind) {
    case 'text':
      return { value: asText(cell) }
    case 'code':
      return asCode(cell, shape)
    case 'phone':
      return asPhone(cell)
    case 'number':
      return asNumber(cell)
    case 'date':
      return asDate(cell)
    case 'instant':
      return asInstant(cell, shape.clockWhenAbsent ?? '00:00')
  }
}

type Filled = Exclude<RawCell, null | { error: string }>

/** NFC, no invisible letters, single spaces; our own guard against formulas taken off again. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '')
    .replace(/[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')

function asText(cell: Filled): string {
  if (typeof cell === 'object') return cell.clock ? `${cell.date} ${cell.clock}` : cell.date
  return String(cell)
}

/** 9.12346E+08 is what Excel leaves of a long number in a CSV: digits are gone for good. */
const isDamaged = (text: string): boolean => /^\d(?:[.,]\d+)?E\+\d+$/i.test(text)

function asCode(cell: Filled, { digits, fractionDigits }: CellShape): Read {
  if (typeof cell === 'number' && !Number.isSafeInteger(cell) && Math.abs(cell) >= Number.MAX_SAFE_INTEGER) {
    return { problem: 'damaged_number' }
  }
  if (typeof cell === 'number' && fractionDigits !== undefined) return { value: cell.toFixed(fractionDigits) }
  const text = asText(cell)
  if (isDamaged(text)) return { problem: 'damaged_number' }
  return { value: digits && /^\d+$/.test(text) ? text.padStart(digits, '0') : text }
}

/** Excel drops the 0 of a phone number typed as a number: nine digits of a mobile, ten of a landline or an old 01x. */
function asPhone(cell: Filled): Read {
  const text = asText(cell)
  if (isDamaged(text)) return { problem: 'damaged_number' }
  return { value: /^(?:[35789]\d{8}|[12]\d{9})$/.test(text) ? `0${text}` : text }
}

/** 1.234.567,5 as Vietnam writes it, 1,234,567.5 as others do; one separator before three digits parts thousands. */
function asNumber(cell: Filled): Read {
  if (typeof cell === 'number') return { value: cell }
  const text = asText(cell).replace(/\s|(?:đồng|vnđ|vnd|đ)\.?$/giu, '')
  const thousands = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text)
    ? text.replaceAll('.', '').replace(',', '.')
    : /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)
      ? text.replaceAll(',', '')
      : text.replace(',', '.')
  return /^-?\d+(?:\.\d+)?$/.test(thousands) ? { value: Number(thousands) } : { problem: 'not_a_number' }
}

/** A bare number is a day from 1927 to 2118: smaller ones are years, larger ones dates run together. */
const isDayNumber = (serial: number): boolean => serial >= 10_000 && serial < 80_000

function asDate(cell: Filled): Read {
  const found = dayAndClock(cell)
  return found ? { value: found.date } : { problem: 'not_a_date' }
}

function asInstant(cell: Filled, clockWhenAbsent: string): Read {
  if (typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(cell)) {
    const at = new Date(cell)
    return Number.isNaN(at.getTime()) ? { problem: 'not_a_date' } : { value: at }
  }
  const found = dayAndClock(cell)
  return found ? { value: atWardTime(found.date, found.clock ?? clockWhenAbsent) } : { problem: 'not_a_date' }
}

function dayAndClock(cell: Filled): { date: string; clock: string | null } | null {
  if (typeof cell === 'object') return isWardDate(cell.date) ? cell : null
  if (typeof cell === 'number') return isDayNumber(cell) ? excelDate(cell) : null
  if (typeof cell === 'boolean') return null
  if (/^\d{5}(?:\.\d+)?$/.test(cell)) return isDayNumber(Number(cell)) ? excelDate(Number(cell)) : null
  return parseDateText(cell)
}

const clockPart = String.raw`(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?(?:\s*phút)?`
const isoDay = String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`
const wardDay = String.raw`(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})`
const dayFirst = new RegExp(`^(?:ngày )?(?:${isoDay}|${wardDay})(?:[T ,]+(?:lúc )?${clockPart})?$`, 'iu')
const clockFirst = new RegExp(`^${clockPart},? (?:ngày )?(?:${isoDay}|${wardDay})$`, 'iu')

/** dd/MM/yyyy (never month first) or ISO, with a clock before or after, as slips and registers write it. */
function parseDateText(text: string): { date: string; clock: string | null } | null {
  const parts = dayFirst.exec(text)
  const turned = parts ? null : clockFirst.exec(text)
  if (!parts && !turned) return null
  const [year, month, day, d, m, y, hour, minute] = parts
    ? parts.slice(1)
    : [...turned!.slice(3), ...turned!.slice(1, 3)]
  const date = wardDate(Number(year ?? y), Number(month ?? m), Number(day ?? d))
  const clock = hour === undefined ? null : `${hour.padStart(2, '0')}:${minute ?? '00'}`
  return date && (clock === null || isClock(clock)) ? { date, clock } : null
}
