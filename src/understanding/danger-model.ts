import { hasMarks } from '../platform/vietnamese/strip.ts'
import type { Alarm } from './emergency.ts'
import { sensesIn } from './danger-senses.ts'
import { bucketCount, familyNames, weigh, type Family, type Features, type Raw } from './features.ts'
import type { Reading } from './reading.ts'
import { randomFrom, shuffle } from './repeatable-order.ts'
import { senseBuckets, senseFeatures } from './sense-features.ts'

/**
 * One linear scorer for one question: is somebody in danger now? It learns from ten times as many cries for help and
 * harmless uses of their words as the intents do, and from what the words are about, so it is asked first.
 */
export type DangerModel = { weights: Float32Array; bias: number }

/** What a message says, for the scorer: the intents' features, and places of its own for what the words are about. */
export type DangerSigns = { raw: Raw; senses: readonly number[] }
export type DangerLesson = DangerSigns & { danger: boolean }

/** Number of weights. */
export const dangerWeights = bucketCount + senseBuckets

const shares: Readonly<Record<Family, number>> = { accented: 1.2, plain: 1.2, skip: 0.5, signs: 0.6, letters: 0.6 }
const training = { epochs: 10, rate: 0.1, seed: 7, worthOfDanger: 1.5 } as const

export function dangerSigns(
  { written, plainWords }: Pick<Reading, 'written' | 'plainWords'>,
  alarm: Alarm | null,
  raw: Raw
): DangerSigns {
  const marked = written.filter(hasMarks).length >= written.length * 0.2
  const senses = sensesIn(marked ? written : plainWords, marked)
  return { raw, senses: senseFeatures(senses, alarm, written.length) }
}

/** Above zero: rather danger than not. `features`: the same message, weighed with the rarity that was trained with. */
export function scoreDanger({ weights, bias }: DangerModel, features: Features, senses: readonly number[]): number {
  let sum = bias
  for (const [family, name] of familyNames.entries()) {
    const share = shares[name]
    for (let n = features.bounds[family]!; n < features.bounds[family + 1]!; n += 1)
      sum += weights[features.buckets[n]!]! * features.values[n]! * share
  }
  const share = 1 / Math.sqrt(senses.length)
  for (const bucket of senses) sum += weights[bucket]! * share
  return sum
}

/** Logistic regression by AdaGrad. The same lessons give the same model. */
export function trainDanger(lessons: readonly DangerLesson[], rarity: Float32Array): DangerModel {
  const rows = lessons.map((lesson) => rowOf(lesson, rarity))
  const weights = new Float32Array(dangerWeights)
  const pace = new Float32Array(dangerWeights).fill(1e-6)
  let [bias, biasPace] = [0, 1e-6]
  const next = randomFrom(training.seed)
  const order = lessons.map((_, at) => at)
  for (let epoch = 0; epoch < training.epochs; epoch += 1) {
    shuffle(order, next)
    for (const at of order) {
      const { buckets, values } = rows[at]!
      let sum = bias
      for (let n = 0; n < buckets.length; n += 1) sum += weights[buckets[n]!]! * values[n]!
      const { danger } = lessons[at]!
      const error = (1 / (1 + Math.exp(-sum)) - (danger ? 1 : 0)) * (danger ? training.worthOfDanger : 1)
      if (Math.abs(error) < noticeable) continue
      for (let n = 0; n < buckets.length; n += 1) {
        const bucket = buckets[n]!
        const gradient = error * values[n]!
        pace[bucket]! += gradient * gradient
        weights[bucket]! -= (training.rate * gradient) / Math.sqrt(pace[bucket]!)
      }
      biasPace += error * error
      bias -= (training.rate * error) / Math.sqrt(biasPace)
    }
  }
  return { weights, bias }
}

const noticeable = 0.002

function rowOf({ raw, senses }: DangerSigns, rarity: Float32Array): { buckets: Int32Array; values: Float32Array } {
  const { buckets, values, bounds } = weigh(raw, rarity)
  const stretched = familyNames.flatMap((name, family) =>
    Array.from(values.subarray(bounds[family], bounds[family + 1]), (value) => value * shares[name])
  )
  return {
    buckets: Int32Array.from([...buckets, ...senses]),
    values: Float32Array.from([...stretched, ...senses.map(() => 1 / Math.sqrt(senses.length))]),
  }
}
