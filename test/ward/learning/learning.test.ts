import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { approveMeaning, ignoreMessage, proposeMeaning } from '../../../src/ward/learning/decide-learning.ts'
import { keptBack } from '../../../src/ward/learning/learning.ts'
import { listLearned, listLearning } from '../../../src/ward/learning/list-learning.ts'
import {
  findLiveModel,
  goBackToModel,
  keepModelVersion,
  listModelVersions,
} from '../../../src/ward/learning/model-version.ts'
import { noteMisunderstood } from '../../../src/ward/learning/note-misunderstood.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
const [first, second] = [newId(), newId()]
const good = { topOne: 0.9, actPrecision: 0.98, coverage: 0.7 }

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
})

const note = (masked: string) => ward.run((work) => noteMisunderstood(work, { masked, guess: 'help', confidence: 0.3 }))
const waiting = () => ward.run((work) => listLearning(work))
const keep = (figures = good, live = good) =>
  ward.run((work) => keepModelVersion(work, { model: new Uint8Array([1, 2, 3]), added: 1, figures, live }))

describe('a message that was not understood', () => {
  it('is shown once however often it was written', async () => {
    await note('cho hỏi cái sổ')
    await note('Cho hỏi cái sổ')
    expect((await waiting()).map((line) => line.masked)).toEqual(['cho hỏi cái sổ'])
  })

  it('is learned when a second official agrees with the first, and a worker is woken', async () => {
    await note('cho hỏi cái sổ')
    const [line] = await waiting()
    await ward.run((work) => proposeMeaning(work, { id: line!.id, officialId: first, intent: 'procedure_info' }))
    expect(await ward.run((work) => approveMeaning(work, { id: line!.id, officialId: first }))).toEqual({
      ok: false,
      refusal: 'own_proposal',
    })
    expect(await ward.run((work) => approveMeaning(work, { id: line!.id, officialId: second }))).toMatchObject({
      ok: true,
    })
    expect(await ward.run((work) => listLearned(work))).toEqual([{ text: 'cho hỏi cái sổ', intent: 'procedure_info' }])
    expect(ward.bells.at(-1)).toMatchObject({ job: 'retrain-model', rowId: ward.wardId })
    expect(await ward.run((work) => approveMeaning(work, { id: line!.id, officialId: second }))).toEqual({
      ok: false,
      refusal: 'already_decided',
    })
  })

  it('is wiped when it is passed over', async () => {
    await note('abc xyz')
    const [line] = await waiting()
    await ward.run((work) => ignoreMessage(work, { id: line!.id, officialId: first }))
    expect(await waiting()).toEqual([])
    const row = await ward.run((work) => work.db.learningMessage.findFirstOrThrow({ where: { id: line!.id } }))
    expect(at.seal.openText(ward.wardId, row.masked)).toBe('')
  })
})

describe('a new model', () => {
  it.each([
    ['half a point less is still allowed', { ...good, topOne: 0.895 }, null],
    ['more than half a point less is kept back', { ...good, topOne: 0.894 }, 'understands_less'],
    [
      'acting wrongly more than three times in a hundred is kept back',
      { ...good, actPrecision: 0.969 },
      'acts_wrongly',
    ],
  ])('%s', (_title, candidate, expected) => {
    expect(keptBack(candidate, good)).toBe(expected)
  })

  it('speaks when it is good enough, and one click brings the earlier one back', async () => {
    await keep()
    await keep()
    expect((await ward.run(findLiveModel))?.number).toBe(2)
    await ward.run((work) => goBackToModel(work, { number: 1 }))
    expect((await ward.run(findLiveModel))?.number).toBe(1)
    await ward.run((work) => goBackToModel(work, { number: 0 }))
    expect(await ward.run(findLiveModel)).toBeNull()
  })

  it('that is worse is kept, marked, and never speaks', async () => {
    await keep()
    expect(await keep({ ...good, topOne: 0.5 })).toEqual({ number: 2, status: 'refused' })
    expect((await ward.run(findLiveModel))?.number).toBe(1)
    expect((await ward.run(listModelVersions)).map((line) => line.status)).toEqual(['refused', 'live'])
    expect(await ward.run((work) => goBackToModel(work, { number: 2 }))).toEqual({
      ok: false,
      refusal: 'no_such_version',
    })
  })
})
