import { learn, pack, type Goal, type Packed } from './danger-rounds.ts'
import { wordPlaces, type DangerRow } from './danger-signs.ts'
import { randomFrom } from './repeatable-order.ts'

/**
 * Reads a message three words at a time, in order. Each ear hears its loudest place only, so that a cry is heard in a
 * long tale too, and who does what to whom is not lost. Words have a few numbers each (`weights`), learned here.
 */
export type PhraseScorer = Packed & { ears: Float32Array; offsets: Float32Array; votes: Float32Array; bias: number }

const depth = 12
export const ears = 16
const atOnce = 3
const span = atOnce * depth
export const wordWeights = 2 * wordPlaces * depth
export const earWeights = ears * span
const rate = 0.05
/** Share of the words that are not heard while learning: no cry may hang on one word. */
const unheard = 0.2

type Tables = Pick<PhraseScorer, 'ears' | 'offsets' | 'votes'> & { weights: Int8Array | Float32Array; step: number }

export function scorePhrases(scorer: PhraseScorer, { words }: DangerRow): number {
  say(words, scorer, null)
  return listen(words.length / 2, scorer, scorer.bias)
}

/** Scratch: the words as numbers, how loud each ear heard, and where. */
let said = new Float32Array(256 * depth)
const loudest = new Float32Array(ears)
const heardAt = new Int32Array(ears)

function say(words: Int32Array, { weights, step }: Tables, next: (() => number) | null): void {
  if (words.length * depth > said.length) said = new Float32Array(2 * words.length * depth)
  for (let at = 0; 2 * at < words.length; at += 1) {
    const [plain, written] = [words[2 * at]! * depth, words[2 * at + 1]! * depth]
    const heard = next !== null && next() < unheard ? 0 : step
    for (let k = 0; k < depth; k += 1) said[at * depth + k] = heard * (weights[plain + k]! + weights[written + k]!)
  }
}

function listen(count: number, { ears: filters, offsets, votes }: Tables, bias: number): number {
  let score = bias
  for (let ear = 0; ear < ears; ear += 1) {
    let most = -Infinity
    for (let at = 0; at + atOnce <= count; at += 1) {
      let sum = 0
      for (let k = 0; k < span; k += 1) sum += filters[ear * span + k]! * said[at * depth + k]!
      if (sum > most) {
        most = sum
        heardAt[ear] = at
      }
    }
    loudest[ear] = Math.tanh(most + offsets[ear]!)
    score += votes[ear]! * loudest[ear]!
  }
  return score
}

export function trainPhrases(rows: readonly DangerRow[], goals: readonly Goal[]): PhraseScorer {
  const tables = beginning()
  const paces = Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, new Float32Array(table.length).fill(1e-4)])
  ) as typeof tables
  const wordPace = new Float32Array(2 * wordPlaces).fill(1e-4)
  const shifts = new Float32Array(256 * depth)
  const step = (table: keyof typeof tables, at: number, gradient: number): void => {
    const pace = paces[table]
    pace[at]! += gradient * gradient
    tables[table][at]! -= (rate * gradient) / Math.sqrt(pace[at]!)
  }
  const score = (at: number, next: () => number): number => {
    const { words } = rows[at]!
    say(words, { ...tables, step: 1 }, next)
    return listen(words.length / 2, { ...tables, step: 1 }, tables.bias[0]!)
  }
  const correct = (at: number, error: number): void => {
    const { words } = rows[at]!
    shifts.fill(0, 0, (words.length / 2) * depth)
    for (let ear = 0; ear < ears; ear += 1) {
      const heard = loudest[ear]!
      const move = error * tables.votes[ear]! * (1 - heard * heard)
      step('votes', ear, error * heard)
      if (Math.abs(move) < 1e-5) continue
      step('offsets', ear, move)
      for (let k = 0; k < span; k += 1) {
        const place = heardAt[ear]! * depth + k
        shifts[place]! += move * tables.ears[ear * span + k]!
        step('ears', ear * span + k, move * said[place]!)
      }
    }
    shiftWords(words, shifts, tables.weights, wordPace)
    step('bias', 0, error)
  }
  const { weights, ears: filters, offsets, votes, bias } = tables
  const rounds = { epochs: 5, averagedFrom: 3, seed: 7 }
  const means = learn({ tables: [weights, filters, offsets, votes, bias], score, correct }, goals, rounds)
  return { ...pack(means[0]!), ears: means[1]!, offsets: means[2]!, votes: means[3]!, bias: means[4]![0]! }
}

function shiftWords(words: Int32Array, shifts: Float32Array, weights: Float32Array, pace: Float32Array): void {
  for (let at = 0; 2 * at < words.length; at += 1) {
    let strength = 0
    for (let k = 0; k < depth; k += 1) strength += shifts[at * depth + k]! ** 2 / depth
    if (strength < 1e-11) continue
    for (const word of [words[2 * at]!, words[2 * at + 1]!]) {
      pace[word]! += strength
      const pull = rate / Math.sqrt(pace[word]!)
      for (let k = 0; k < depth; k += 1) weights[word * depth + k]! -= pull * shifts[at * depth + k]!
    }
  }
}

function beginning(): Record<'weights' | 'ears' | 'offsets' | 'votes' | 'bias', Float32Array> {
  const next = randomFrom(7)
  const weights = new Float32Array(wordWeights)
  for (let at = 0; at < weights.length; at += 1) weights[at] = (next() - 0.5) * 0.4
  const filters = new Float32Array(earWeights)
  for (let at = 0; at < filters.length; at += 1) filters[at] = (next() - 0.5) * 2 * Math.sqrt(3 / span)
  const votes = Float32Array.from({ length: ears }, (_, ear) => (ear % 2 ? 0.5 : -0.5))
  return { weights, ears: filters, offsets: new Float32Array(ears), votes, bias: new Float32Array(1) }
}
