import { pipeline } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'
import { Bug } from '../bug.ts'

/** One file of an archive, its bytes as they come. */
export type ZipEntry = { name: string; content: Iterable<Uint8Array> | AsyncIterable<Uint8Array> }

const localMark = 0x04034b50
const sizesMark = 0x08074b50
const entryMark = 0x02014b50
const endMark = 0x06054b50
/** 2.0: packed. */
const version = 20
/** The sizes stand behind the bytes (bit 3), the name is UTF-8 (bit 11). */
const flags = 0x0808
const deflated = 8
/** 1 January 1980: an archive tells nothing about when it was made. */
const noDate = 0x00210000
const most = 0xffff_ffff

type Sizes = { crc: number; packed: number; whole: number }
type Written = Sizes & { name: Buffer; at: number }

/** A ZIP archive as it is packed, entry after entry, in constant memory; each entry below 4 GiB (no ZIP64). */
export async function* packZip(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let at = 0
  for (const { name, content } of entries) {
    const one = { name: Buffer.from(name), at, crc: 0, packed: 0, whole: 0 }
    const head = Buffer.concat([fields([[4, localMark], [2, version], [2, flags], [2, deflated], [4, noDate], [4, 0], [4, 0], [4, 0], [2, one.name.length], [2, 0]]), one.name]) // prettier-ignore
    yield head
    yield* packed(content, one)
    if (one.whole > most || one.packed > most) throw new Bug('an entry of a ZIP archive has less than 4 GiB')
    const sizes = fields([[4, sizesMark], ...sizesOf(one)])
    yield sizes
    written.push(one)
    at += head.length + one.packed + sizes.length
  }
  const directory = Buffer.concat(written.flatMap((one) => [directoryEntry(one), one.name]))
  yield directory
  yield fields([[4, endMark], [2, 0], [2, 0], [2, written.length], [2, written.length], [4, directory.length], [4, at], [2, 0]]) // prettier-ignore
}

/** Packed on a thread of its own, quickly rather than tightly: words of a book repeat, so that it is small either way. */
async function* packed(content: ZipEntry['content'], sizes: Sizes): AsyncGenerator<Uint8Array> {
  const counted = async function* () {
    for await (const bytes of content) {
      sizes.crc = crc32(bytes, sizes.crc)
      sizes.whole += bytes.length
      yield bytes
    }
  }
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
  // what goes wrong on the way comes out of `deflate`
  pipeline(counted, deflate, () => {})
  for await (const bytes of deflate as AsyncIterable<Uint8Array>) {
    sizes.packed += bytes.length
    yield bytes
  }
}

const sizesOf = ({ crc, packed, whole }: Sizes): [2 | 4, number][] => [[4, crc], [4, packed], [4, whole]] // prettier-ignore

const directoryEntry = (one: Written): Buffer =>
  fields([[4, entryMark], [2, version], [2, version], [2, flags], [2, deflated], [4, noDate], ...sizesOf(one), [2, one.name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, one.at]]) // prettier-ignore

/** Numbers of two or four bytes, one behind the other, the lowest byte first. */
function fields(numbers: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0))
  numbers.reduce((at, [bytes, value]) => buffer.writeUIntLE(value, at, bytes), 0)
  return buffer
}
