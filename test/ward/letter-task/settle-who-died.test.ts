import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { findNamesakes } from '../../../src/ward/civil-event/find-namesakes.ts'
import { settleWhoDied } from '../../../src/ward/letter-task/settle-who-died.ts'
import { aBirth, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard
let task: { id: string; eventId: string }

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => {
  ward = await makeLetterWard(store)
  await ward.run((work) =>
    recordCitizens(
      work,
      [{ reference: 'CD-HAI', fullName: 'Lê Thị Hiền', birthYear: 1951, householdCode: 'HK-9' }],
      'import:test'
    )
  )
  await ward.tell({
    kind: 'death',
    registerNumber: '7/2026',
    registeredDate: '2026-11-25',
    people: [{ role: 'deceased', fullName: 'LÊ THỊ HIỀN' }],
  })
  const [open] = await ward.tasks()
  expect(open).toMatchObject({ kind: 'who_died', urgent: true })
  task = { id: open!.id, eventId: open!.eventId! }
})

const settle = (citizenId: string | null) =>
  ward.as('culture', (work) => settleWhoDied(work, { taskId: task.id, citizenId }))

describe('two of one name, one of whom has died', () => {
  test('both are shown to the official, by year of birth', async () => {
    const found = await ward.run((work) => findNamesakes(work, { eventId: task.eventId }))
    expect(found.map(({ birthYear }) => birthYear)).toEqual([1944, 1951])
  })

  test('who is written with other marks or spaces is shown as well', async () => {
    await ward.run((work) =>
      recordCitizens(
        work,
        [
          { reference: 'CD-HOA', fullName: 'Hoà  Thị Hiền Lê', birthYear: 1950 },
          { reference: 'CD-KD', fullName: 'Le Thi  Hiền', birthYear: 1948 },
        ],
        'import:test'
      )
    )
    const found = await ward.run((work) => findNamesakes(work, { eventId: task.eventId }))
    expect(found.map(({ birthYear }) => birthYear)).toEqual([1944, 1948, 1951])
  })

  test('whom the official names leaves every list, the house mourns, and its letters of joy stop', async () => {
    await ward.tell(aBirth())
    const { id } = await ward.citizen('CD-BA')
    expect(await settle(id)).toEqual({ ok: true, value: undefined })
    expect((await ward.citizen('CD-BA')).deceasedAt).not.toBeNull()
    expect((await ward.citizen('CD-BA')).household?.mourningUntil).not.toBeNull()
    expect((await ward.citizen('CD-HAI')).deceasedAt).toBeNull()
    const birth = (await ward.letters()).find(({ kind }) => kind === 'birth')
    expect(birth).toMatchObject({ status: 'stopped', why: 'mourning' })
    expect(await settle(id)).toEqual({ ok: false, refusal: 'not_open' })
  })

  test('none of them: everybody stays, and the question is closed', async () => {
    expect((await settle(null)).ok).toBe(true)
    expect((await ward.citizen('CD-BA')).deceasedAt).toBeNull()
    expect((await ward.tasks())[0]).toMatchObject({ status: 'done', closedById: ward.officials.culture })
  })

  test('nobody of another name can be named', async () => {
    const { id } = await ward.citizen('CD-ME')
    expect(await settle(id)).toEqual({ ok: false, refusal: 'no_such_person' })
    expect((await ward.citizen('CD-ME')).deceasedAt).toBeNull()
  })
})
