import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { createInflateRaw } from 'node:zlib'
import { SheetError } from './sheet-error.ts'
import type { SheetLimits } from './raw-row.ts'

type Entry = { name: string; method: number; packedBytes: number; headerAt: number; isEncrypted: boolean }

export type ZipArchive = {
  has(name: string): boolean
  /** The inflated bytes of one entry. The limit counts what really comes out, over all entries read. */
  read(name: string): AsyncIterable<Buffer>
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localHeaderBytes = 30
const longestTail = 65_557
/** No honest sheet packs better: 12 columns of repeated words reach 20. */
const suspiciousRatio = 400

/** Opens a ZIP by its central directory, so that entries can be read in the order we need and nothing is trusted. */
export async function openZip(path: string, limits: SheetLimits): Promise<ZipArchive> {
  const file = await open(path, 'r')
  try {
    return archiveOf(path, await readDirectory(file), limits)
  } finally {
    await file.close()
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  const tail = await readAt(file, Math.max(0, size - longestTail), Math.min(size, longestTail))
  const end = findEnd(tail)
  if (end < 0) throw await notZip(file)
  const directoryBytes = tail.readUInt32LE(end + 12)
  const directoryAt = tail.readUInt32LE(end + 16)
  if (directoryBytes === 0xffffffff || directoryAt === 0xffffffff) throw new SheetError('too_large')
  if (directoryAt + directoryBytes > size) throw new SheetError('damaged')
  return parseDirectory(await readAt(file, directoryAt, directoryBytes))
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at--) if (tail.readUInt32LE(at) === endMark) return at
  return -1
}

/** Old .xls and password-protected .xlsx are both OLE containers. */
async function notZip(file: FileHandle): Promise<SheetError> {
  const head = await readAt(file, 0, 8)
  if (head.length === 0) return new SheetError('empty')
  return new SheetError(head.toString('hex').startsWith('d0cf11e0') ? 'old_or_protected_excel' : 'not_a_spreadsheet')
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function parseDirectory(directory: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === entryMark) {
    const nameBytes = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes)
    entries.set(name.replaceAll('\\', '/').replace(/^\//, ''), {
      name,
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

function archiveOf(path: string, entries: Map<string, Entry>, limits: SheetLimits): ZipArchive {
  let unpacked = 0

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name)
    if (!entry) throw new SheetError('damaged', { part: name })
    if (entry.isEncrypted) throw new SheetError('old_or_protected_excel')
    if (entry.method !== 0 && entry.method !== 8) throw new SheetError('damaged', { part: name })
    let ofEntry = 0
    for await (const chunk of inflated(path, entry)) {
      unpacked += chunk.length
      ofEntry += chunk.length
      const isBomb = ofEntry > 10_000_000 && ofEntry > entry.packedBytes * suspiciousRatio
      if (unpacked > limits.maxUnpackedBytes || isBomb) throw new SheetError('unpacks_too_large')
      yield chunk
    }
  }

  return { has: (name) => entries.has(name), read }
}

async function* inflated(path: string, entry: Entry): AsyncGenerator<Buffer> {
  const start = await dataStart(path, entry)
  if (entry.packedBytes === 0) return
  const packed = createReadStream(path, { start, end: start + entry.packedBytes - 1 })
  if (entry.method === 0) {
    yield* packed as AsyncIterable<Buffer>
    return
  }
  const inflate = createInflateRaw({ chunkSize: 65_536 })
  packed.on('error', (error) => inflate.destroy(error))
  try {
    for await (const chunk of packed.pipe(inflate)) yield chunk as Buffer
  } catch (error) {
    throw new SheetError('damaged', { part: entry.name }, error)
  } finally {
    packed.destroy()
    inflate.destroy()
  }
}

/** The local header repeats the name and has extra fields of its own length. */
async function dataStart(path: string, entry: Entry): Promise<number> {
  const file = await open(path, 'r')
  try {
    const header = await readAt(file, entry.headerAt, localHeaderBytes)
    if (header.length < localHeaderBytes) throw new SheetError('damaged', { part: entry.name })
    return entry.headerAt + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
}
