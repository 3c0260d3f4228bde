import { detectLegacyEncoding } from '../vietnamese/legacy-encoding.ts'
import { SheetError } from './sheet-error.ts'

/**
 * The text of a CSV file: UTF-8 with or without a mark, UTF-16 as Excel's "Unicode text" saves it. Bytes of older
 * Vietnamese fonts are refused by name, since a guess would spoil people's names.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  let label = 'utf-8'
  for await (const chunk of bytes) {
    if (!decoder) {
      label = encodingOf(chunk)
      decoder = new TextDecoder(label, { fatal: true })
    }
    yield decode(decoder, chunk, label)
  }
  if (decoder) yield decode(decoder, null, label)
}

function decode(decoder: TextDecoder, chunk: Uint8Array | null, label: string): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (error) {
    const legacy = chunk && label === 'utf-8' ? legacyIn(chunk) : null
    throw legacy ? new SheetError('legacy_encoding', { encoding: legacy }) : new SheetError('not_utf8', {}, error)
  }
}

function encodingOf(chunk: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = chunk
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = chunk.subarray(0, 400)
  const zeros = (odd: number) => head.filter((byte, at) => byte === 0 && at % 2 === odd).length
  // Latin text in UTF-16 without a mark: every second byte is zero
  if (zeros(1) > head.length / 8 && zeros(0) === 0) return 'utf-16le'
  if (zeros(0) > head.length / 8 && zeros(1) === 0) return 'utf-16be'
  return 'utf-8'
}

/** Fonts of the nineties put Vietnamese letters on the places of Latin-1. */
const legacyIn = (chunk: Uint8Array) => detectLegacyEncoding(Buffer.from(chunk.subarray(0, 20_000)).toString('latin1'))
