import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { importNouns, isImportNoun } from './import-table.ts'
import { largestFileBytes } from './import-run.ts'

export type ImportFile = { noun: string; fileName: string; bytes: Uint8Array }

/** Takes a file in, sealed; a worker reads it. Nothing is written of it before an official has confirmed. */
export async function startImport(
  work: Work,
  { noun, fileName, bytes }: ImportFile
): Promise<Result<{ id: string }, 'unknown_noun' | 'file_empty' | 'file_too_large'>> {
  if (!isImportNoun(noun)) return refuse('unknown_noun')
  if (bytes.length === 0) return refuse('file_empty')
  if (bytes.length > largestFileBytes) return refuse('file_too_large')
  const id = newId()
  const [kind, officialId] = work.actor.split(':')
  await work.db.importRun.create({
    data: {
      id,
      noun: importNouns.find((one) => one === noun)!,
      fileName: fileName.normalize('NFC').slice(-120),
      file: work.seal.bytes(bytes),
      status: 'checking',
      officialId: kind === 'official' ? officialId : null,
      createdAt: work.now,
    },
    select: { id: true },
  })
  work.audit('import.started', { importId: id, noun, bytes: bytes.length })
  work.ring('check-import', id)
  return ok({ id })
}
