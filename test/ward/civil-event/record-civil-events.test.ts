import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { registerKeyOf } from '../../../src/ward/civil-event/civil-event.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { aBirth, aDeath, aMarriage, makeLetterWard, type LetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: LetterWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => void (ward = await makeLetterWard(store)))

const events = () => ward.run((work) => work.db.civilEvent.findMany({ include: { people: true } }))

describe('an entry of the register', () => {
  test('told twice is one event, however its number is written', async () => {
    await ward.tell(aBirth())
    const again = await ward.tell(aBirth({ registerNumber: 'Số 045' }), aBirth({ registerNumber: '45' }))
    expect(again.reports.map(({ effect }) => effect)).toEqual(['known', 'known'])
    expect(await events()).toHaveLength(1)
    expect(await ward.letters()).toHaveLength(1)
  })

  test.each([
    ['45/2026', '45/2026'],
    ['045', '45/2026'],
    ['Số: 45', '45/2026'],
    ['45/2025', '45/2025'],
    ['01/2026', '1/2026'],
    ['100', '100/2026'],
  ])('numbered %s is kept as %s', (number, key) => {
    expect(registerKeyOf('birth', number, '2026-03-02')).toBe(`birth:${key}`)
  })

  test('of another kind with the same number is another event', async () => {
    await ward.tell(
      aBirth(),
      aDeath({ registerNumber: '45/2026', people: [{ role: 'deceased', fullName: 'Võ Văn Xa' }] })
    )
    expect(await events()).toHaveLength(2)
  })

  test('keeps names sealed, and no birth day, and no other number than its own', async () => {
    await ward.tell(aBirth())
    const [event] = await events()
    const kept = JSON.stringify(event, (_key, value: unknown) => (value instanceof Uint8Array ? 'sealed' : value))
    expect(kept).not.toMatch(/Trần|Lành|2026-11-10/)
  })

  test('with a fault is named by its field and not taken', async () => {
    const told = await ward.tell(
      aBirth({ registeredDate: '2026-12-01' }),
      aMarriage({ people: [{ role: 'husband', fullName: 'Phạm Văn Khoan' }] }),
      aDeath({ diedDate: '31/11/2026' })
    )
    expect(told.faults.map(({ field, fault }) => `${field} ${fault}`)).toEqual([
      'registeredDate in_the_future',
      'wife missing',
      'diedDate not_a_date',
    ])
    expect(await events()).toHaveLength(0)
  })
})

describe('a death', () => {
  test('takes the dead out of every list at once and lets their house mourn, and says nothing to anybody', async () => {
    const chat = await ward.chatOf('CD-BA')
    await ward.tell(aDeath())
    const dead = await ward.citizen('CD-BA')
    expect(dead.deceasedAt).not.toBeNull()
    expect(dead.household?.mourningSince?.toISOString().slice(0, 10)).toBe('2026-11-24')
    expect(dead.household?.mourningUntil?.toISOString().slice(0, 10)).toBe('2027-01-12')
    const links = await ward.run((work) =>
      work.db.chatLink.findMany({ where: { conversationId: chat, endedAt: null } })
    )
    expect(links).toEqual([])
    expect(await ward.run((work) => work.db.outbox.count())).toBe(0)
  })

  test('under a name that several bear is left to an official: nobody living is taken for dead', async () => {
    await ward.tell(aDeath({ people: [{ role: 'deceased', fullName: 'Lê Thị Hiền' }] }))
    expect((await ward.citizen('CD-BA')).deceasedAt).toBeNull()
    expect((await ward.tasks()).map(({ kind, urgent }) => [kind, urgent])).toEqual([['who_died', true]])
  })

  test.each([
    ['Lê Thị Hiền', true, 'as the ward register has it'],
    ['LE THI HIEN', true, 'without any marks'],
    ['Lê  thị hiền', true, 'with two spaces and small letters'],
    ['Lê Thị Hiện', false, 'with another tone: another name'],
  ])('of %s, born 1944, is of the one who lives here: %s (%s)', async (fullName, isKnown) => {
    await ward.tell(aDeath({ people: [{ role: 'deceased', fullName, birthYear: 1944 }] }))
    expect((await ward.citizen('CD-BA')).deceasedAt !== null).toBe(isKnown)
    expect((await ward.tasks()).filter(({ kind }) => kind === 'who_died')).toHaveLength(isKnown ? 0 : 1)
  })

  test('is known again where the registers place the tone of Hòa differently, and Hoa is somebody else', async () => {
    const people = [
      { reference: 'CD-HOA', fullName: 'Nguyễn Thị Hoa', birthYear: 1950, householdCode: 'HK-2' },
      { reference: 'CD-HÒA', fullName: 'Nguyễn Thị Hòa', birthYear: 1950, householdCode: 'HK-2' },
    ]
    await ward.run((work) => recordCitizens(work, people, 'import:test'))
    await ward.tell(aDeath({ people: [{ role: 'deceased', fullName: 'Nguyễn Thị Hoà', birthYear: 1950 }] }))
    expect((await ward.citizen('CD-HÒA')).deceasedAt).not.toBeNull()
    expect((await ward.citizen('CD-HOA')).deceasedAt).toBeNull()
  })

  test('that the register takes back gives the living their place again, and an official looks', async () => {
    await ward.tell(aDeath())
    await ward.tell(aDeath({ annulled: true }))
    expect((await ward.citizen('CD-BA')).deceasedAt).toBeNull()
    expect((await ward.letter()).why).toBe('annulled')
    expect((await ward.tasks()).map(({ kind }) => kind)).toContain('who_died')
  })

  test('told late does not shorten a later mourning', async () => {
    await ward.tell(aDeath())
    await ward.tell(
      aDeath({
        registerNumber: '6/2026',
        diedDate: '2026-10-20',
        people: [
          { role: 'deceased', fullName: 'Trần Văn Cả', birthYear: 1940 },
          { role: 'relative', fullName: 'Trần Văn Thuận', birthYear: 1994 },
        ],
      })
    )
    expect((await ward.citizen('CD-ME')).household?.mourningSince?.toISOString().slice(0, 10)).toBe('2026-11-24')
  })
})
