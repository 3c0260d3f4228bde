import { expect, test } from 'vitest'
import { makeShare } from '../../workers/share-lane.ts'

/** Turns that go on until they are let go. */
function openTurns() {
  const running: { ward: string; end: () => void }[] = []
  const start = (ward: string) => () => new Promise<void>((end) => void running.push({ ward, end }))
  const of = (ward: string) => running.filter((one) => one.ward === ward).length
  return { running, start, of, endAll: () => running.splice(0).forEach(({ end }) => end()) }
}

test('while another ward waits, a ward with many notices gets half of the senders and no more', async () => {
  const turns = openTurns()
  const share = makeShare(6, async () => true)
  const big = Array.from({ length: 6 }, () => share('big', turns.start('big')))
  const small = Array.from({ length: 3 }, () => share('small', turns.start('small')))
  const late = await Promise.all(big.slice(3))
  expect(late).toEqual(['later', 'later', 'later'])
  expect([turns.of('big'), turns.of('small')]).toEqual([3, 3])
  turns.endAll()
  expect(await Promise.all([...big.slice(0, 3), ...small])).toEqual(Array(6).fill('done'))
  const next = share('big', turns.start('big'))
  expect(turns.of('big')).toBe(1)
  turns.endAll()
  expect(await next).toBe('done')
})

test('a ward that is alone gets all of them', async () => {
  const turns = openTurns()
  const share = makeShare(6, async () => false)
  const all = Array.from({ length: 6 }, () => share('only', turns.start('only')))
  await Promise.resolve()
  await Promise.resolve()
  expect(turns.of('only')).toBe(6)
  turns.endAll()
  expect(await Promise.all(all)).toEqual(Array(6).fill('done'))
})

test('a turn that broke gives its place back', async () => {
  const share = makeShare(2, async () => true)
  const broken = () => Promise.reject(new Error('broken'))
  await expect(share('one', broken)).rejects.toThrow('broken')
  expect(await share('one', async () => {})).toBe('done')
})
