/** Fewer than so many people could be guessed: their sums and marks are not published. */
export const fewestShown = 5

/** Whether a whole may stand beside its published parts: what is left when they are subtracted is nothing, or of enough people. */
export const mayShowWhole = (whole: number, shown: readonly number[]): boolean => {
  const rest = whole - shown.reduce((sum, one) => sum + one, 0)
  return rest === 0 || rest >= fewestShown
}

/** The parts that may be published beside their whole: those of enough people, less the smallest while the rest is too few. */
export function partsShown<T>(parts: readonly T[], countOf: (part: T) => number): ReadonlySet<T> {
  const whole = parts.reduce((sum, part) => sum + countOf(part), 0)
  const shown = parts.filter((part) => countOf(part) >= fewestShown).sort((a, b) => countOf(b) - countOf(a))
  while (!mayShowWhole(whole, shown.map(countOf)) && shown.length > 0) shown.pop()
  return new Set(shown)
}
