import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isInGrief } from '../../../src/ward/satisfaction/open-surveys.ts'
import { aDeath, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const isSpared = (chat: string) => ward.run((work) => isInGrief(work, chat))

describe('no survey comes near a condolence', () => {
  test('a house in mourning is asked nothing for 49 days', async () => {
    const chat = await ward.chatOf('CD-ME')
    expect(await isSpared(chat)).toBe(false)
    await ward.tell(aDeath())
    expect(await isSpared(chat)).toBe(true)
    ward.clock.set('2027-01-12T09:00:00+07:00')
    expect(await isSpared(chat)).toBe(true)
    ward.clock.set('2027-01-13T09:00:00+07:00')
    expect(await isSpared(chat)).toBe(false)
  })

  test('who was sent a condolence is asked nothing for thirty days, whatever house they are of', async () => {
    const chat = await ward.chatOf('CD-XA')
    await ward.tell(aDeath())
    await ward.run((work) =>
      work.db.letter.updateMany({ data: { conversationId: chat, sentAt: work.now, status: 'sent' } })
    )
    expect(await isSpared(chat)).toBe(true)
    ward.clock.set('2026-12-27T09:00:00+07:00')
    expect(await isSpared(chat)).toBe(false)
  })
})
