import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { columnDate } from '../../../src/platform/ward-time.ts'
import { newId } from '../../../src/platform/ids.ts'
import { closeLetterTask, matchWish } from '../../../src/ward/letter-task/handle-letter-task.ts'
import { tellDeath, tellLetterTask, wishForLetter } from '../../../src/ward/letter-task/letter-chat.ts'
import { aBirth, aDeath, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const silentBirth = () => aBirth({ people: aBirth().people.map((person) => ({ ...person, consent: null })) })
const talkIn = (conversationId: string) => ({ conversationId, inboundId: newId() })
const wish = (talk: { conversationId: string; inboundId: string }) =>
  ward.run((work) => wishForLetter(work, talk, { kind: 'birth', way: 'chat', words: 'xin thư chúc mừng' }))
/** A chat that nobody has proven to be theirs. */
async function strangerChat(): Promise<string> {
  const chat = await ward.chatOf('CD-XA')
  await ward.run((work) => work.db.chatLink.deleteMany({ where: { conversationId: chat } }))
  return chat
}

describe('a wish for a letter, from a chat', () => {
  test('opens no event: it waits for the register, with the message as the evidence of consent', async () => {
    const talk = talkIn(await ward.chatOf('CD-ME'))
    expect(await wish(talk)).toEqual({ kind: 'recorded' })
    expect(await ward.run((work) => work.db.civilEvent.count())).toBe(0)
    expect(await ward.letters()).toEqual([])
    await ward.tell(silentBirth())
    expect(await ward.letter()).toMatchObject({ status: 'held', way: 'chat', conversationId: talk.conversationId })
    expect(await ward.run((work) => work.db.consent.findMany())).toMatchObject([
      { purpose: 'greeting_birth', evidence: `chat:${talk.inboundId}` },
    ])
  })

  test('from a chat of nobody known is an official’s task; matched to its entry the consent counts from its day', async () => {
    await ward.tell(silentBirth())
    const talk = talkIn(await strangerChat())
    expect(await wish(talk)).toEqual({ kind: 'official_looks' })
    const [task] = await ward.tasks()
    expect(task).toMatchObject({ kind: 'birth_wish', status: 'open' })
    expect(await ward.letter()).toMatchObject({ status: 'waiting', why: 'consent' })
    const { subjectId } = await ward.letter()
    await ward.as('culture', (work) => matchWish(work, { taskId: task!.id, eventId: subjectId, role: 'mother' }))
    expect(await ward.letter()).toMatchObject({ status: 'held', conversationId: talk.conversationId })
    const mother = await ward.run((work) => work.db.civilEventPerson.findFirstOrThrow({ where: { role: 'mother' } }))
    expect(mother).toMatchObject({ consentEvidence: `chat:${talk.inboundId}`, consentedAt: task!.openedAt })
  })

  test('cannot be matched to somebody who took consent back', async () => {
    await ward.tell(silentBirth())
    const { subjectId } = await ward.letter()
    await wish(talkIn(await strangerChat()))
    await ward.run((work) => work.db.civilEventPerson.updateMany({ data: { withdrawnAt: work.now } }))
    const [task] = await ward.tasks()
    expect(
      await ward.as('culture', (work) => matchWish(work, { taskId: task!.id, eventId: subjectId, role: 'mother' }))
    ).toEqual({ ok: false, refusal: 'no_such_person' })
  })

  test('of a house in mourning is looked at by an official first', async () => {
    await ward.tell(aDeath())
    expect(await wish(talkIn(await ward.chatOf('CD-ME')))).toEqual({ kind: 'official_looks' })
    expect(await ward.run((work) => work.db.consent.count())).toBe(0)
  })

  test('counts in the small hours after the last day of mourning: the day is the ward’s', async () => {
    await ward.tell(silentBirth())
    await ward.run((work) => work.db.household.updateMany({ data: { mourningUntil: columnDate('2026-11-24') } }))
    ward.clock.set('2026-11-25T03:00:00+07:00')
    expect(await wish(talkIn(await ward.chatOf('CD-ME')))).toEqual({ kind: 'recorded' })
    await ward.run((work) => work.db.household.updateMany({ data: { mourningUntil: columnDate('2026-11-25') } }))
    ward.clock.set('2026-11-25T23:30:00+07:00')
    expect(await wish(talkIn(await ward.chatOf('CD-BO')))).toEqual({ kind: 'official_looks' })
  })
})

describe('what a chat tells', () => {
  test('of a death changes nothing before an official has verified it', async () => {
    await ward.run(async (work) =>
      tellDeath(work, talkIn(await ward.chatOf('CD-XA')), { words: 'bà Hiền mất rồi', visit: false })
    )
    expect((await ward.tasks()).map(({ kind, urgent }) => [kind, urgent])).toEqual([['death_told', true]])
    expect((await ward.citizen('CD-BA')).deceasedAt).toBeNull()
    expect((await ward.citizen('CD-BA')).household?.mourningUntil).toBeNull()
    expect(await ward.letters()).toEqual([])
  })

  test('and the wish that the ward comes are two tasks, and the first is not closed without a note', async () => {
    await ward.run(async (work) =>
      tellDeath(work, talkIn(await ward.chatOf('CD-BO')), { words: 'mẹ tôi mất, mong phường tới thăm', visit: true })
    )
    const tasks = await ward.tasks()
    expect(tasks.map(({ kind }) => kind)).toEqual(['death_told', 'visit_wish'])
    const close = (note: string) =>
      ward.as('culture', (work) => closeLetterTask(work, { taskId: tasks[0]!.id, note, dismissed: false }))
    expect(await close('')).toEqual({ ok: false, refusal: 'note_missing' })
    expect((await close('Đã hỏi gia đình.')).ok).toBe(true)
  })

  test('of a wrong name is an official’s task that names the letter', async () => {
    const chat = await ward.chatOf('CD-ME')
    await ward.tell(aBirth())
    await ward.run((work) => work.db.letter.updateMany({ data: { sentAt: work.now, conversationId: chat } }))
    await ward.run((work) =>
      tellLetterTask(work, talkIn(chat), { kind: 'names_wrong', words: 'Khôi chứ không phải Khoi' })
    )
    expect(await ward.tasks()).toMatchObject([{ kind: 'names_wrong', letterId: (await ward.letter()).id }])
  })
})
