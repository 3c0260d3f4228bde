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

/** Each bucket once and how often it occurs; family `familyNames[f]` reaches from `bounds[f]` to `bounds[f + 1]`. */
export type Raw = { buckets: Int32Array; often: Uint16Array; bounds: number[] }

/** Weighed features, in the same order. */
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
  noted = 0
  const bounds = [0]
  accentedFeatures(hashes(words, 0x811c9dc5))
  bounds.push(noted)
  const plain = hashes(plainWords, 0x2545f491)
  plainFeatures(plain)
  bounds.push(noted)
  skipFeatures(plain)
  bounds.push(noted)
  for (const hash of hashes(signs, 0x1b873593)) note(bucket('signs', hash))
  bounds.push(noted)
  letterFeatures(plainWords)
  bounds.push(noted)
  const often = new Uint16Array(noted)
  for (let at = 0; at < noted; at += 1) {
    const one = notes[at]!
    often[at] = times[one]!
    times[one] = 0
  }
  return { buckets: notes.slice(0, noted), often, bounds }
}

/** Scratch: the buckets of the message at hand, and how often each of all buckets occurs in it; zero between calls. */
let notes = new Int32Array(8192)
let noted = 0
const times = new Uint16Array(bucketCount)

function note(one: number): void {
  if (times[one] === 0) {
    if (noted === notes.length) notes = Int32Array.from({ length: 2 * noted }, (_, at) => notes[at] ?? 0)
    notes[noted] = one
    noted += 1
  }
  times[one]! += 1
}

function accentedFeatures(accented: readonly number[]): void {
  for (let at = 0; at < accented.length; at += 1) {
    note(bucket('accented', accented[at]!))
    if (at + 1 < accented.length) note(bucket('accented', mix(accented[at]!, accented[at + 1]!)))
  }
}

function plainFeatures(plain: readonly number[]): void {
  for (let at = 0; at < plain.length; at += 1) {
    const [one, two, three] = [plain[at]!, plain[at + 1], plain[at + 2]]
    note(bucket('plain', one))
    if (two === undefined) return
    const pair = mix(one, two)
    note(bucket('plain', pair))
    if (three !== undefined) note(bucket('plain', mix(pair, three)))
  }
}

function skipFeatures(plain: readonly number[]): void {
  for (let at = 0; at + 2 < plain.length; at += 1) {
    note(bucket('skip', mix(plain[at]!, plain[at + 2]!)))
    if (at + 3 < plain.length) note(bucket('skip', mix(plain[at]!, plain[at + 3]!)))
  }
}

function letterFeatures(plainWords: readonly string[]): void {
  const letters = ` ${plainWords.join(' ')} `.slice(0, longestLetters)
  for (let start = 0; start < letters.length; start += 1) {
    let hash = 0x9747b28c
    const end = Math.min(letters.length, start + 5)
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ letters.charCodeAt(at), prime)
      if (at > start) note(letterBucket(hash))
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
  return { buckets, values: values.slice(0, buckets.length), bounds }
}

/** The same for one look: the next call writes over the values. */
export function weighForOnce(raw: Raw, rarity: Float32Array): Features {
  const { buckets, often, bounds } = raw
  if (buckets.length > table.length) table = new Float32Array(2 * buckets.length)
  const values = table
  for (let family = 1; family < bounds.length; family += 1) {
    const [from, to] = [bounds[family - 1]!, bounds[family]!]
    let square = 0
    for (let at = from; at < to; at += 1) {
      const rare = rarity[buckets[at]!]!
      const value = often[at] === 1 ? rare : (1 + Math.log(often[at]!)) * rare
      values[at] = value
      square += value * value
    }
    const length = Math.sqrt(square)
    for (let at = from; at < to; at += 1) values[at]! /= length
  }
  return { buckets, values, bounds }
}

let table = new Float32Array(8192)

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
