import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { isLongevityAge } from '../../../src/ward/longevity/longevity.ts'
import { listLongevity, proposeLongevity, stepLongevity } from '../../../src/ward/longevity/keep-longevity.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { usualLetterRules } from '../../../src/ward/letter/load-letter-rules.ts'
import { aDeath, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => {
  ward = await makeLetterWard(store)
  await ward.run((work) =>
    recordCitizens(work, [
      { reference: 'CD-80', fullName: 'Vũ Thị Tám', birthYear: 1946, gender: 'female', householdCode: 'HK-9' },
      { reference: 'CD-104', fullName: 'Hồ Văn Trăm', birthYear: 1922, gender: 'male' },
      { reference: 'CD-79', fullName: 'Bùi Văn Bảy', birthYear: 1947, gender: 'male' },
    ])
  )
})

const list = () => ward.run((work) => listLongevity(work, { year: 2026 }))
const step = (lineId: string, to: 'confirmed' | 'agreed' | 'declined', way: 'paper' | null = null) =>
  ward.as('culture', (work) => stepLongevity(work, { lineId, to, way }))

test.each([
  [69, false],
  [70, true],
  [71, false],
  [95, true],
  [99, false],
  [100, true],
  [101, true],
  [108, true],
])('%s years: %s', (age, expected) => {
  expect(isLongevityAge(usualLetterRules.longevityAges, age)).toBe(expected)
})

test('the register proposes, once, the oldest first', async () => {
  expect(await ward.run((work) => proposeLongevity(work, { year: 2026 }))).toBe(2)
  expect(await ward.run((work) => proposeLongevity(work, { year: 2026 }))).toBe(0)
  expect((await list()).map(({ fullName, age }) => [fullName, age])).toEqual([
    ['Hồ Văn Trăm', 104],
    ['Vũ Thị Tám', 80],
  ])
})

test('no letter before an official has confirmed and the family has said yes', async () => {
  await ward.run((work) => proposeLongevity(work, { year: 2026 }))
  const [line] = await list()
  expect(await step(line!.id, 'agreed')).toEqual({ ok: false, refusal: 'not_possible_now' })
  await step(line!.id, 'confirmed')
  expect(await ward.letters()).toEqual([])
  await step(line!.id, 'agreed', 'paper')
  expect(await ward.letter()).toMatchObject({ kind: 'longevity', status: 'ready', way: 'paper' })
})

test('a family that declines afterwards gets none', async () => {
  await ward.run((work) => proposeLongevity(work, { year: 2026 }))
  const [line] = await list()
  await step(line!.id, 'confirmed')
  await step(line!.id, 'agreed', 'paper')
  await step(line!.id, 'declined')
  expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
  const consents = await ward.run((work) => work.db.consent.findMany({ where: { purpose: 'greeting_longevity' } }))
  expect(consents.map(({ withdrawnAt }) => withdrawnAt)).toEqual([ward.clock.now()])
})

test('who has died leaves the list, and the letter stops', async () => {
  await ward.run((work) => proposeLongevity(work, { year: 2026 }))
  const line = (await list()).find(({ fullName }) => fullName === 'Vũ Thị Tám')!
  await step(line.id, 'confirmed')
  await step(line.id, 'agreed', 'paper')
  await ward.tell(aDeath({ people: [{ role: 'deceased', fullName: 'Vũ Thị Tám', birthYear: 1946 }] }))
  expect((await list()).map(({ fullName }) => fullName)).toEqual(['Hồ Văn Trăm'])
  expect((await ward.letters()).find(({ kind }) => kind === 'longevity')).toMatchObject({
    status: 'stopped',
    why: 'death',
  })
})
