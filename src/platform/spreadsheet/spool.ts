import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SheetError } from './sheet-error.ts'
import type { SheetLimits } from './raw-row.ts'

export type SpooledFile = { path: string; remove: () => Promise<void> }

/** A workbook's parts are read out of order, so a stream is put into a temporary file first; a path stays where it is. */
export async function spool(source: string | Readable, limits: SheetLimits): Promise<SpooledFile> {
  if (typeof source === 'string') {
    if ((await stat(source)).size > limits.maxBytes) throw new SheetError('too_large', { maxBytes: limits.maxBytes })
    return { path: source, remove: async () => {} }
  }
  const folder = await mkdtemp(join(tmpdir(), 'sheet-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'upload')
  try {
    await pipeline(source, (bytes) => atMost(bytes, limits.maxBytes), createWriteStream(path, { mode: 0o600 }))
    return { path, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function* atMost(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > maxBytes) throw new SheetError('too_large', { maxBytes })
    yield chunk
  }
}
