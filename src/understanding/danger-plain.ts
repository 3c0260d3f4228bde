import { learn, pack, type Goal, type Packed } from './danger-rounds.ts'
import { dangerWeights, type DangerRow } from './danger-signs.ts'

/** Adds up what each feature says for danger. */
export type PlainScorer = Packed & { bias: number }

const rate = 0.1

export function scorePlain({ weights, step, bias }: PlainScorer, { places, values }: DangerRow): number {
  let sum = 0
  for (let n = 0; n < places.length; n += 1) sum += weights[places[n]!]! * values[n]!
  return sum * step + bias
}

export function trainPlain(rows: readonly DangerRow[], goals: readonly Goal[]): PlainScorer {
  const [weights, bias] = [new Float32Array(dangerWeights), new Float32Array(1)]
  const [pace, biasPace] = [new Float32Array(dangerWeights).fill(1e-6), new Float32Array(1).fill(1e-6)]
  const score = (at: number): number => {
    const { places, values } = rows[at]!
    let sum = bias[0]!
    for (let n = 0; n < places.length; n += 1) sum += weights[places[n]!]! * values[n]!
    return sum
  }
  const correct = (at: number, error: number): void => {
    const { places, values } = rows[at]!
    for (let n = 0; n < places.length; n += 1) {
      const place = places[n]!
      const gradient = error * values[n]!
      const spent = pace[place]! + gradient * gradient
      pace[place] = spent
      weights[place]! -= (rate * gradient) / Math.sqrt(spent)
    }
    biasPace[0]! += error * error
    bias[0]! -= (rate * error) / Math.sqrt(biasPace[0]!)
  }
  const rounds = { epochs: 5, averagedFrom: 2, seed: 7 }
  const means = learn({ tables: [weights, bias], score, correct }, goals, rounds)
  return { ...pack(means[0]!), bias: means[1]![0]! }
}
