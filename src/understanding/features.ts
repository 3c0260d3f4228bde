import type { Reading } from './reading.ts'

/** Number of hash buckets; the model holds one row of weights for each. */
export const bucketCount = 1 << 16

/** How much each family of features weighs against the others; found by leave-one-author-out. */
const families = { accented: 1.3, plain: 1.3, skip: 0.5, signs: 0.6, letters: 0.7 } as const
export type Family = keyof typeof families
export const familyNames = Object.keys(families) as Family[]

/** Bucket numbers family by family, with repeats. */
export type Raw = Record<Family, number[]>
export type Features = { buckets: Int32Array; values: Float32Array; count: number }

const prime = 0x01000193
const longestLetters = 1200

/** Raw features of a message, family by family, before weighting: bucket numbers, with repeats. */
export function rawFeatures({ words, plainWords }: Pick<Reading, 'words' | 'plainWords'>, signs: readonly string[]): Raw {
  const raw: Raw = { accented: [], plain: [], skip: [], signs: hashes(signs, 0x1b873593).map(bucket), letters: [] }
  const accented = hashes(words, 0x811c9dc5)
  const plain = hashes(plainWords, 0x2545f491)
  for (let at = 0; at < accented.length; at += 1) {
    raw.accented.push(bucket(accented[at]!))
    if (at + 1 < accented.length) raw.accented.push(bucket(mix(accented[at]!, accented[at + 1]!)))
  }
  for (let at = 0; at < plain.length; at += 1) {
    const [one, two, three, four] = [plain[at]!, plain[at + 1], plain[at + 2], plain[at + 3]]
    raw.plain.push(bucket(one))
    if (two === undefined) continue
    raw.plain.push(bucket(mix(one, two)))
    if (three === undefined) continue
    raw.plain.push(bucket(mix(mix(one, two), three)))
    raw.skip.push(bucket(mix(one ^ 0x5bd1e995, three)))
    if (four !== undefined) raw.skip.push(bucket(mix(one ^ 0x5bd1e995, four)))
  }
  letterFeatures(plainWords, raw.letters)
  return raw
}

function letterFeatures(plainWords: readonly string[], out: number[]): void {
  const letters = ` ${plainWords.join(' ')} `.slice(0, longestLetters)
  for (let start = 0; start < letters.length; start += 1) {
    let hash = 0x9747b28c
    for (let length = 1; length <= 5 && start + length <= letters.length; length += 1) {
      hash = Math.imul(hash ^ letters.charCodeAt(start + length - 1), prime)
      if (length >= 2) out.push(bucket(hash))
    }
  }
}

function hashes(words: readonly string[], seed: number): number[] {
  return words.map((word) => {
    let hash = seed
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), prime)
    return hash
  })
}

function mix(a: number, b: number): number {
  return Math.imul(a ^ ((b << 13) | (b >>> 19)), prime) + b | 0
}

function bucket(hash: number): number {
  let h = hash ^ (hash >>> 15)
  h = Math.imul(h, 0x85ebca6b)
  return ((h ^ (h >>> 13)) >>> 0) & (bucketCount - 1)
}

/** Weighs raw features: each family to length one times its share, rarer buckets more. */
export function weigh(raw: Raw, rarity: Float32Array): Features {
  const buckets: number[] = []
  const values: number[] = []
  for (const family of familyNames) {
    const sorted = Int32Array.from(raw[family]).sort()
    const from = buckets.length
    let square = 0
    for (let at = 0; at < sorted.length;) {
      const one = sorted[at]!
      let count = 0
      while (at < sorted.length && sorted[at] === one) [at, count] = [at + 1, count + 1]
      const value = (1 + Math.log(count)) * rarity[one]!
      square += value * value
      buckets.push(one)
      values.push(value)
    }
    const scale = square === 0 ? 0 : families[family] / Math.sqrt(square)
    for (let at = from; at < values.length; at += 1) values[at]! *= scale
  }
  return { buckets: Int32Array.from(buckets), values: Float32Array.from(values), count: buckets.length }
}
