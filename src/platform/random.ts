import { randomFillSync } from 'node:crypto'

const pool = Buffer.allocUnsafe(8_192)
let used = pool.length

/** Random bytes from a pool filled 8 KB at a time: asking the system for twelve bytes costs as much as for thousands. */
export function takeRandom(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + count)) // a copy: what was handed out is never handed out again
  pool.fill(0, used, used + count)
  used += count
  return bytes
}
