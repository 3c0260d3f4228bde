import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { applyImport } from '../../ward/import/apply-import.ts'
import { cancelImport } from '../../ward/import/cancel-import.ts'
import { checkImport } from '../../ward/import/check-import.ts'
import { confirmImport } from '../../ward/import/confirm-import.ts'
import { findImport, type ImportPage } from '../../ward/import/find-import.ts'
import { importNouns, isImportNoun } from '../../ward/import/import-table.ts'
import { startImport } from '../../ward/import/start-import.ts'
import type { Wired } from '../../wiring.ts'
import { chooseWard, Mistake, quietly, readOptions, type Command } from './operator.ts'

/** Checks a file and names every bad row; with `--yes` the good rows are written, all at once. */
export const importCommand: Command = async (wired, words, print) => {
  const { values, positionals } = readOptions(words, { yes: { type: 'boolean' } })
  const [named = '', file = ''] = positionals
  const noun = named.replaceAll('-', '_')
  if (!isImportNoun(noun)) throw new Mistake(`what is imported: ${importNouns.join(', ').replaceAll('_', '-')}`)
  if (file === '') throw new Mistake('which file?')
  const ward = await chooseWard(wired, values.ward)
  const id = await checked(wired, ward.id, noun, file)
  const page = await pageOf(wired, ward.id, id)
  await report(wired, ward.id, page, print)
  if (page.status === 'failed' || page.rowsGood === 0) return 1
  if (!values.yes) {
    await wired.transact(ward.id, 'operator', (work) => cancelImport(work, { importId: id }))
    print('nothing was written; the same with --yes writes the good rows')
    return page.rowsBad > 0 ? 1 : 0
  }
  // followers are told through the queue, so this one rings
  await quietly(wired)(ward.id, 'operator', (work) => confirmImport(work, { importId: id }))
  await applyImport(wired.transact, ward.id, id)
  const done = await pageOf(wired, ward.id, id)
  print(`written: ${done.rowsWritten} rows`)
  return done.status === 'applied' ? 0 : 1
}

async function checked(wired: Wired, wardId: string, noun: string, file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Mistake(`the file cannot be read: ${file}`, { cause })
  })
  const transact = quietly(wired)
  const started = await transact(wardId, 'operator', (work) =>
    startImport(work, { noun, fileName: path.basename(file), bytes })
  )
  if (!started.ok) throw new Mistake(wired.translate(`import.refused.${started.refusal}`, {}, 'en'))
  await checkImport(transact, wardId, started.value.id)
  return started.value.id
}

async function pageOf(wired: Wired, wardId: string, id: string): Promise<ImportPage> {
  return (await wired.transact(wardId, 'operator', (work) => findImport(work, { id, take: 1_000 })))!
}

async function report(wired: Wired, wardId: string, first: ImportPage, print: (line: string) => void): Promise<void> {
  const words = (key: string) => wired.translate(key)
  if (first.failure !== null) print(words(`import.failure.${first.failure}`))
  else
    print(
      `rows ${first.rowsRead} · good ${first.rowsGood} (new ${first.rowsNew}, known ${first.rowsChanged}) · bad ${first.rowsBad}`
    )
  for (let page: ImportPage | null = first; page !== null;) {
    for (const { rowNumber, column, fault } of page.faults)
      print(`  row ${rowNumber} · ${column} · ${words(`import.fault.${fault}`)}`)
    const afterFaults: number | null = page.nextFault
    page =
      afterFaults === null
        ? null
        : await wired.transact(wardId, 'operator', (work) =>
            findImport(work, { id: first.id, afterFaults, take: 1_000 })
          )
  }
}
