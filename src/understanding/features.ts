import type { Reading } from './reading.ts'

/**
 * Each family of features has its own range of hash buckets, so that members trained with different shares of the
 * families can be added into one table of weights.
 */
const ranges = { accented: 16_384, plain: 24_576, skip: 16_384, signs: 1_024, letters: 32_768 } as const
export type Family = keyof typeof ranges
export const familyNames = Object.keys(ranges) as Family[]
const firstBucket = startOf()

/** Number of hash buckets; the model holds one row of weights for each. */
export const bucketCount = Object.values(ranges).reduce((sum, size) => sum + size, 0)

/** Bucket numbers family by family, with repeats. */
export type Raw = Record<Family, number[]>

/** Weighed features; family `familyNames[f]` reaches from `bounds[f]` to `bounds[f + 1]`. */
export type Features = { buckets: Int32Array; values: Float32Array; bounds: number[] }

const prime = 0x01000193
const longestLetters = 1200

/**
 * Raw features of a message: words as written (missing marks are missing here), words without marks one to three
 * together, pairs with a word between, letters two to five together, and signs that other stages found.
 */
export function rawFeatures(
  { words, plainWords }: Pick<Reading, 'words' | 'plainWords'>,
  signs: readonly string[]
): Raw {
  const raw: Raw = { accented: [], plain: [], skip: [], signs: [], letters: [] }
  const accented = hashes(words, 0x811c9dc5)
  const plain = hashes(plainWords, 0x2545f491)
  for (const hash of hashes(signs, 0x1b873593)) raw.signs.push(bucket('signs', hash))
  for (let at = 0; at < accented.length; at += 1) {
    raw.accented.push(bucket('accented', accented[at]!))
    if (at + 1 < accented.length) raw.accented.push(bucket('accented', mix(accented[at]!, accented[at + 1]!)))
  }
  for (let at = 0; at < plain.length; at += 1) plainFeatures(raw, plain, at)
  letterFeatures(plainWords, raw.letters)
  return raw
}

function plainFeatures(raw: Raw, plain: number[], at: number): void {
  const [one, two, three, four] = [plain[at]!, plain[at + 1], plain[at + 2], plain[at + 3]]
  raw.plain.push(bucket('plain', one))
  if (two === undefined) return
  raw.plain.push(bucket('plain', mix(one, two)))
  if (three === undefined) return
  raw.plain.push(bucket('plain', mix(mix(one, two), three)))
  raw.skip.push(bucket('skip', mix(one, three)))
  if (four !== undefined) raw.skip.push(bucket('skip', mix(one, four)))
}

function letterFeatures(plainWords: readonly string[], out: number[]): void {
  const letters = ` ${plainWords.join(' ')} `.slice(0, longestLetters)
  for (let start = 0; start < letters.length; start += 1) {
    let hash = 0x9747b28c
    for (let length = 1; length <= 5 && start + length <= letters.length; length += 1) {
      hash = Math.imul(hash ^ letters.charCodeAt(start + length - 1), prime)
      if (length >= 2) out.push(letterBucket(hash))
    }
  }
}

/** The buckets of the family with this place in `familyNames`. */
export function familyRange(family: number): { start: number; end: number } {
  const name = familyNames[family]!
  return { start: firstBucket[name], end: firstBucket[name] + ranges[name] }
}

/** Weighs raw features: each family to length one, rarer buckets more. */
export function weigh(raw: Raw, rarity: Float32Array): Features {
  const { buckets, values, bounds } = weighForOnce(raw, rarity)
  const used = bounds.at(-1)!
  return { buckets: buckets.slice(0, used), values: values.slice(0, used), bounds }
}

/** The same for one look: the next call writes over the tables. */
export function weighForOnce(raw: Raw, rarity: Float32Array): Features {
  let most = 0
  for (const family of familyNames) most += raw[family].length
  if (most > table.buckets.length) table = tableFor(2 * most)
  const { buckets, values } = table
  const bounds = [0]
  let used = 0
  for (const family of familyNames) {
    const from = used
    for (const one of raw[family]) {
      if (times[one] === 0) buckets[used++] = one
      times[one]! += 1
    }
    let square = 0
    for (let at = from; at < used; at += 1) {
      const one = buckets[at]!
      const often = times[one]!
      const value = often === 1 ? rarity[one]! : (1 + Math.log(often)) * rarity[one]!
      times[one] = 0
      values[at] = value
      square += value * value
    }
    const length = Math.sqrt(square)
    for (let at = from; at < used; at += 1) values[at]! /= length
    bounds.push(used)
  }
  return { buckets, values, bounds }
}

let table = tableFor(4096)

function tableFor(size: number): { buckets: Int32Array; values: Float32Array } {
  return { buckets: new Int32Array(size), values: new Float32Array(size) }
}

/** Scratch for `weigh`: how often each bucket occurs in the message at hand; zero between calls. */
const times = new Uint16Array(bucketCount)

function hashes(words: readonly string[], seed: number): number[] {
  return words.map((word) => {
    let hash = seed
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), prime)
    return hash
  })
}

function mix(a: number, b: number): number {
  return (Math.imul(a ^ ((b << 13) | (b >>> 19)), prime) + b) | 0
}

function bucket(family: Family, hash: number): number {
  return firstBucket[family] + ((spread(hash) >>> 0) % ranges[family])
}

const firstLetterBucket = firstBucket.letters
const letterMask = ranges.letters - 1

/** `bucket` for letters, of which there are most: their range is a power of two. */
function letterBucket(hash: number): number {
  return firstLetterBucket + (spread(hash) & letterMask)
}

function spread(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}

function startOf(): Record<Family, number> {
  let next = 0
  const starts = familyNames.map((family) => {
    const start = next
    next += ranges[family]
    return [family, start]
  })
  return Object.fromEntries(starts) as Record<Family, number>
}
