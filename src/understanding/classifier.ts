import {
  bucketCount,
  familyNames,
  familyRange,
  weigh,
  weighForOnce,
  type Family,
  type Features,
  type Raw,
} from './features.ts'
import { intents } from './meaning.ts'
import { nameOf, steadyOrder } from './repeatable-order.ts'

/** One linear scorer per intent over hashed features, in eight-bit weights. */
export type Classifier = {
  weights: Int8Array
  /** What one step of a weight is worth, per intent. */
  steps: Float32Array
  bias: Float32Array
  rarity: Float32Array
}

/** An utterance ready to learn from. */
export type Lesson = { raw: Raw; intent: number }

type Member = { weights: Float32Array; bias: Float32Array }

const classes = intents.length

/** How much each family weighs in each member; found by leave-one-author-out. */
const members: readonly Record<Family, number>[] = [
  { accented: 1.3, plain: 1.3, skip: 0, signs: 0.6, letters: 0.7 },
  { accented: 1, plain: 1, skip: 0.7, signs: 0.6, letters: 0 },
]

/** `averaged`: of so many last rounds the mean of the weights is kept. */
const training = { rounds: 10, averaged: 4, rate: 0.1 } as const

/** The logits of a message, one per intent, in the order of `intents`. */
export const score = (classifier: Classifier, raw: Raw): Float32Array =>
  scoreWeighed(classifier, weighForOnce(raw, classifier.rarity))

/** The same of features that are weighed already. */
export function scoreWeighed(classifier: Classifier, row: Features): Float32Array {
  const { weights } = classifier
  const logits = new Float32Array(classes)
  for (let k = 0; k < classes; k += abreast) {
    const sums = sumsOf(row, weights, k)
    for (let n = 0; n < abreast; n += 1) logits[k + n] = sums[n]! * classifier.steps[k + n]! + classifier.bias[k + n]!
  }
  return logits
}

/** As many sums as fit a processor's registers: twice as fast as adding up row after row. The number of intents is a multiple of it. */
const abreast = 8

/** The weighed sums of `abreast` intents from the k-th on. */
function sumsOf({ buckets, values, bounds }: Features, weights: Int8Array | Float32Array, k: number): number[] {
  const count = bounds.at(-1)!
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let n = 0; n < count; n += 1) {
    const value = values[n]!
    const at = buckets[n]! * classes + k
    a += value * weights[at]!
    b += value * weights[at + 1]!
    c += value * weights[at + 2]!
    d += value * weights[at + 3]!
    e += value * weights[at + 4]!
    f += value * weights[at + 5]!
    g += value * weights[at + 6]!
    h += value * weights[at + 7]!
  }
  return [a, b, c, d, e, f, g, h]
}

/** Probabilities from logits; a higher sharpness is surer of itself. */
export function softmax(logits: Float32Array, sharpness: number): Float32Array {
  let most = -Infinity
  for (let k = 0; k < logits.length; k += 1) most = Math.max(most, logits[k]!)
  const powers = new Float32Array(logits.length)
  let total = 0
  for (let k = 0; k < logits.length; k += 1) total += powers[k] = Math.fround(Math.exp((logits[k]! - most) * sharpness))
  for (let k = 0; k < logits.length; k += 1) powers[k]! /= total
  return powers
}

/**
 * Learns one-vs-rest logistic scorers with AdaGrad, one member with letters and one with skipped pairs, and averages
 * their logits into one table. The same lessons give the same classifier, and ten more or less hardly another one:
 * they leave the others in their order, and the weights are the mean of those after each of the last rounds.
 */
export function trainClassifier(lessons: readonly Lesson[]): Classifier {
  const rarity = rarityOf(lessons)
  const rows = lessons.map(({ raw }) => weigh(raw, rarity))
  const names = lessons.map(({ raw }) => nameOf(raw.buckets))
  const orders = Array.from({ length: training.rounds }, (_, round) => steadyOrder(names, round))
  const weights = new Float32Array(bucketCount * classes)
  const bias = new Float32Array(classes)
  for (const shares of members) {
    const shared = rows.map((row) => share(row, shares))
    const member = trainMember(shared, lessons, orders)
    familyNames.forEach((family, f) => addWeights(weights, member.weights, f, shares[family] / members.length))
    member.bias.forEach((value, k) => (bias[k]! += value / members.length))
  }
  return { ...quantise(weights), bias, rarity }
}

function trainMember(rows: Features[], lessons: readonly Lesson[], orders: readonly (readonly number[])[]): Member {
  const learning = { weights: new Float32Array(bucketCount * classes), bias: new Float32Array(classes) }
  const pace = new Float32Array(bucketCount * classes).fill(1e-6)
  const biasPace = new Float32Array(classes).fill(1e-6)
  const mean = { weights: new Float32Array(bucketCount * classes), bias: new Float32Array(classes) }
  const { rate, averaged } = training
  for (const [round, order] of orders.entries()) {
    for (const at of order) {
      const errors = errorsOf(rows[at]!, learning.weights, learning.bias, lessons[at]!.intent)
      correct(rows[at]!, learning.weights, pace, errors, rate)
      for (let k = 0; k < classes; k += 1) {
        biasPace[k]! += errors[k]! ** 2
        learning.bias[k]! -= (rate * errors[k]!) / Math.sqrt(biasPace[k]!)
      }
    }
    if (round >= orders.length - averaged) addTo(mean, learning)
  }
  return { weights: mean.weights.map((sum) => sum / averaged), bias: mean.bias.map((sum) => sum / averaged) }
}

function addTo(sums: Member, { weights, bias }: Member): void {
  for (let at = 0; at < weights.length; at += 1) sums.weights[at]! += weights[at]!
  for (let k = 0; k < classes; k += 1) sums.bias[k]! += bias[k]!
}

/** A row with each family stretched to its share; families without a share are left out. */
function share(row: Features, shares: Record<Family, number>): Features {
  const buckets: number[] = []
  const values: number[] = []
  familyNames.forEach((family, f) => {
    if (shares[family] === 0) return
    for (let n = row.bounds[f]!; n < row.bounds[f + 1]!; n += 1) {
      buckets.push(row.buckets[n]!)
      values.push(row.values[n]! * shares[family])
    }
  })
  return { buckets: Int32Array.from(buckets), values: Float32Array.from(values), bounds: [0, buckets.length] }
}

function addWeights(into: Float32Array, from: Float32Array, family: number, times: number): void {
  const { start, end } = familyRange(family)
  for (let at = start * classes; at < end * classes; at += 1) into[at]! += from[at]! * times
}

/** Rarity (inverse document frequency) of each bucket. */
function rarityOf(lessons: readonly Lesson[]): Float32Array {
  const seen = new Float32Array(bucketCount)
  for (const { raw } of lessons) for (const bucket of raw.buckets) seen[bucket]! += 1
  return seen.map((count) => Math.log((lessons.length + 1) / (count + 1)) + 1)
}

function errorsOf(row: Features, weights: Float32Array, bias: Float32Array, intent: number): Float32Array {
  const errors = new Float32Array(classes)
  for (let k = 0; k < classes; k += abreast) {
    const sums = sumsOf(row, weights, k)
    for (let n = 0; n < abreast; n += 1) {
      errors[k + n] = 1 / (1 + Math.exp(-sums[n]! - bias[k + n]!)) - (k + n === intent ? 1 : 0)
    }
  }
  return errors
}

/** Only scorers that were noticeably wrong learn: late in training that is one or two of them. */
const noticeable = 0.002

function correct(row: Features, weights: Float32Array, pace: Float32Array, errors: Float32Array, rate: number): void {
  const wrong = [...errors.keys()].filter((k) => Math.abs(errors[k]!) > noticeable)
  if (wrong.length === 0) return
  for (let n = 0, count = row.bounds.at(-1)!; n < count; n += 1) {
    const value = row.values[n]!
    const from = row.buckets[n]! * classes
    for (const k of wrong) {
      const gradient = errors[k]! * value
      const spent = pace[from + k]! + gradient * gradient
      pace[from + k] = spent
      weights[from + k]! -= (rate * gradient) / Math.sqrt(spent)
    }
  }
}

function quantise(weights: Float32Array): { weights: Int8Array; steps: Float32Array } {
  const most = new Float32Array(classes)
  for (let at = 0; at < weights.length; at += 1)
    most[at % classes] = Math.max(most[at % classes]!, Math.abs(weights[at]!))
  const steps = most.map((largest) => (largest === 0 ? 1 : largest / 127))
  return { weights: Int8Array.from(weights, (weight, at) => Math.round(weight / steps[at % classes]!)), steps }
}
