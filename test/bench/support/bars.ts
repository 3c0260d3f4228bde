/** One line of "what must be shown": a figure beside what it must be at least and what we want of it. */
export type Bar = { what: string; value: number; atLeast: number; goal: number; unit: string; more: 'better' | 'worse' }

/** Prints the lines as a table and returns them for the JSON, each with whether it holds. */
export function printBars(bars: readonly Bar[]): (Bar & { holds: boolean; goalReached: boolean })[] {
  const judged = bars.map((bar) => ({ ...bar, holds: reaches(bar, bar.atLeast), goalReached: reaches(bar, bar.goal) }))
  for (const { what, value, unit, atLeast, goal, holds, goalReached } of judged) {
    const verdict = goalReached ? 'goal' : holds ? 'holds' : 'SHORT'
    console.log(`  ${verdict.padEnd(6)} ${what}: ${value} ${unit} (at least ${atLeast}, goal ${goal})`)
  }
  return judged
}

const reaches = ({ value, more }: Bar, mark: number): boolean => (more === 'better' ? value >= mark : value <= mark)
