import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { stopMessages } from '../../../src/ward/letter-task/letter-chat.ts'
import { withdrawLetters } from '../../../src/ward/letter/withdraw-letters.ts'
import { aBirth, aDeath, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const talkOf = (conversationId: string) => ({ conversationId, inboundId: newId() })
const stop = (chat: string) => ward.run((work) => stopMessages(work, talkOf(chat), { stopped: true }))
const kinds = async () => (await ward.tasks()).map(({ kind }) => kind)

describe('"dừng", said of every message', () => {
  test('stops a letter the family awaited, whoever of the house says it, and a person is told', async () => {
    const chat = await ward.chatOf('CD-BO')
    await ward.tell(aBirth())
    await stop(chat)
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
    expect(await kinds()).toEqual(['withdrawn'])
  })

  test('of a house in mourning is told to a person, once', async () => {
    const chat = await ward.chatOf('CD-ME')
    await ward.tell(aDeath())
    await stop(chat)
    await stop(chat)
    expect(await kinds()).toEqual(['withdrawn'])
  })

  test('beside the word of a loss leaves it at the one task', async () => {
    const chat = await ward.chatOf('CD-ME')
    await ward.tell(aBirth())
    await ward.run((work) => withdrawLetters(work, talkOf(chat), { loss: true, words: 'cháu mất rồi' }))
    await stop(chat)
    expect(await kinds()).toEqual(['loss'])
  })

  test('said again after the family had agreed anew stops the new letter too', async () => {
    const chat = await ward.chatOf('CD-ME')
    await stop(chat)
    expect(await kinds()).toEqual([])
    ward.clock.pass(3600)
    await ward.tell(aBirth())
    expect(await ward.letter()).toMatchObject({ status: 'held' })
    await stop(chat)
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
  })

  test('where no letter is awaited and nobody mourns, is no matter for an official', async () => {
    await stop(await ward.chatOf('CD-XA'))
    expect(await kinds()).toEqual([])
  })
})
