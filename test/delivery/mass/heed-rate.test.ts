import { expect, test } from 'vitest'
import { isShort, makeHeedRate } from '../../../src/delivery/mass/heed-rate.ts'
import { unlimited, type Pace } from '../../../src/delivery/mass/pace.ts'

test.each([
  [4_000, 4_000, false],
  [4_000, 801, false],
  [4_000, 800, true],
  [4_000, 0, true],
  [0, 0, false],
])('of %d calls a minute %d are left: mass sending is short of them: %s', (limit, remain, short) => {
  expect(isShort({ limit, remain })).toBe(short)
})

test('when only the fifth of the replies is left of the platform’s minute, mass sending of that account rests', async () => {
  const rests: unknown[] = []
  const pace: Pace = {
    take: async (_account, wanted) => unlimited(wanted),
    rest: async (...given) => void rests.push(given),
    close: async () => {},
  }
  const clock = { at: 0, now: () => new Date(clock.at) }
  const heed = makeHeedRate({ pace, clock })
  const [one, other] = [
    { wardId: 'w', accountId: 'one' },
    { wardId: 'w', accountId: 'other' },
  ]
  await heed(one, { limit: 4_000, remain: 2_000 })
  expect(rests).toEqual([])
  for (let n = 0; n < 100; n++) await heed(one, { limit: 4_000, remain: 700 - n })
  await heed(other, { limit: 4_000, remain: 0 })
  expect(rests).toEqual([
    [one, 5, 'mass'],
    [other, 5, 'mass'],
  ])
  clock.at = 1_000
  await heed(one, { limit: 4_000, remain: 600 })
  expect(rests).toHaveLength(3)
})
