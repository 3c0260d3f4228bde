import { Writable } from 'node:stream'
import type { SheetKind } from '../../src/platform/spreadsheet/read-sheet.ts'
import { writeSheet } from '../../src/platform/spreadsheet/write-sheet.ts'
import type { WrittenCell, WrittenColumn } from '../../src/platform/spreadsheet/written-sheet.ts'

/** A file as an official would upload it. */
export async function sheetBytes(
  kind: SheetKind,
  columns: readonly (string | WrittenColumn)[],
  rows: Iterable<readonly WrittenCell[]>
): Promise<Buffer> {
  const chunks: Buffer[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  const titled = columns.map((column) => (typeof column === 'string' ? { title: column } : column))
  await writeSheet({ name: 'Danh sách', columns: titled, rows }, kind, sink)
  return Buffer.concat(chunks)
}
