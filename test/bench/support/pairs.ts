import { median, round } from './figures.ts'

/** One measurement between two of what it is compared with, which is its control as well: seconds, or any one unit. */
export type Pair = { ours: number; before: number; after: number }

/** A machine that changed between the two comparisons by more than this has measured itself. */
const isSteady = ({ before, after }: Pair): boolean => after / before >= 0.95 && after / before <= 1.05

/**
 * Measures until `wanted` pairs were steady, at most `tries` times; a void pair is repeated, and counted. Where too few were
 * steady, what was measured is told all the same and `holds` is false.
 */
export async function measurePairs<P extends Pair>(wanted: number, tries: number, measure: () => Promise<P>) {
  const all: P[] = []
  while (all.length < tries && all.filter(isSteady).length < wanted) all.push(await measure())
  const steady = all.filter(isSteady)
  const holds = steady.length >= wanted
  const judged = holds ? steady : all
  return {
    judged,
    bareMedian: median(judged.map(bareOf)),
    /** How many times as long as the comparison ours takes. */
    times: round(median(judged.map((pair) => pair.ours / bareOf(pair)))),
    /** How many times as fast. */
    share: round(median(judged.map((pair) => bareOf(pair) / pair.ours))),
    control: round(median(judged.map(({ before, after }) => after / before))),
    holds,
    voided: all.length - steady.length,
    shareOfAll: round(median(all.map((pair) => bareOf(pair) / pair.ours))),
  }
}

/**
 * The comparison before a pair and after it, several runs long, for a machine whose speed changes from one second to the
 * next: what comes after one pair is what came before the next one.
 */
export function measureChained<T extends { ours: number }>(
  runs: number,
  bare: () => Promise<number>,
  ours: () => Promise<T>
) {
  let last: number | null = null
  const several = async () => {
    let sum = 0
    for (let n = 0; n < runs; n++) sum += await bare()
    return sum / runs
  }
  return async () => {
    const before = last ?? (await several())
    const measured = await ours()
    const after = (last = await several())
    return { ...measured, before, after }
  }
}

const bareOf = ({ before, after }: Pair): number => (before + after) / 2
