import { hasMarks } from '../platform/vietnamese/strip.ts'
import type { Alarm } from './emergency.ts'
import { sensesIn } from './danger-senses.ts'
import { bucketCount, familyNames, type Family, type Features, type Raw } from './features.ts'
import type { Reading } from './reading.ts'
import { senseBuckets, senseFeatures } from './sense-features.ts'

/** What a message says, for those who listen for danger: the intents' features, what the words are about, and the words in order. */
export type DangerSigns = { raw: Raw; senses: readonly number[]; words: Int32Array }

/** `alike`: no danger, but written to sound like it; such lessons weigh more. */
export type DangerLesson = DangerSigns & { danger: boolean; alike?: boolean }

/** A message ready to be weighed: places in a table of `dangerWeights`, and how much each of them says. */
export type DangerRow = { places: Int32Array; values: Float32Array; words: Int32Array }

/** Places for features; those for what the words are about stand behind those of the words. */
export const dangerWeights = bucketCount + senseBuckets

/** Places for words, once as written and once without marks. */
export const wordPlaces = 8_192
/** Longer messages are told by their features alone. */
const mostWords = 120
const shares: Readonly<Record<Family, number>> = { accented: 1.2, plain: 1.2, skip: 0.5, signs: 0.6, letters: 0.6 }

export function dangerSigns(
  { written, plainWords }: Pick<Reading, 'written' | 'plainWords'>,
  alarm: Alarm | null,
  raw: Raw
): DangerSigns {
  const marked = written.filter(hasMarks).length >= written.length * 0.2
  const senses = sensesIn(marked ? written : plainWords, marked)
  return { raw, senses: senseFeatures(senses, alarm, written.length), words: wordsInOrder(written, plainWords) }
}

/** `features`: the same message, weighed with the rarity that was trained with. */
export function dangerRow({ senses, words }: DangerSigns, { buckets, values, bounds }: Features): DangerRow {
  const used = bounds.at(-1)!
  const places = new Int32Array(used + senses.length)
  const said = new Float32Array(used + senses.length)
  places.set(buckets)
  places.set(senses, used)
  for (const [family, name] of familyNames.entries())
    for (let n = bounds[family]!; n < bounds[family + 1]!; n += 1) said[n] = values[n]! * shares[name]
  said.fill(1 / Math.sqrt(senses.length), used)
  return { places, values: said, words }
}

/** Two places for each word, with two for what stands before the first and after the last. */
function wordsInOrder(written: readonly string[], plainWords: readonly string[]): Int32Array {
  const count = Math.min(written.length, mostWords)
  const words = new Int32Array(2 * (count + 4))
  for (let at = 0; at < count + 4; at += 1) {
    const edge = at < 2 ? '^' : at >= count + 2 ? '$' : undefined
    words[2 * at] = placeOf(edge ?? plainWords[at - 2]!, 1)
    words[2 * at + 1] = wordPlaces + placeOf(edge ?? written[at - 2]!, 2)
  }
  return words
}

function placeOf(word: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % wordPlaces
}
