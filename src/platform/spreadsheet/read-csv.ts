import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { decodeText } from './decode-text.ts'
import { SheetError } from './sheet-error.ts'
import type { RawRow, SheetLimits } from './raw-row.ts'

const delimiters = [';', ',', '\t', '|'] as const

/** The rows of a CSV file, numbered as Excel shows them: blank lines count, a leading "sep=;" does not. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, limits: SheetLimits): AsyncGenerator<RawRow> {
  const text = decodeText(limited(bytes, limits))
  const { head, rest } = await takeHead(text)
  if (head.trim() === '') throw new SheetError('empty')
  if (head.startsWith('PK\u0003\u0004')) throw new SheetError('wrong_kind', { kind: 'xlsx' })
  const declared = /^sep=(.)\r?\n/.exec(head)
  const body = declared ? head.slice(declared[0].length) : head
  const parser = parse({
    delimiter: declared?.[1] ?? delimiterOf(body),
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 1_000_000,
  })
  const source = Readable.from(joined(body, rest), { objectMode: true })
  source.on('error', (error) => parser.destroy(error))
  yield* numbered(source.pipe(parser), limits)
}

async function* numbered(records: AsyncIterable<unknown>, limits: SheetLimits): AsyncGenerator<RawRow> {
  let rowNumber = 0
  try {
    for await (const record of records) {
      rowNumber++
      yield { rowNumber, cells: (record as string[]).slice(0, limits.maxColumns), isHidden: false }
    }
  } catch (error) {
    throw error instanceof SheetError ? error : new SheetError('damaged', { row: rowNumber + 1 }, error)
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>, limits: SheetLimits): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > limits.maxBytes) throw new SheetError('too_large', { maxBytes: limits.maxBytes })
    yield chunk
  }
}

/** Enough text to see the delimiter in several lines. */
async function takeHead(text: AsyncGenerator<string>): Promise<{ head: string; rest: AsyncGenerator<string> }> {
  let head = ''
  while (head.length < 8_000) {
    const next = await text.next()
    if (next.done) break
    head += next.value
  }
  return { head: head.replace(/^\uFEFF/, ''), rest: text }
}

async function* joined(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head
  yield* rest
}

/** The delimiter that parts the first lines most evenly, text in quotes left out. */
function delimiterOf(head: string): string {
  const lines = head
    .slice(0, 8_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const most = Math.max(...counts)
    return most === 0 ? 0 : counts.filter((count) => count === most).length * 100 + most
  }
  return [...delimiters].sort((a, b) => score(b) - score(a))[0] ?? ','
}
