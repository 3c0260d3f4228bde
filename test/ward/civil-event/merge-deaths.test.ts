import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { likelySame } from '../../../src/ward/civil-event/list-civil-events.ts'
import { mergeDeaths, splitDeath } from '../../../src/ward/civil-event/merge-deaths.ts'
import type { CivilEventRecord } from '../../../src/ward/civil-event/read-civil-event.ts'
import { recordVerifiedDeath } from '../../../src/ward/civil-event/record-verified-death.ts'
import { approveLetter } from '../../../src/ward/letter/approve-letter.ts'
import { planLetters } from '../../../src/ward/letter/plan-letters.ts'
import { sendLetters } from '../../../src/ward/letter/send-letters.ts'
import { aDeath, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const dead = (fullName: string, more: Partial<CivilEventRecord> = {}): CivilEventRecord =>
  aDeath({ people: [{ role: 'deceased', fullName, birthYear: 1940 }], ...more })
/** Told by a relative and verified by an official. */
async function told(fullName: string, relative: string | null = null): Promise<string> {
  const done = await ward.as('culture', (work) =>
    recordVerifiedDeath(work, {
      deceased: { fullName, birthYear: 1940 },
      relative: relative === null ? null : { fullName: relative, birthYear: 1994, gender: 'male', consent: 'chat' },
      diedDate: '2026-11-24',
      funeralDate: null,
    })
  )
  if (!done.ok) throw new Error(done.refusal)
  return done.value.eventId
}
const merge = (one: string, other: string) =>
  ward.as('culture', (work) => mergeDeaths(work, { eventIds: [one, other] }))
const letterOf = async (eventId: string) => (await ward.letters()).find(({ subjectId }) => subjectId === eventId)!
const standing = async () => (await ward.letters()).map(({ status, why }) => `${status} ${why}`).sort()
const events = () => ward.run((work) => work.db.civilEvent.findMany({ include: { people: true }, orderBy: { id: 'asc' } })) // prettier-ignore
const plan = () => ward.run((work) => planLetters(work, { everyOpen: true }))
const approve = async (eventId: string) => {
  const { id: letterId } = await letterOf(eventId)
  const words = { addressee: 'Kính gửi gia đình', text: 'Phường xin chia buồn.' }
  await ward.as('culture', (work) => approveLetter(work, { letterId, words, textId: null }))
  await ward.as('leader', (work) => approveLetter(work, { letterId, words, textId: null }))
}
const say = (eventId: string, status: string) =>
  ward.run((work) => work.db.letter.updateMany({ where: { subjectId: eventId }, data: { status } }))

describe('one death told twice', () => {
  test('is one event and one letter, however the name was spelled', async () => {
    const [one, other] = [await told('Nguyễn Văn Tư'), await told('Nguyễn Tư', 'Trần Văn Thuận')]
    expect(await standing()).toEqual(['ready null', 'ready null'])
    expect(await merge(one, other)).toEqual({ ok: true, value: { mainId: one, bothLeft: false } })
    expect(await standing()).toEqual(['ready null', 'stopped merged'])
    await plan()
    expect(await standing()).toEqual(['ready null', 'stopped merged'])
    const [main, double] = await events()
    expect(double).toMatchObject({ status: 'merged', mergedIntoId: main!.id })
    expect(main?.people.map(({ role }) => role).sort()).toEqual(['deceased', 'relative'])
  })

  test('keeps the letter that is furthest on its way, whichever was told first, and nothing that left goes again', async () => {
    const [one, other] = [await told('Nguyễn Văn Tư'), await told('Nguyễn Tư')]
    await approve(other)
    expect((await letterOf(other)).status).toBe('paper')
    expect(await merge(one, other)).toMatchObject({ value: { mainId: other } })
    expect((await letterOf(one)).status).toBe('stopped')
    const third = await told('Tư Nguyễn')
    await say(other, 'handed_over')
    expect(await merge(third, other)).toMatchObject({ value: { mainId: other, bothLeft: false } })
    expect(await standing()).toEqual(['handed_over null', 'stopped merged', 'stopped merged'])
  })

  test('takes the other letter out of the outbox; where both have left already, it says so', async () => {
    const chat = await ward.chatOf('CD-BO')
    const [one, other] = [await told('Nguyễn Văn Tư', 'Trần Văn Thuận'), await told('Nguyễn Tư')]
    expect(await letterOf(one)).toMatchObject({ way: 'chat', conversationId: chat })
    await approve(one)
    expect(await ward.run(sendLetters)).toBe(1)
    expect((await letterOf(one)).status).toBe('queued')
    await say(other, 'sent')
    expect(await merge(one, other)).toMatchObject({ value: { mainId: other, bothLeft: false } })
    expect((await letterOf(one)).status).toBe('stopped')
    expect(await ward.run((work) => work.db.outbox.count({ where: { source: 'letter', status: 'waiting' } }))).toBe(0)
    const third = await told('Tư Nguyễn')
    await say(third, 'sent')
    expect(await merge(third, other)).toMatchObject({ value: { bothLeft: true } })
  })

  test('of the same name: the letter that waited because of the other one waits no more', async () => {
    await ward.tell(dead('Nguyễn Văn Tư'), dead('Nguyễn Văn Tư', { registerNumber: '8/2026' }))
    await plan()
    expect(await standing()).toEqual(['review same_death', 'review same_death'])
    const [one, other] = await events()
    expect((await merge(one!.id, other!.id)).ok).toBe(true)
    expect(await standing()).toEqual(['ready null', 'stopped merged'])
  })

  test('told again by the register, or by a third relative, it is still that one', async () => {
    const [one, other] = [await told('Nguyễn Văn Tư'), await told('Nguyễn Tư')]
    await merge(one, other)
    expect(await told('Nguyễn Tư')).toBe(one)
    const { reports } = await ward.tell(dead('Nguyễn Tư', { registerNumber: '9/2026', funeralDate: '2026-11-27' }))
    expect(reports).toMatchObject([{ effect: 'changed', eventId: one }])
    expect((await events())[0]).toMatchObject({ registerKey: 'death:9/2026', registerNumber: '9/2026' })
    expect(await standing()).toHaveLength(2)
  })

  test('hands the number of the register over, and gives it back when the two turn out to be two', async () => {
    const one = await told('Nguyễn Văn Tư')
    await ward.tell(dead('Nguyễn Tư', { registerNumber: '9/2026' }))
    const other = (await events())[1]!.id
    await approve(one)
    expect(await merge(one, other)).toMatchObject({ value: { mainId: one } })
    expect((await events())[0]).toMatchObject({ registerKey: 'death:9/2026', registerNumber: '9/2026' })
    expect((await ward.tell(dead('Nguyễn Văn Tư', { registerNumber: '9/2026' }))).reports[0]).toMatchObject({ eventId: one }) // prettier-ignore
    expect(await ward.as('culture', (work) => splitDeath(work, { eventId: other }))).toEqual({ ok: true, value: undefined }) // prettier-ignore
    expect(await events()).toMatchObject([
      { id: one, registerKey: `death:told:${one}`, registerNumber: null, status: 'registered' },
      { id: other, registerKey: 'death:9/2026', status: 'registered', mergedIntoId: null },
    ])
    expect(await letterOf(other)).toMatchObject({ status: 'review', why: 'same_death' })
    expect(await ward.as('culture', (work) => splitDeath(work, { eventId: other }))).toMatchObject({ refusal: 'not_merged' }) // prettier-ignore
  })

  test('leaves a trace: who found it, and when', async () => {
    const [one, other] = [await told('Nguyễn Văn Tư'), await told('Nguyễn Tư')]
    await merge(one, other)
    await ward.as('leader', (work) => splitDeath(work, { eventId: other }))
    const lines = await ward.run((work) => work.db.auditLine.findMany({ where: { action: { in: ['civil_event.merged', 'civil_event.split'] } }, orderBy: { id: 'asc' } })) // prettier-ignore
    expect(lines.map(({ action, actor }) => [action, actor])).toEqual([
      ['civil_event.merged', `official:${ward.officials.culture}`],
      ['civil_event.split', `official:${ward.officials.leader}`],
    ])
  })
})

describe('what is not one death', () => {
  test('two people the register knows apart, a birth, or the same event are not merged', async () => {
    await ward.tell(aDeath(), aDeath({ registerNumber: '8', people: [{ role: 'deceased', fullName: 'Phạm Văn Khoan', birthYear: 1980 }] })) // prettier-ignore
    const [one, other] = await events()
    expect(await merge(one!.id, other!.id)).toMatchObject({ refusal: 'two_people' })
    expect(await merge(one!.id, one!.id)).toMatchObject({ refusal: 'not_to_merge' })
  })

  test('the likeliest is shown first: of that name, then of that day', async () => {
    const one = await told('Nguyễn Văn Tư')
    const far = (await ward.tell(dead('Lý Văn Năm', { registerNumber: '3', diedDate: '2026-10-02', registeredDate: '2026-10-02' }))).reports[0]! // prettier-ignore
    const near = (await ward.tell(dead('Võ Thị Sáu', { registerNumber: '4' }))).reports[0]!
    const lines = await ward.run((work) => likelySame(work, { eventId: one }))
    expect(lines.map(({ id }) => id)).toEqual([near.eventId, far.eventId])
  })
})
