import { expect, test } from 'vitest'
import { inEveryWard } from '../../workers/in-every-ward.ts'
import type { Wired } from '../../src/wiring.ts'

test('what throws in one ward is done in the others, and the job has failed', async () => {
  const logged: unknown[] = []
  const parts = {
    database: { ward: { findMany: () => Promise.resolve([{ id: 'a' }, { id: 'b' }, { id: 'c' }]) } },
    log: { error: (line: unknown) => logged.push(line) },
  } as unknown as Pick<Wired, 'database' | 'log'>
  const done: string[] = []
  const all = inEveryWard(parts, (wardId) => {
    if (wardId === 'b') return Promise.reject(new Error('b is broken'))
    done.push(wardId)
    return Promise.resolve()
  })
  await expect(all).rejects.toThrow('b is broken')
  expect(done).toEqual(['a', 'c'])
  expect(logged).toMatchObject([{ wardId: 'b' }])
})
