import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { approveLetter } from '../../../src/ward/letter/approve-letter.ts'
import { handOverLetter } from '../../../src/ward/letter/decide-letter.ts'
import { findLetters } from '../../../src/ward/letter/find-letters.ts'
import { planLetters } from '../../../src/ward/letter/plan-letters.ts'
import { newId } from '../../../src/platform/ids.ts'
import { aBirth, aDeath, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const words = { addressee: 'gia đình', text: 'Phường xin chia vui.' }

test('who agreed is still told when the letter has come to its end', async () => {
  await ward.tell(aBirth())
  ward.clock.set('2026-11-28T09:00:00+07:00')
  await ward.run((work) => planLetters(work, { everyOpen: true }))
  const { id } = await ward.letter()
  await ward.as('leader', (work) => approveLetter(work, { letterId: id, words, textId: null }))
  const handed = { letterId: id, date: '2026-11-28', officialId: ward.officials.culture }
  await ward.as('culture', (work) => handOverLetter(work, handed))
  const [card] = await ward.run((work) => findLetters(work, { ids: [id] }))
  expect(card).toMatchObject({ status: 'handed_over' })
  expect(card!.parties.filter(({ agreed }) => agreed).map(({ role }) => role)).toEqual(['mother'])
})

test('the text that the first official agreed to stays the letter’s text', async () => {
  await ward.tell(aDeath())
  const { id } = await ward.letter()
  const [first, second] = [newId(), newId()]
  await ward.as('culture', (work) => approveLetter(work, { letterId: id, words, textId: first }))
  await ward.as('leader', (work) => approveLetter(work, { letterId: id, words, textId: second }))
  expect(await ward.letter()).toMatchObject({ textId: first, status: 'paper' })
})
