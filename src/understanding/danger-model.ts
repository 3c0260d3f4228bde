import { hasMarks } from '../platform/vietnamese/strip.ts'
import type { Alarm } from './emergency.ts'
import { sensesIn } from './danger-senses.ts'
import { bucketCount, familyNames, weighForOnce, type Family, type Features, type Raw } from './features.ts'
import type { Reading } from './reading.ts'
import { nameOf, steadyOrder } from './repeatable-order.ts'
import { senseBuckets, senseFeatures } from './sense-features.ts'

/**
 * One linear scorer for one question: is somebody in danger now? It learns from ten times as many cries for help and
 * harmless uses of their words as the intents do, and from what the words are about, so it is asked first.
 */
export type DangerModel = { weights: Float32Array; bias: number }

/** What a message says, for the scorer: the intents' features, and places of its own for what the words are about. */
export type DangerSigns = { raw: Raw; senses: readonly number[] }
/** `alike`: no danger, but it sounds like it, or was written to; such lessons weigh more. */
export type DangerLesson = DangerSigns & { danger: boolean; alike?: boolean }

/** Number of weights. */
export const dangerWeights = bucketCount + senseBuckets

const shares: Readonly<Record<Family, number>> = { accented: 1.2, plain: 1.2, skip: 0.5, signs: 0.6, letters: 1.2 }
const shareOfSenses = 2.2
/** `averagedFrom`: the weights are the mean of those after each round from this one on, which a new lesson hardly shifts. */
const training = { rounds: 8, averagedFrom: 3, rate: 0.15, worthOfDanger: 1.5, worthOfLikeness: 3 } as const

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
  const share = shareOfSenses / Math.sqrt(senses.length)
  for (const bucket of senses) sum += weights[bucket]! * share
  return sum
}

/** Logistic regression by AdaGrad, averaged. The same lessons give the same model. */
export function trainDanger(lessons: readonly DangerLesson[], rarity: Float32Array): DangerModel {
  const rows = lessons.map((lesson) => rowOf(lesson, rarity))
  const learning = { weights: new Float32Array(dangerWeights), pace: new Float32Array(dangerWeights).fill(1e-6) }
  const mean: DangerModel = { weights: new Float32Array(dangerWeights), bias: 0 }
  const bias = { value: 0, pace: 1e-6 }
  const names = lessons.map(({ raw }) => nameOf(raw.buckets))
  const counted = training.rounds - training.averagedFrom + 1
  for (let round = 1; round <= training.rounds; round += 1) {
    for (const at of steadyOrder(names, round)) {
      const error = errorOf(lessons[at]!, bias.value + sumOf(rows[at]!, learning.weights))
      if (Math.abs(error) < noticeable) continue
      correct(rows[at]!, learning, error)
      bias.pace += error * error
      bias.value -= (training.rate * error) / Math.sqrt(bias.pace)
    }
    if (round < training.averagedFrom) continue
    for (let at = 0; at < dangerWeights; at += 1) mean.weights[at]! += learning.weights[at]! / counted
    mean.bias += bias.value / counted
  }
  return mean
}

const noticeable = 0.02

type Row = { buckets: Int32Array; values: Float32Array }

function sumOf({ buckets, values }: Row, weights: Float32Array): number {
  let sum = 0
  for (let n = 0; n < buckets.length; n += 1) sum += weights[buckets[n]!]! * values[n]!
  return sum
}

function errorOf({ danger, alike }: DangerLesson, sum: number): number {
  const worth = danger ? training.worthOfDanger : alike ? training.worthOfLikeness : 1
  return (1 / (1 + Math.exp(-sum)) - (danger ? 1 : 0)) * worth
}

function correct(
  { buckets, values }: Row,
  { weights, pace }: { weights: Float32Array; pace: Float32Array },
  error: number
): void {
  for (let n = 0; n < buckets.length; n += 1) {
    const bucket = buckets[n]!
    const gradient = error * values[n]!
    const spent = pace[bucket]! + gradient * gradient
    pace[bucket] = spent
    weights[bucket]! -= (training.rate * gradient) / Math.sqrt(spent)
  }
}

function rowOf({ raw, senses }: DangerSigns, rarity: Float32Array): Row {
  const { buckets, values, bounds } = weighForOnce(raw, rarity)
  const used = bounds.at(-1)!
  const row = { buckets: new Int32Array(used + senses.length), values: new Float32Array(used + senses.length) }
  row.buckets.set(buckets.subarray(0, used))
  row.buckets.set(senses, used)
  for (const [family, name] of familyNames.entries())
    for (let n = bounds[family]!; n < bounds[family + 1]!; n += 1) row.values[n] = values[n]! * shares[name]
  row.values.fill(shareOfSenses / Math.sqrt(senses.length), used)
  return row
}
