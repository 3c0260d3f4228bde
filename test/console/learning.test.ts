import { beforeAll, describe, expect, it } from 'vitest'
import { teachableIntents } from '../../src/console/learning/teachable-intents.ts'
import { intents } from '../../src/understanding/meaning.ts'
import { listLearned } from '../../src/ward/learning/list-learning.ts'
import { keepModelVersion, liveModelNumber } from '../../src/ward/learning/model-version.ts'
import { noteMisunderstood } from '../../src/ward/learning/note-misunderstood.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeTestWard, type TestWard } from '../support/test-ward.ts'

let ward: TestWard
let console: TestConsole
let first: ConsoleClient
let second: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ ward, console } = desk)
  first = await signedIn(console, ward, ['leader'])
  second = await signedIn(console, ward, ['culture_social'])
  await ward.run((work) => noteMisunderstood(work, { masked: 'cho hỏi cái sổ <mã>', guess: 'help', confidence: 0.3 }))
  return desk.close
})

describe('teaching the bot', () => {
  it('takes two officials: who proposed cannot agree', async () => {
    const list = await first.get('/learning')
    expect(list.text).toContain('cho hỏi cái sổ <mã>')
    const propose =
      list.root.querySelector('form[action$="/propose"]')?.getAttribute('action')?.replace('/console', '') ?? ''
    await first.submit({ intent: 'procedure_info' }, { action: propose })
    expect((await first.get('/learning')).root.querySelector('form[action$="/approve"]')).toBeNull()

    await second.get('/learning')
    await second.submit({}, { action: propose.replace('propose', 'approve') })
    expect(await ward.run((work) => listLearned(work))).toEqual([
      { text: 'cho hỏi cái sổ <mã>', intent: 'procedure_info' },
    ])
  })

  it('goes back to the original model in one click', async () => {
    const figures = { topOne: 0.9, actPrecision: 0.99, coverage: 0.8 }
    await ward.run((work) => keepModelVersion(work, { model: new Uint8Array([1]), added: 1, figures, live: figures }))
    const list = await first.get('/learning')
    expect(list.text).toContain('90,0 %')
    await first.submit({}, { action: '/learning/models/0' })
    expect(await ward.run(liveModelNumber)).toBe(0)
  })

  it('offers every meaning but danger and accusations', () => {
    const untaught = ['emergency', 'complaint_denunciation']
    expect([...teachableIntents].sort()).toEqual(intents.filter((intent) => !untaught.includes(intent)).sort())
  })
})
