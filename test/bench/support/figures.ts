export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))
