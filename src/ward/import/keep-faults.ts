import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'
import type { CellFault } from './import-table.ts'

/** `rowNumber` as the file shows it. */
export type RowFault = CellFault & { rowNumber: number }

/** Names what is wrong with a file, cell by cell. */
export async function keepFaults(work: Work, importId: string, faults: readonly RowFault[]): Promise<void> {
  if (faults.length === 0) return
  await work.db.$executeRaw`
    insert into import_fault (id, import_id, row_number, "column", fault)
    select one.id, ${importId}::uuid, one.row_number, one.column_title, one.fault
    from unnest(${faults.map(() => newId())}::uuid[], ${faults.map((one) => one.rowNumber)}::int[],
      ${faults.map((one) => one.column)}::text[], ${faults.map((one) => one.fault)}::text[])
      as one(id, row_number, column_title, fault)`
}
