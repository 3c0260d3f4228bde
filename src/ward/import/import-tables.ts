import { citizensTable } from './citizens-table.ts'
import { civilEventsTable } from './civil-events-table.ts'
import { dossiersTable } from './dossiers-table.ts'
import type { ImportNoun, ImportTable } from './import-table.ts'
import { proceduresTable } from './procedures-table.ts'

/** Every noun a file can bring. */
export const importTables: Readonly<Record<ImportNoun, ImportTable>> = {
  citizens: citizensTable,
  dossiers: dossiersTable,
  procedures: proceduresTable,
  civil_events: civilEventsTable,
}
