import { expect } from 'vitest'
import { addDays, wardClockOf, wardDateOf } from '../../../src/platform/ward-time.ts'
import type { World } from './world.ts'

type Left = { sourceRow: string; class: string; createdAt: Date; saying: Uint8Array<ArrayBuffer> }

/** Holds one message that left against what was told. The reason given is the name of the fault. */
export async function judge(world: World, row: Left): Promise<void> {
  const { ward } = world
  const letterId = row.sourceRow.split(':')[0]!
  const { letter, event, said } = await ward.run(async (work) => {
    const one = await work.db.letter.findFirstOrThrow({ where: { id: letterId } })
    return {
      letter: one,
      event: await work.db.civilEvent.findFirstOrThrow({ where: { id: one.subjectId } }),
      said: work.seal.openJson<{ with: { text: string } }>(row.saying).with.text,
    }
  })
  const told = world.told.find(
    ({ record }) => record.kind === event.kind && event.registerNumber === record.registerNumber
  )!
  const times = (world.left.get(letter.subjectId) ?? 0) + 1
  world.left.set(letter.subjectId, times)
  expect(times, 'never twice').toBe(1)
  const clock = wardClockOf(row.createdAt)
  expect(clock >= '08:00' && clock < (row.class === 'greeting' ? '18:00' : '17:00'), 'in its hours').toBe(true)
  if (row.class !== 'greeting') return void expect(letter.secondById, 'two officials').not.toBeNull()
  judgeJoy(world, told, { at: row.createdAt, said })
}

function judgeJoy(world: World, told: World['told'][number], { at, said }: { at: Date; said: string }): void {
  const { record } = told
  const today = wardDateOf(at)
  for (const family of told.families) {
    const since = world.mourning.get(family)
    expect(since !== undefined && addDays(since, 49) >= today, 'a house in mourning').toBe(false)
  }
  for (const { fullName } of record.people) expect(world.dead.has(fullName), 'about or to the dead').toBe(false)
  expect(record.nature ?? 'first', 'a first registration').toBe('first')
  expect(told.annulled, 'annulled').toBe(false)
  for (const { fullName } of record.people) expect(said, 'with the names as corrected').toContain(fullName)
  const given = record.people.flatMap(({ role }) => {
    const when = world.consented.get(`${record.kind} ${record.registerNumber} ${role}`)
    return when === undefined ? [] : [when]
  })
  expect(given.length, 'with consent').toBeGreaterThanOrEqual(record.kind === 'marriage' ? 2 : 1)
  if (record.kind !== 'birth') return
  expect(today >= addDays(told.toldDate, 3), 'held three days').toBe(true)
  const taken = world.withdrawn.get(told.families[0]!)
  if (taken === undefined) return
  expect(
    given.some((when) => when > taken),
    'after consent was taken back'
  ).toBe(true)
}
