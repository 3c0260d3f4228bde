import { applyImport } from '../src/ward/import/apply-import.ts'
import { checkImport } from '../src/ward/import/check-import.ts'
import type { Wired } from '../src/wiring.ts'

export async function checkImportJob({ transactLong, log }: Wired, wardId: string, importId: string): Promise<void> {
  log.info({ importId, outcome: await checkImport(transactLong, wardId, importId) }, 'an import was checked')
}

export async function applyImportJob({ transactLong, log }: Wired, wardId: string, importId: string): Promise<void> {
  log.info({ importId, outcome: await applyImport(transactLong, wardId, importId) }, 'an import was applied')
}
