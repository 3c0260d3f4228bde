import { Readable } from 'node:stream'
import type { ColumnDictionary } from '../../platform/spreadsheet/header.ts'
import { readSheet } from '../../platform/spreadsheet/read-sheet.ts'
import { SheetError } from '../../platform/spreadsheet/sheet-error.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { phoneHashOf, readPhone } from '../citizen/read-phone.ts'
import { sheetKindOf } from '../import/read-import.ts'
import type { Work } from '../work.ts'

const columns = {
  reference: { kind: 'code', names: ['Mã công dân', 'Mã nhân khẩu', 'Mã người dân', 'Mã số', 'Mã'] },
  fullName: { kind: 'text', names: ['Họ và tên', 'Họ tên', 'Họ, chữ đệm và tên', 'Tên công dân'] },
  birthYear: { kind: 'text', names: ['Năm sinh', 'Ngày sinh', 'Ngày tháng năm sinh'] },
  phone: { kind: 'phone', names: ['Số điện thoại', 'Điện thoại', 'SĐT', 'Số ĐT', 'Điện thoại liên hệ'] },
} as const

/** A sheet is known by its column of references, alone or beside others, or by its column of names. */
const shapes: readonly ColumnDictionary[] = [
  { ...columns, reference: { ...columns.reference, required: true } },
  { ...columns, fullName: { ...columns.fullName, required: true } },
  { reference: columns.reference },
]

type Line = {
  row: number
  reference: string | null
  fullName: string | null
  birthYear: number | null
  phone: string | null
}

/**
 * A list of people from a sheet, by their references or by name with year of birth or phone: who is in the register, and
 * which rows of the sheet name nobody there, or more than one. A name alone may be anybody's.
 */
export async function readCitizenList(
  work: Work,
  bytes: Uint8Array
): Promise<Result<{ citizenIds: string[]; unknownRows: number[] }, 'list_unreadable' | 'list_empty'>> {
  let lines: Line[] | null = null
  for (const shape of shapes) lines ??= await readLines(bytes, shape)
  if (lines === null) return refuse('list_unreadable')
  const byName = lines.filter((one) => one.reference === null && isNamed(one))
  if (byName.length === 0 && lines.every(({ reference }) => reference === null)) return refuse('list_empty')
  const found = await work.db.citizen.findMany({
    where: { reference: { in: lines.flatMap(({ reference }) => reference ?? []) } },
    select: { id: true, reference: true },
  })
  const byReference = new Map(found.map(({ id, reference }) => [reference, id]))
  const named = byName.length === 0 ? [] : await findNamed(work, byName)
  const byRow = new Map(byName.map(({ row }, index) => [row, named[index] ?? null]))
  const whose = lines.map(
    ({ row, reference }) => (reference === null ? null : byReference.get(reference)) ?? byRow.get(row) ?? null
  )
  return ok({
    citizenIds: [...new Set(whose.flatMap((one) => one ?? []))],
    unknownRows: lines.flatMap(({ row }, index) => (whose[index] === null ? [row] : [])),
  })
}

/** Null where the file is no sheet of this shape. */
async function readLines(bytes: Uint8Array, shape: ColumnDictionary): Promise<Line[] | null> {
  const lines: Line[] = []
  try {
    for await (const { rowNumber: row, cells } of await readSheet(Readable.from([bytes]), sheetKindOf(bytes), {
      columns: shape,
    })) {
      const said = (column: keyof typeof columns) => (typeof cells[column] === 'string' ? cells[column] : null)
      const [reference, fullName, phone] = [said('reference'), said('fullName'), said('phone')]
      const year = /(?:19|20)\d{2}/.exec(said('birthYear') ?? '')?.[0]
      const line = { row, reference, fullName, phone, birthYear: year === undefined ? null : Number(year) }
      if (reference !== null || fullName !== null || phone !== null) lines.push(line)
    }
  } catch (error) {
    if (error instanceof SheetError) return null
    throw error
  }
  return lines
}

const isNamed = ({ fullName, birthYear, phone }: Line): boolean =>
  fullName !== null && (birthYear !== null || phone !== null)

const nameKey = (name: string): string => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/** One of the register for each line; null where nobody fits, or several do. */
async function findNamed(work: Work, lines: readonly Line[]): Promise<(string | null)[]> {
  const register = await work.db.citizen.findMany({
    where: { deceasedAt: null, movedAwayAt: null },
    select: { id: true, fullName: true, birthYear: true, phoneHash: true },
  })
  const byName = new Map<string, typeof register>()
  for (const one of register) byName.set(nameKey(one.fullName), [...(byName.get(nameKey(one.fullName)) ?? []), one])
  return lines.map(({ fullName, birthYear, phone }) => {
    const read = phone === null ? null : readPhone(phone)
    if (phone !== null && read === null) return null
    const hash = read === null ? null : Buffer.from(phoneHashOf(work.seal, read))
    const fits = (byName.get(nameKey(fullName ?? '')) ?? []).filter(
      (one) =>
        (birthYear === null || one.birthYear === birthYear) &&
        (hash === null || (one.phoneHash !== null && hash.equals(one.phoneHash)))
    )
    return fits.length === 1 ? fits[0]!.id : null
  })
}
