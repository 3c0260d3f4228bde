import { describe, expect, it } from 'vitest'
import { makeGather } from '../../src/platform/gather.ts'

describe('what arrives together is written together', () => {
  it('in one batch per key, each with its own result', async () => {
    const batches: [string, readonly number[]][] = []
    const add = makeGather<number, number>(
      async (key, items) => {
        batches.push([key, items])
        return items.map((item) => item * 10)
      },
      { mostAtOnce: 10, batchesAtOnce: 1 }
    )
    expect(await Promise.all([add('a', 1), add('b', 2), add('a', 3)])).toEqual([10, 20, 30])
    expect(batches).toEqual([
      ['a', [1, 3]],
      ['b', [2]],
    ])
  })

  it('in no more batches at once than allowed, none larger than allowed, none forgotten', async () => {
    let running = 0
    let most = 0
    const sizes: number[] = []
    const add = makeGather<number, number>(
      async (_key, items) => {
        most = Math.max(most, ++running)
        sizes.push(items.length)
        await new Promise((resolve) => setImmediate(resolve))
        running--
        return items
      },
      { mostAtOnce: 3, batchesAtOnce: 2 }
    )
    const numbers = Array.from({ length: 20 }, (_, n) => n)
    expect(await Promise.all(numbers.map((n) => add('a', n)))).toEqual(numbers)
    expect(most).toBeLessThanOrEqual(2)
    expect(Math.max(...sizes)).toBe(3)
  })

  it('and fails together, without harm to the next', async () => {
    let fails = true
    const add = makeGather<number, number>(
      async (_key, items) => {
        if (fails) throw new Error('away')
        return items
      },
      { mostAtOnce: 3, batchesAtOnce: 1 }
    )
    const both = await Promise.allSettled([add('a', 1), add('a', 2)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    fails = false
    expect(await add('a', 3)).toBe(3)
  })
})
