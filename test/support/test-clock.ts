import type { Clock } from '../../src/platform/clock.ts'

/** A clock that stands until it is moved. */
export function makeTestClock(start: string): Clock & { forward(seconds: number): void } {
  let ms = Date.parse(start)
  return { now: () => new Date(ms), forward: (seconds) => void (ms += seconds * 1000) }
}
