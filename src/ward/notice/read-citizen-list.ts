import { Readable } from 'node:stream'
import { readSheet } from '../../platform/spreadsheet/read-sheet.ts'
import { SheetError } from '../../platform/spreadsheet/sheet-error.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { sheetKindOf } from '../import/read-import.ts'
import type { Work } from '../work.ts'

const columns = {
  reference: {
    kind: 'code',
    required: true,
    names: ['Mã công dân', 'Mã nhân khẩu', 'Mã người dân', 'Mã số', 'Mã'],
  },
} as const

/** A list of people by their references, from a sheet: who is in the register, and how many lines name nobody. */
export async function readCitizenList(
  work: Work,
  bytes: Uint8Array
): Promise<Result<{ citizenIds: string[]; unknown: number }, 'list_unreadable' | 'list_empty'>> {
  const references = new Set<string>()
  try {
    for await (const { cells } of await readSheet(Readable.from([bytes]), sheetKindOf(bytes), { columns })) {
      if (cells.reference !== null) references.add(cells.reference)
    }
  } catch (error) {
    if (error instanceof SheetError) return refuse('list_unreadable')
    throw error
  }
  if (references.size === 0) return refuse('list_empty')
  const found = await work.db.citizen.findMany({
    where: { reference: { in: [...references] } },
    select: { id: true },
  })
  return ok({ citizenIds: found.map(({ id }) => id), unknown: references.size - found.length })
}
