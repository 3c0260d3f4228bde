import { randomFrom, shuffle } from './repeatable-order.ts'

/** One lesson's right answer, and how much a mistake about it weighs. */
export type Goal = { danger: boolean; worth: number }

/** Who learns: the score of a lesson, then a step against its error. `tables` is all that changes. */
export type Learner = {
  tables: Float32Array[]
  score: (at: number, next: () => number) => number
  correct: (at: number, error: number) => void
}
export type Rounds = { epochs: number; averagedFrom: number; seed: number }

/** A smaller error teaches nothing, and its lesson is left out of the next round. */
const noticeable = 0.02

/**
 * Logistic regression round by round. The result is the mean of the tables after each round from `averagedFrom` on,
 * which a new lesson hardly shifts. The same goals give the same result.
 */
export function learn({ tables, score, correct }: Learner, goals: readonly Goal[], rounds: Rounds): Float32Array[] {
  const means = tables.map((table) => new Float32Array(table.length))
  const counted = rounds.epochs - rounds.averagedFrom + 1
  const next = randomFrom(rounds.seed)
  const order = goals.map((_, at) => at)
  const known = new Uint8Array(goals.length)
  for (let epoch = 1; epoch <= rounds.epochs; epoch += 1) {
    shuffle(order, next)
    for (const at of order) {
      if (known[at] === 1) {
        known[at] = 0
        continue
      }
      const { danger, worth } = goals[at]!
      const error = (1 / (1 + Math.exp(-score(at, next))) - (danger ? 1 : 0)) * worth
      if (Math.abs(error) >= noticeable) correct(at, error)
      else known[at] = 1
    }
    if (epoch < rounds.averagedFrom) continue
    for (const [which, table] of tables.entries()) {
      const mean = means[which]!
      for (let at = 0; at < table.length; at += 1) mean[at]! += table[at]! / counted
    }
  }
  return means
}

/** Weights in eight bits; `step` is what one of them is worth. */
export type Packed = { weights: Int8Array; step: number }

export function pack(table: Float32Array): Packed {
  let most = 0
  for (let at = 0; at < table.length; at += 1) most = Math.max(most, Math.abs(table[at]!))
  const step = most === 0 ? 1 : most / 127
  return { weights: Int8Array.from(table, (weight) => Math.round(weight / step)), step }
}
