import type { Alarm } from './emergency.ts'
import { senseNames } from './danger-senses.ts'
import { bucketCount } from './features.ts'

/** Number of buckets for what the words are about; they stand behind those of the words themselves. */
export const senseBuckets = 16_384

/** How far one sense may stand from the next and still be told together with it. */
const reach = 5
const heardNames = ['none', 'hint', 'certain', 'beyond'] as const

/** The bucket of everything that can be told, worked out once: a pair is found by the places of its senses. */
type Buckets = {
  count: number
  nothing: number
  length: Int32Array
  heard: Int32Array
  alone: Int32Array
  heardWith: Int32Array
  together: Int32Array
  following: Int32Array
  /** In which message a pair was last told: one told twice counts once. */
  toldIn: Int32Array
}

let buckets: Buckets | undefined
let messages = 0

/** What the words are about, in pairs as they follow each other and as they occur, and what the rules heard. */
export function senseFeatures(senses: readonly number[], alarm: Alarm | null, length: number): number[] {
  const all = (buckets ??= allBuckets())
  const { count } = all
  const heard = alarm === null ? 0 : alarm.beyondDoubt ? 3 : alarm.strength === 'certain' ? 2 : 1
  const kinds = kindsOf(senses, count)
  const told = [all.heard[heard]!, all.length[Math.min(6, Math.floor(Math.log2(length + 1)))]!]
  if (kinds.length === 0) told.push(all.nothing)
  for (let at = 0; at < kinds.length; at += 1) {
    const kind = kinds[at]!
    told.push(all.alone[kind]!, all.heardWith[heard * count + kind]!)
    for (let other = at + 1; other < kinds.length; other += 1) told.push(all.together[kind * count + kinds[other]!]!)
  }
  pushFollowing(told, senses, all)
  return told
}

function pushFollowing(told: number[], senses: readonly number[], { count, following, toldIn }: Buckets): void {
  messages += 1
  if (messages === 0x7fffffff) {
    toldIn.fill(0)
    messages = 1
  }
  for (let at = 0; at < senses.length; at += 1) {
    const end = Math.min(senses.length, at + 1 + reach)
    for (let next = at + 1; next < end; next += 1) {
      const pair = senses[at]! * count + senses[next]!
      if (toldIn[pair] === messages) continue
      toldIn[pair] = messages
      told.push(following[pair]!)
    }
  }
}

/** Each sense once, in the order of the alphabet. */
function kindsOf(senses: readonly number[], count: number): number[] {
  const there = new Uint8Array(count)
  for (const sense of senses) there[sense] = 1
  const kinds: number[] = []
  for (let sense = 0; sense < count; sense += 1) if (there[sense] === 1) kinds.push(sense)
  return kinds
}

function allBuckets(): Buckets {
  const names = senseNames()
  const pairs = (sign: string): Int32Array =>
    Int32Array.from(names.flatMap((one) => names.map((other) => bucketOf(`${one} ${sign} ${other}`))))
  return {
    count: names.length,
    nothing: bucketOf('nothing'),
    length: Int32Array.from([0, 1, 2, 3, 4, 5, 6], (length) => bucketOf(`length ${length}`)),
    heard: Int32Array.from(heardNames, (heard) => bucketOf(`heard ${heard}`)),
    alone: Int32Array.from(names, bucketOf),
    heardWith: Int32Array.from(heardNames.flatMap((heard) => names.map((name) => bucketOf(`${heard}: ${name}`)))),
    together: pairs('&'),
    following: pairs('>'),
    toldIn: new Int32Array(names.length ** 2),
  }
}

function bucketOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return bucketCount + (((hash ^ (hash >>> 15)) >>> 0) % senseBuckets)
}
