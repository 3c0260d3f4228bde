import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordVerifiedDeath } from '../../../src/ward/civil-event/record-verified-death.ts'
import { approveLetter } from '../../../src/ward/letter/approve-letter.ts'
import {
  clearLetter,
  decideTray,
  handOverLetter,
  stopLetter,
  switchLetters,
} from '../../../src/ward/letter/decide-letter.ts'
import { planLetters } from '../../../src/ward/letter/plan-letters.ts'
import { sendLetters } from '../../../src/ward/letter/send-letters.ts'
import { settleLetters } from '../../../src/ward/letter/settle-letters.ts'
import { withdrawLetters } from '../../../src/ward/letter/withdraw-letters.ts'
import { newId } from '../../../src/platform/ids.ts'
import { aBirth, aDeath, aMarriage, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const words = { addressee: 'Kính gửi chị Lành và anh Thuận', text: 'Lời chúc của phường.' }
const approve = (letterId: string, who: 'culture' | 'leader' = 'culture', text = words.text) =>
  ward.as(who, (work) => approveLetter(work, { letterId, words: { ...words, text }, textId: null }))
const plan = () => ward.run((work) => planLetters(work, { everyOpen: true }))
const send = () => ward.run(sendLetters)
const settle = () => ward.run(settleLetters)
const outbox = () =>
  ward.run((work) => work.db.outbox.findMany({ where: { source: 'letter' }, orderBy: { id: 'asc' } }))
const become = (status: string) =>
  ward.run((work) => work.db.outbox.updateMany({ where: { source: 'letter', status: 'waiting' }, data: { status } }))
const day = (date: string) => ward.clock.set(`${date}T09:00:00+07:00`)

/** A birth registered today, the mother's chat known, three days later and approved. */
async function approvedBirth(): Promise<{ id: string; chat: string }> {
  const chat = await ward.chatOf('CD-ME')
  await ward.tell(aBirth())
  day('2026-11-28')
  await plan()
  const { id } = await ward.letter()
  expect(await approve(id)).toMatchObject({ ok: true })
  return { id, chat }
}

describe('a birth letter', () => {
  test('is held, then ready, and leaves into the mother’s chat once it is approved, with its own outbox row', async () => {
    const { chat } = await approvedBirth()
    expect(await send()).toBe(1)
    expect((await ward.letter()).status).toBe('queued')
    const rows = await outbox()
    expect(rows.map((row) => [row.conversationId, row.class])).toEqual([[chat, 'greeting']])
    expect(await send()).toBe(0)
    await become('accepted')
    await settle()
    expect(await ward.letter()).toMatchObject({ status: 'sent' })
  })

  test('without a chat is a paper letter, handed over by somebody on a day', async () => {
    await ward.tell(aBirth())
    day('2026-11-28')
    await plan()
    const { id } = await ward.letter()
    await approve(id)
    expect(await ward.letter()).toMatchObject({ status: 'paper', way: 'paper' })
    const done = await ward.as('culture', (work) =>
      handOverLetter(work, { letterId: id, date: '2026-11-28', officialId: ward.officials.culture })
    )
    expect(done.ok).toBe(true)
    expect(await ward.letter()).toMatchObject({ status: 'handed_over', visitedById: ward.officials.culture })
  })

  test('waits for consent without end, and comes when the counter form says yes', async () => {
    const silent = aBirth().people.map((person) => ({ ...person, consent: null }))
    await ward.tell(aBirth({ people: silent }))
    day('2026-11-29')
    await plan()
    expect(await ward.letter()).toMatchObject({ status: 'waiting', why: 'consent' })
    await ward.tell(aBirth())
    expect(await ward.letter()).toMatchObject({ status: 'ready' })
  })

  test('a consent for another purpose is none, and one of years ago is none', async () => {
    const silent = aBirth().people.map((person) => ({ ...person, consent: null }))
    const { id } = await ward.citizen('CD-ME')
    const consent = (purpose: string, givenAt: string) =>
      ward.run((work) =>
        work.db.consent.create({ data: { citizenId: id, purpose, givenAt: new Date(givenAt), evidence: 'import:x' } })
      )
    await consent('greeting_marriage', '2026-11-01T00:00:00Z')
    await consent('greeting_birth', '2024-11-01T00:00:00Z')
    await ward.tell(aBirth({ people: silent }))
    expect((await ward.letter()).why).toBe('consent')
    await consent('greeting_birth', '2026-11-01T00:00:00Z')
    await plan()
    expect((await ward.letter()).status).toBe('held')
  })

  test('stops when the child dies on the second day, and a person is told', async () => {
    await ward.chatOf('CD-ME')
    await ward.tell(aBirth())
    day('2026-11-27')
    await ward.tell(
      aDeath({
        registeredDate: '2026-11-27',
        diedDate: '2026-11-26',
        people: [
          { role: 'deceased', fullName: 'Trần Minh Khôi', birthYear: 2026 },
          { role: 'relative', fullName: 'Nguyễn Thị Lành', birthYear: 1996 },
        ],
      })
    )
    const letter = (await ward.letters()).find(({ kind }) => kind === 'birth')
    expect(letter).toMatchObject({ status: 'stopped' })
    expect((await ward.tasks()).map(({ kind, urgent }) => [kind, urgent])).toEqual([['loss', true]])
    expect(await outbox()).toEqual([])
  })

  test('of a newborn that has the name of another family’s dead child is not stopped: an official is asked', async () => {
    await ward.tell(
      aDeath({
        registeredDate: '2026-11-20',
        diedDate: '2026-11-19',
        people: [
          { role: 'deceased', fullName: 'Trần Minh Khôi', birthYear: 2026 },
          { role: 'relative', fullName: 'Trần Thị Xa', birthYear: 1990 },
        ],
      })
    )
    await ward.tell(aBirth())
    const letter = (await ward.letters()).find(({ kind }) => kind === 'birth')!
    expect(letter).toMatchObject({ status: 'review', why: 'maybe_death' })
    const asked = (await ward.tasks()).filter(({ kind }) => kind === 'who_died')
    expect(asked).toMatchObject([{ urgent: true, eventId: letter.subjectId }])
    day('2026-11-28')
    await ward.as('culture', (work) => clearLetter(work, { letterId: letter.id }))
    expect((await ward.letters()).find(({ id }) => id === letter.id)).toMatchObject({ status: 'ready' })
  })

  test('stops even when it is approved and in the outbox, as long as it has not left', async () => {
    await approvedBirth()
    await send()
    await ward.tell(aDeath({ registeredDate: '2026-11-28' }))
    expect((await ward.letters()).find(({ kind }) => kind === 'birth')).toMatchObject({
      status: 'stopped',
      why: 'mourning',
    })
    expect((await outbox()).map(({ status, why }) => [status, why])).toEqual([['suppressed', 'letter_stopped']])
  })

  test('corrected after it was approved is looked at again', async () => {
    await approvedBirth()
    const [child, ...parents] = aBirth().people
    await ward.tell(aBirth({ nature: 'correction', people: [{ ...child!, fullName: 'Trần Minh Khoa' }, ...parents] }))
    expect(await ward.letter()).toMatchObject({ status: 'review', why: 'corrected', approvedById: null })
    expect(await send()).toBe(0)
  })

  test('corrected while it waits in the outbox is taken out, looked at again, and leaves with the new name, once', async () => {
    await approvedBirth()
    expect(await send()).toBe(1)
    const [child, ...parents] = aBirth().people
    await ward.tell(aBirth({ nature: 'correction', people: [{ ...child!, fullName: 'Trần Minh Khoa' }, ...parents] }))
    expect((await outbox()).map(({ status }) => status)).toEqual(['suppressed'])
    const { id, status, words: kept } = await ward.letter()
    expect([status, kept]).toEqual(['review', null])
    await ward.as('culture', (work) => clearLetter(work, { letterId: id }))
    expect(await approve(id)).toMatchObject({ ok: true })
    expect(await send()).toBe(1)
    expect((await outbox()).map(({ status: one }) => one)).toEqual(['suppressed', 'waiting'])
  })

  test('of a number the register has never told, corrected, brings no letter', async () => {
    await ward.tell(aBirth({ nature: 'correction' }))
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'not_first' })
  })

  test('registered late, counted from the day of birth, brings no letter', async () => {
    await ward.tell(aBirth({ bornDate: '2026-09-25' }))
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'not_first' })
  })
})

describe('two letters for one household', () => {
  test('both wait for a person, the one that was approved too', async () => {
    const { id } = await approvedBirth()
    const [, mother, father] = aBirth().people
    await ward.tell(
      aBirth({
        registerNumber: '46',
        people: [{ role: 'child', fullName: 'Trần Minh Khang', birthYear: 2026 }, mother!, father!],
      })
    )
    expect((await ward.letters()).map(({ status }) => status)).toEqual(['approved', 'held'])
    await send()
    day('2026-12-01')
    await plan()
    const letters = await ward.letters()
    expect(letters.map(({ status, why }) => [status, why])).toEqual([
      ['review', 'two_letters'],
      ['review', 'two_letters'],
    ])
    for (const letter of letters) await ward.as('culture', (work) => clearLetter(work, { letterId: letter.id }))
    await plan()
    expect((await ward.letters()).map(({ status }) => status)).toEqual(['ready', 'ready'])
    expect(await approve(id)).toMatchObject({ ok: true })
    expect(await send()).toBe(1)
    expect((await outbox()).map(({ status }) => status)).toEqual(['suppressed', 'waiting'])
  })
})

describe('a condolence', () => {
  test('leaves only when two officials have agreed to the same words, in day hours', async () => {
    await ward.chatOf('CD-BO')
    await ward.tell(
      aDeath({
        people: aDeath().people.map((one) => (one.role === 'relative' ? { ...one, consent: 'chat' as const } : one)),
      })
    )
    const { id } = await ward.letter()
    expect(await approve(id, 'culture')).toEqual({ ok: true, value: { complete: false } })
    expect(await send()).toBe(0)
    expect(await approve(id, 'culture')).toEqual({ ok: false, refusal: 'same_official' })
    expect(await approve(id, 'leader', 'Lời khác.')).toEqual({ ok: false, refusal: 'words_changed' })
    expect(await approve(id, 'leader')).toEqual({ ok: true, value: { complete: true } })
    ward.clock.set('2026-11-25T17:30:00+07:00')
    expect(await send()).toBe(0)
    ward.clock.set('2026-11-26T08:00:00+07:00')
    expect(await send()).toBe(1)
    expect((await outbox()).map((row) => row.class)).toEqual(['condolence'])
  })

  test('corrected between two approvals needs both anew: the first one saw another name', async () => {
    await ward.tell(aDeath())
    const { id } = await ward.letter()
    await approve(id, 'culture')
    const [dead, relative] = aDeath().people
    await ward.tell(aDeath({ nature: 'correction', people: [{ ...dead!, fullName: 'Lê Thị Hiên' }, relative!] }))
    expect(await ward.letter()).toMatchObject({ status: 'ready', approvedById: null, words: null })
  })

  test('without the family’s consent is brought by hand', async () => {
    await ward.chatOf('CD-BO')
    await ward.tell(aDeath())
    expect(await ward.letter()).toMatchObject({
      kind: 'condolence',
      status: 'ready',
      way: 'paper',
      conversationId: null,
    })
  })

  test('of a death verified by an official and told by the register later is one', async () => {
    const told = await ward.as('culture', (work) =>
      recordVerifiedDeath(work, {
        deceased: { fullName: 'Lê Thị Hiền', birthYear: 1944 },
        relative: null,
        diedDate: '2026-11-24',
        funeralDate: null,
      })
    )
    expect(told.ok).toBe(true)
    await ward.tell(aDeath())
    expect(await ward.letters()).toHaveLength(1)
    expect(await ward.run((work) => work.db.civilEvent.findMany())).toMatchObject([{ registerNumber: '7/2026' }])
  })
})

describe('the same name, and another year of birth', () => {
  const verify = (birthYear: number | null) =>
    ward.as('culture', (work) =>
      recordVerifiedDeath(work, {
        deceased: { fullName: 'Đỗ Thị Lặng', birthYear },
        relative: null,
        diedDate: '2026-11-24',
        funeralDate: null,
      })
    )
  const register = (birthYear: number | null) =>
    ward.tell(aDeath({ people: [{ role: 'deceased', fullName: 'Đỗ Thị Lặng', birthYear }] }))
  const stand = async () => {
    await plan()
    return (await ward.letters()).map(({ status, why }) => `${status} ${why}`)
  }

  test.each([
    [1944, null],
    [null, 1944],
    [1944, 1944],
  ])('told with %s and registered with %s is one death, one letter', async (told, registered) => {
    await verify(told)
    await register(registered)
    expect(await stand()).toEqual(['ready null'])
  })

  test('verified after the register told it without the year is one death', async () => {
    await register(null)
    expect(await verify(1944)).toMatchObject({ value: { already: true } })
    expect(await stand()).toEqual(['ready null'])
  })

  test('told with one and registered with another: both letters wait until an official has asked', async () => {
    await verify(1944)
    await register(1946)
    expect(await stand()).toEqual(['review same_death', 'review same_death'])
  })

  test('registered with one and verified with another: both letters wait, and each goes on when a person says so', async () => {
    await register(1944)
    expect(await verify(1946)).toMatchObject({ value: { already: false } })
    expect(await stand()).toEqual(['review same_death', 'review same_death'])
    const [one, other] = await ward.letters()
    await ward.as('culture', (work) => stopLetter(work, { letterId: one!.id }))
    await ward.as('culture', (work) => clearLetter(work, { letterId: other!.id }))
    expect(await stand()).toEqual(['stopped by_official', 'ready null'])
  })
})

describe('a plain word in the chat', () => {
  const say = (conversationId: string, loss: boolean) =>
    ward.run((work) => withdrawLetters(work, { conversationId, inboundId: newId() }, { loss, words: 'x' }))

  test('stops every letter of joy of the household at once, takes consent back, and tells a person', async () => {
    const { chat } = await approvedBirth()
    await send()
    await say(chat, true)
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
    expect((await outbox()).map(({ status }) => status)).toEqual(['suppressed'])
    expect((await ward.tasks()).map(({ kind }) => kind)).toEqual(['loss'])
    expect((await ward.citizen('CD-ME')).household?.mourningUntil).not.toBeNull()
  })

  test('said by the father stops the mother’s letter too', async () => {
    await approvedBirth()
    await say(await ward.chatOf('CD-BO'), false)
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
  })

  test('said before the register tells of the birth, no letter ever comes, whatever the father ticks', async () => {
    await say(await ward.chatOf('CD-ME'), false)
    const [child, mother, father] = aBirth().people
    day('2026-11-26')
    await ward.tell(
      aBirth({
        registeredDate: '2026-11-26',
        people: [child!, { ...mother!, consent: null }, { ...father!, consent: 'paper' }],
      })
    )
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
  })

  test('to stop all messages takes the consent back as well', async () => {
    const { chat } = await approvedBirth()
    await ward.run((work) =>
      work.db.conversation.updateMany({ where: { id: chat }, data: { noticesStoppedAt: work.now } })
    )
    expect(await send()).toBe(0)
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
  })
})

describe('the switch', () => {
  test('holds every letter back, takes out what waits in the outbox, and nothing leaves by itself afterwards', async () => {
    await approvedBirth()
    await send()
    await ward.as('leader', (work) => switchLetters(work, { on: false }))
    expect((await outbox()).map(({ status }) => status)).toEqual(['suppressed'])
    expect(await ward.letter()).toMatchObject({ status: 'review', why: 'switched_off' })
    await ward.as('leader', (work) => switchLetters(work, { on: true }))
    expect(await send()).toBe(0)
    const { id } = await ward.letter()
    await ward.as('culture', (work) => clearLetter(work, { letterId: id }))
    await approve(id)
    expect(await send()).toBe(1)
  })

  test('lets nothing approved leave while it is off', async () => {
    await approvedBirth()
    await ward.as('leader', (work) => switchLetters(work, { on: false }))
    expect(await send()).toBe(0)
  })
})

describe('the tray', () => {
  async function inTray(): Promise<string> {
    const { id } = await approvedBirth()
    await send()
    await become('unknown')
    await settle()
    expect(await ward.letter()).toMatchObject({ status: 'tray' })
    return id
  }

  test('keeps what nobody knows of: it is never sent again by itself', async () => {
    await inTray()
    await plan()
    day('2026-11-29')
    expect(await send()).toBe(0)
    expect(await outbox()).toHaveLength(1)
  })

  test('empties itself when a receipt comes after all', async () => {
    await inTray()
    await ward.run((work) => work.db.outbox.updateMany({ where: { source: 'letter' }, data: { status: 'delivered' } }))
    await settle()
    expect(await ward.letter()).toMatchObject({ status: 'sent' })
  })

  test.each([
    ['arrived', 'sent'],
    ['paper', 'paper'],
    ['again', 'approved'],
  ] as const)('is decided by a person: %s', async (decision, status) => {
    const id = await inTray()
    await ward.as('culture', (work) => decideTray(work, { letterId: id, decision }))
    expect(await ward.letter()).toMatchObject({ status })
    if (decision !== 'again') return
    expect(await send()).toBe(1)
    expect(await outbox()).toHaveLength(2)
  })
})

describe('a letter that was not delivered', () => {
  test('because the chat was left becomes a letter on paper', async () => {
    await approvedBirth()
    await send()
    await become('refused')
    await settle()
    expect(await ward.letter()).toMatchObject({ status: 'paper', way: 'paper', why: 'not_delivered' })
  })

  test('that an official stops does not come back with the next telling', async () => {
    await approvedBirth()
    const { id } = await ward.letter()
    await ward.as('culture', (work) => stopLetter(work, { letterId: id }))
    await ward.tell(aBirth({ handedOverDate: '2026-11-28' }))
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'by_official' })
  })
})

describe('a marriage letter', () => {
  test('comes when both have agreed and the certificate is in their hands; one withdraws, and it stops', async () => {
    const { handedOverDate: _, ...unhanded } = aMarriage()
    await ward.tell(unhanded)
    expect(await ward.letter()).toMatchObject({ status: 'waiting', why: 'certificate' })
    await ward.tell(aMarriage({ handedOverDate: '2026-11-25' }))
    expect(await ward.letter()).toMatchObject({ status: 'ready' })
    const chat = await ward.chatOf('CD-XA')
    await ward.run((work) =>
      withdrawLetters(work, { conversationId: chat, inboundId: newId() }, { loss: false, words: 'thôi' })
    )
    expect(await ward.letter()).toMatchObject({ status: 'stopped', why: 'withdrawn' })
  })
})
