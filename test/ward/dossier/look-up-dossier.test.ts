import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followDossier } from '../../../src/ward/dossier/follow-dossier.ts'
import { isLocked, isPastCap, usualLookUpLimits } from '../../../src/ward/dossier/look-up-limits.ts'
import { listFollowedDossiers } from '../../../src/ward/dossier/list-followed-dossiers.ts'
import { lookUpDossier } from '../../../src/ward/dossier/look-up-dossier.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'
import { feed, linkChat, openChat, record } from './dossier-fixtures.ts'

const code = 'H49.12-261120-0034'
const unknown = 'H49.12-261120-9999'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())

async function wardWithDossier(): Promise<TestWard> {
  ward = await makeTestWard(at)
  await record(ward, feed())
  return ward
}

const lookUp = (talk: Talk, asked: string, proof?: string) =>
  ward.run((work) => lookUpDossier(work, talk, proof === undefined ? { code: asked } : { code: asked, proof }))

describe('two levels of answer', () => {
  it('tells group and appointment to who knows the code, and neither name nor unit', async () => {
    await wardWithDossier()
    const answer = await lookUp(await openChat(ward), code)
    expect(answer).toMatchObject({ kind: 'brief', procedureName: 'Đăng ký khai sinh', group: 'being_handled' })
    expect(answer).toMatchObject({
      standing: { timing: 'on_time', workingDays: 1, appointmentAt: new Date('2026-11-23T09:00:00Z') },
    })
    expect(JSON.stringify(answer)).not.toMatch(/Mận|Tư pháp|4567/)
  })

  it('tells everything to who knows the last digits, and remembers that it was proven in this chat only', async () => {
    await wardWithDossier()
    const [talk, stranger] = [await openChat(ward), await openChat(ward)]
    expect(await lookUp(talk, code, '4567')).toMatchObject({
      kind: 'full',
      unit: 'Bộ phận Tư pháp - Hộ tịch',
      isTold: false,
    })
    expect((await lookUp(talk, code)).kind).toBe('full')
    expect((await lookUp(stranger, code)).kind).toBe('brief')
  })

  it('tells everything to a chat linked to the phone of the receipt', async () => {
    await wardWithDossier()
    const talk = await openChat(ward)
    await linkChat(ward, talk, '+84912344567')
    expect(await lookUp(talk, code)).toMatchObject({ kind: 'full', isTold: true })
  })

  it('answers an unknown code and a wrong proof with the very same outcome', async () => {
    await wardWithDossier()
    const talk = await openChat(ward)
    expect(await lookUp(talk, code, '0000')).toEqual({ kind: 'no_answer' })
    expect(await lookUp(talk, unknown, '0000')).toEqual({ kind: 'no_answer' })
    expect(await lookUp(talk, unknown)).toEqual({ kind: 'no_answer' })
  })

  it('knows nothing of a dossier of another ward', async () => {
    await wardWithDossier()
    ward = await makeTestWard(at)
    expect(await lookUp(await openChat(ward), code, '4567')).toEqual({ kind: 'no_answer' })
  })

  it('asks for proof again when the phone on the receipt has changed', async () => {
    await wardWithDossier()
    const talk = await openChat(ward)
    await lookUp(talk, code, '4567')
    await record(ward, feed({ applicantPhone: '0987654321', occurredAt: new Date('2026-11-21T01:00:00Z') }))
    expect((await lookUp(talk, code)).kind).toBe('brief')
    expect((await lookUp(talk, code, '4321')).kind).toBe('full')
  })
})

describe('caps', () => {
  it('gives no answer after ten failures in an hour, not even to the right proof, and answers again later', async () => {
    await wardWithDossier()
    const talk = await openChat(ward)
    for (let i = 0; i < 10; i++) expect((await lookUp(talk, `H49.12-261119-${1000 + i}`)).kind).toBe('no_answer')
    expect((await lookUp(talk, code)).kind).toBe('no_answer')
    expect((await lookUp(talk, code, '4567')).kind).toBe('no_answer')
    ward.clock.pass(3601)
    expect((await lookUp(talk, code, '4567')).kind).toBe('full')
  })

  it('counts an address over all the chats it opens', async () => {
    await wardWithDossier()
    for (let chat = 0; chat < 12; chat++) {
      const talk = await openChat(ward, '203.0.113.7')
      for (let i = 0; i < 5; i++) await lookUp(talk, `H49.12-261119-${1000 + chat * 10 + i}`)
    }
    expect((await lookUp(await openChat(ward, '203.0.113.7'), code)).kind).toBe('no_answer')
    expect((await lookUp(await openChat(ward, '203.0.113.8'), code)).kind).toBe('brief')
  })

  it('shows one chat twenty dossiers a day and no more: codes count up', async () => {
    await wardWithDossier()
    await record(ward, ...Array.from({ length: 22 }, (_, i) => feed({ code: `H49.12-261120-${2000 + i}` })))
    const talk = await openChat(ward)
    const kinds: string[] = []
    for (let i = 0; i < 22; i++) kinds.push((await lookUp(talk, `H49.12-261120-${2000 + i}`)).kind)
    expect(kinds.filter((kind) => kind === 'brief')).toHaveLength(20)
    expect((await lookUp(talk, 'H49.12-261120-2000')).kind, 'seen before, so nothing new').toBe('brief')
  })

  it('locks a code for every chat after five wrong proofs, for a day; a linked chat is never locked out', async () => {
    await wardWithDossier()
    const [owner, friend] = [await openChat(ward), await openChat(ward)]
    await linkChat(ward, owner, '+84912344567')
    for (let i = 0; i < 5; i++) await lookUp(await openChat(ward), code, `000${i}`)
    expect((await lookUp(friend, code, '4567')).kind).toBe('no_answer')
    expect((await lookUp(friend, code)).kind).toBe('brief')
    expect((await lookUp(owner, code)).kind).toBe('full')
    ward.clock.pass(24 * 3600 - 1)
    expect((await lookUp(friend, code, '4567')).kind).toBe('no_answer')
    ward.clock.pass(2)
    expect((await lookUp(friend, code, '4567')).kind).toBe('full')
  })

  it('lets at most five wrong proofs through however many chats guess at once', async () => {
    await wardWithDossier()
    const chats = await Promise.all(Array.from({ length: 8 }, () => openChat(ward)))
    await Promise.all(chats.map((talk, i) => lookUp(talk, code, `000${i}`)))
    const rows = await ward.run((work) =>
      work.db.lookUp.groupBy({ by: ['kind'], _count: true, orderBy: { kind: 'asc' } })
    )
    expect(rows.map(({ kind, _count }) => [kind, _count])).toEqual([
      ['locked', 3],
      ['proof', 5],
    ])
  })

  it('yields to a thousand guesses from fifty chats no more than the caps allow', async () => {
    await wardWithDossier()
    await record(
      ward,
      ...Array.from({ length: 10 }, (_, i) =>
        feed({ code: `H49.12-261120-${3000 + i}`, applicantPhone: `091234${1000 + i * 7}` })
      )
    )
    const chats = await Promise.all(Array.from({ length: 50 }, (_, i) => openChat(ward, `198.51.100.${i % 5}`)))
    let full = 0
    for (let i = 0; i < 1000; i++) {
      // half of them try endings of real codes, half try codes that do not exist
      const asked = i % 2 === 0 ? `H49.12-261120-${3000 + (i % 20) / 2}` : `H49.12-261118-${4000 + i}`
      const answer = await lookUp(chats[i % 50]!, asked, String(5000 + i))
      if (answer.kind === 'full') full++
    }
    const weighed = await ward.run((work) => work.db.lookUp.groupBy({ by: ['kind'], _count: true }))
    const count = (kind: string) => weighed.find((row) => row.kind === kind)?._count ?? 0
    expect(full).toBe(0)
    expect(count('proof') + count('locked')).toBeLessThanOrEqual(5 * usualLookUpLimits.wrongPerAddressAndHour)
    const perCode = await ward.run((work) =>
      work.db.lookUp.groupBy({ by: ['codeHash'], where: { kind: 'proof' }, _count: true })
    )
    expect(Math.max(...perCode.map(({ _count }) => _count))).toBeLessThanOrEqual(5)
  }, 60_000)
})

describe('limits by themselves', () => {
  const minutes = (n: number) => new Date(Date.parse('2026-11-21T00:00:00Z') + n * 60_000)

  it('a lock lasts from the last of five wrong proofs, and five within more than a day are none', () => {
    const times = [4, 3, 2, 1, 0].map(minutes)
    expect(isLocked(times, minutes(5))).toBe(true)
    expect(isLocked(times, minutes(4 + 24 * 60))).toBe(false)
    expect(isLocked(times.slice(1), minutes(5))).toBe(false)
    expect(
      isLocked(
        [minutes(1500), ...times.slice(0, 4)].map((one) => one),
        minutes(1501)
      )
    ).toBe(false)
  })

  it('every cap counts by itself', () => {
    const none = { chatHour: 0, chatDay: 0, addressHour: 0, chatCodes: 0, addressCodes: 0 }
    expect(isPastCap(none)).toBe(false)
    for (const over of [
      { chatHour: 10 },
      { chatDay: 30 },
      { addressHour: 60 },
      { chatCodes: 20 },
      { addressCodes: 300 },
    ]) {
      expect(isPastCap({ ...none, ...over })).toBe(true)
    }
  })
})

describe('following', () => {
  const follow = (talk: Talk, notify?: boolean) =>
    ward.run((work) => followDossier(work, talk, { code, ...(notify === undefined ? {} : { notify }) }))
  const mine = (talk: Talk) => ward.run((work) => listFollowedDossiers(work, talk, {}))

  it('is for the chat that has proven the dossier', async () => {
    await wardWithDossier()
    const [talk, stranger] = [await openChat(ward), await openChat(ward)]
    await lookUp(talk, code, '4567')
    expect(await follow(stranger)).toEqual({ kind: 'not_proven' })
    expect(await follow(talk)).toEqual({ kind: 'following' })
    expect(await lookUp(talk, code)).toMatchObject({ kind: 'full', isTold: true })
    expect(await follow(talk, false)).toEqual({ kind: 'stopped' })
    expect(await lookUp(talk, code)).toMatchObject({ kind: 'full', isTold: false })
  })

  it('lists what the chat has proven and what stands under its citizen, open ones first', async () => {
    await wardWithDossier()
    await record(
      ward,
      feed({ code: 'H49.12-261101-0001', status: 'returned', occurredAt: new Date('2026-11-21T02:00:00Z') })
    )
    const [talk, linked, stranger] = [await openChat(ward), await openChat(ward), await openChat(ward)]
    await lookUp(talk, code, '4567')
    await linkChat(ward, linked, '+84912344567')
    expect(await mine(stranger)).toEqual({ kind: 'none' })
    expect(await mine(talk)).toMatchObject({ kind: 'some', dossiers: [{ code }], more: 0 })
    expect(await mine(linked)).toMatchObject({ dossiers: [{ code }, { code: 'H49.12-261101-0001' }] })
  })

  it('ends with the link that gave it', async () => {
    await wardWithDossier()
    const talk = await openChat(ward)
    await linkChat(ward, talk, '+84912344567')
    await follow(talk)
    await ward.run((work) => work.db.chatLink.updateMany({ data: { endedAt: work.now, endedWhy: 'wrong_person' } }))
    expect((await lookUp(talk, code)).kind).toBe('brief')
    expect(await mine(talk)).toEqual({ kind: 'none' })
  })
})
