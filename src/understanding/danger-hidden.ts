import { learn, pack, type Goal, type Packed } from './danger-rounds.ts'
import { dangerWeights, type DangerRow } from './danger-signs.ts'
import { randomFrom } from './repeatable-order.ts'

/**
 * One hidden layer over the same features: "lửa" with "tắt hết rồi" may mean something else than the two by themselves.
 * A feature has a weight for each unit; `offsets` and `votes` are the units' own.
 */
export type HiddenScorer = Packed & { offsets: Float32Array; votes: Float32Array; bias: number }

export const hiddenUnits = 8
const rate = 0.05
/** A unit that is not moved still says a little. */
const leak = 0.1

export function scoreHidden({ weights, step, offsets, votes, bias }: HiddenScorer, row: DangerRow): number {
  const sums = addUp(weights, row)
  let score = bias
  for (let unit = 0; unit < hiddenUnits; unit += 1) {
    const sum = sums[unit]! * step + offsets[unit]!
    score += votes[unit]! * (sum > 0 ? sum : leak * sum)
  }
  return score
}

const sums = new Float64Array(hiddenUnits)

function addUp(weights: Int8Array | Float32Array, { places, values }: DangerRow): Float64Array {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let n = 0; n < places.length; n += 1) {
    const value = values[n]!
    const at = places[n]! * hiddenUnits
    a += value * weights[at]!
    b += value * weights[at + 1]!
    c += value * weights[at + 2]!
    d += value * weights[at + 3]!
    e += value * weights[at + 4]!
    f += value * weights[at + 5]!
    g += value * weights[at + 6]!
    h += value * weights[at + 7]!
  }
  sums.set([a, b, c, d, e, f, g, h])
  return sums
}

export function trainHidden(rows: readonly DangerRow[], goals: readonly Goal[]): HiddenScorer {
  const { weights, offsets, votes, bias } = beginning()
  const pace = new Float32Array(dangerWeights).fill(1e-4)
  const [offsetPace, votePace] = [new Float32Array(hiddenUnits).fill(1e-4), new Float32Array(hiddenUnits).fill(1e-4)]
  const biasPace = new Float32Array(1).fill(1e-6)
  const [said, moved] = [new Float64Array(hiddenUnits), new Float64Array(hiddenUnits)]
  const score = (at: number): number => {
    const found = addUp(weights, rows[at]!)
    let sum = bias[0]!
    for (let unit = 0; unit < hiddenUnits; unit += 1) {
      said[unit] = found[unit]! + offsets[unit]!
      sum += votes[unit]! * (said[unit]! > 0 ? said[unit]! : leak * said[unit]!)
    }
    return sum
  }
  const correct = (at: number, error: number): void => {
    let strength = 0
    for (let unit = 0; unit < hiddenUnits; unit += 1) {
      const slope = said[unit]! > 0 ? 1 : leak
      const move = error * votes[unit]! * slope
      moved[unit] = move
      strength += (move * move) / hiddenUnits
      step(votes, votePace, unit, error * said[unit]! * slope)
      step(offsets, offsetPace, unit, move)
    }
    spread(rows[at]!, weights, pace, moved, strength)
    step(bias, biasPace, 0, error)
  }
  const rounds = { epochs: 4, averagedFrom: 2, seed: 7 }
  const means = learn({ tables: [weights, offsets, votes, bias], score, correct }, goals, rounds)
  return { ...pack(means[0]!), offsets: means[1]!, votes: means[2]!, bias: means[3]![0]! }
}

function spread(
  { places, values }: DangerRow,
  weights: Float32Array,
  pace: Float32Array,
  moved: Float64Array,
  strength: number
): void {
  for (let n = 0; n < places.length; n += 1) {
    const place = places[n]!
    const value = values[n]!
    const spent = pace[place]! + strength * value * value
    pace[place] = spent
    const pull = (rate * value) / Math.sqrt(spent)
    for (let unit = 0; unit < hiddenUnits; unit += 1) weights[place * hiddenUnits + unit]! -= pull * moved[unit]!
  }
}

function step(table: Float32Array, pace: Float32Array, at: number, gradient: number): void {
  pace[at]! += gradient * gradient
  table[at]! -= (rate * gradient) / Math.sqrt(pace[at]!)
}

function beginning(): Record<'weights' | 'offsets' | 'votes' | 'bias', Float32Array> {
  const next = randomFrom(7)
  const weights = new Float32Array(dangerWeights * hiddenUnits)
  for (let at = 0; at < weights.length; at += 1) weights[at] = (next() - 0.5) * 0.3
  const votes = new Float32Array(hiddenUnits)
  for (let unit = 0; unit < hiddenUnits; unit += 1) votes[unit] = (unit % 2 ? 1 : -1) * (0.5 + 0.5 * next())
  return { weights, offsets: new Float32Array(hiddenUnits), votes, bias: new Float32Array(1) }
}
