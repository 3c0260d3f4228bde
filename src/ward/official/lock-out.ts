/** Failures in a row that are taken as slips of the finger. */
export const failuresAllowed = 5

/** The pause grows with every further failure; the last value stays. */
const pausesInMinutes = [1, 5, 15, 60, 240] as const

/** How long nobody gets in after so many failures in a row, in seconds; 0 while they are still slips. */
export function lockSecondsAfter(failures: number): number {
  if (failures < failuresAllowed) return 0
  const step = Math.min(failures - failuresAllowed, pausesInMinutes.length - 1)
  return (pausesInMinutes[step] ?? 0) * 60
}
