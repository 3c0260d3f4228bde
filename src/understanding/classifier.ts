import { bucketCount, familyNames, weigh, type Features, type Raw } from './features.ts'
import { intents } from './meaning.ts'

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
export type TrainingOptions = { epochs?: number; rate?: number; seed?: number }

const classes = intents.length

/** The logits of a message, one per intent, in the order of `intents`. */
export function score(classifier: Classifier, raw: Raw): Float32Array {
  const features = weigh(raw, classifier.rarity)
  const sums = new Float32Array(classes)
  for (let n = 0; n < features.count; n += 1) {
    const value = features.values[n]!
    const row = features.buckets[n]! * classes
    for (let k = 0; k < classes; k += 1) sums[k]! += value * classifier.weights[row + k]!
  }
  return sums.map((sum, k) => sum * classifier.steps[k]! + classifier.bias[k]!)
}

/** Probabilities from logits; a higher sharpness is surer of itself. */
export function softmax(logits: Float32Array, sharpness: number): Float32Array {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp((logit - most) * sharpness))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

/** Learns one-vs-rest logistic scorers with AdaGrad. The same lessons, options and code give the same classifier. */
export function trainClassifier(lessons: readonly Lesson[], { epochs = 8, rate = 0.12, seed = 7 }: TrainingOptions = {}): Classifier {
  const rarity = rarityOf(lessons)
  const rows = lessons.map(({ raw }) => weigh(raw, rarity))
  const weights = new Float32Array(bucketCount * classes)
  const pace = new Float32Array(bucketCount * classes).fill(1e-6)
  const bias = new Float32Array(classes)
  const biasPace = new Float32Array(classes).fill(1e-6)
  const next = randomFrom(seed)
  const order = lessons.map((_, at) => at)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, next)
    for (const at of order) {
      const errors = errorsOf(rows[at]!, weights, bias, lessons[at]!.intent)
      correct(rows[at]!, weights, pace, errors, rate)
      for (let k = 0; k < classes; k += 1) {
        biasPace[k]! += errors[k]! ** 2
        bias[k]! -= (rate * errors[k]!) / Math.sqrt(biasPace[k]!)
      }
    }
  }
  return { ...quantise(weights), bias, rarity }
}

/** Rarity (inverse document frequency) of each bucket. */
function rarityOf(lessons: readonly Lesson[]): Float32Array {
  const seen = new Float32Array(bucketCount)
  for (const { raw } of lessons) {
    const own = new Set<number>()
    for (const family of familyNames) for (const bucket of raw[family]) own.add(bucket)
    for (const bucket of own) seen[bucket]! += 1
  }
  return seen.map((count) => Math.log((lessons.length + 1) / (count + 1)) + 1)
}

function errorsOf(row: Features, weights: Float32Array, bias: Float32Array, intent: number): Float32Array {
  const errors = Float32Array.from(bias)
  for (let n = 0; n < row.count; n += 1) {
    const value = row.values[n]!
    const from = row.buckets[n]! * classes
    for (let k = 0; k < classes; k += 1) errors[k]! += weights[from + k]! * value
  }
  for (let k = 0; k < classes; k += 1) errors[k] = 1 / (1 + Math.exp(-errors[k]!)) - (k === intent ? 1 : 0)
  return errors
}

function correct(row: Features, weights: Float32Array, pace: Float32Array, errors: Float32Array, rate: number): void {
  for (let n = 0; n < row.count; n += 1) {
    const value = row.values[n]!
    const from = row.buckets[n]! * classes
    for (let k = 0; k < classes; k += 1) {
      const gradient = errors[k]! * value
      const spent = pace[from + k]! + gradient * gradient
      pace[from + k] = spent
      weights[from + k]! -= (rate * gradient) / Math.sqrt(spent)
    }
  }
}

function quantise(weights: Float32Array): { weights: Int8Array; steps: Float32Array } {
  const most = new Float32Array(classes)
  for (let at = 0; at < weights.length; at += 1) most[at % classes] = Math.max(most[at % classes]!, Math.abs(weights[at]!))
  const steps = most.map((largest) => (largest === 0 ? 1 : largest / 127))
  return { weights: Int8Array.from(weights, (weight, at) => Math.round(weight / steps[at % classes]!)), steps }
}

/** A small linear congruential generator: training must not depend on the machine. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

function shuffle(order: number[], next: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1))
    const kept = order[at]!
    order[at] = order[other]!
    order[other] = kept
  }
}
