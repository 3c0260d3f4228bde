import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { endLink } from '../../../src/ward/citizen/end-link.ts'
import { linkByCode } from '../../../src/ward/citizen/link-by-code.ts'
import { linkByContact } from '../../../src/ward/citizen/link-by-contact.ts'
import { linkByReceipt } from '../../../src/ward/citizen/link-by-receipt.ts'
import { makeLinkCode } from '../../../src/ward/citizen/make-link-code.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { endSilentLinks, seeLinks } from '../../../src/ward/citizen/see-links.ts'
import { recordDossier } from '../../../src/ward/dossier/record-dossiers.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let officialId: string
const code = 'H49.12-261120-0034'

beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
  await ward.run((work) =>
    recordCitizens(work, [
      { reference: '1', fullName: 'Nguyễn Văn Ánh', birthYear: 1970, phone: '0912344567', neighbourhood: '12' },
      { reference: '2', fullName: 'Trần Thị Bình', birthYear: 1950, phone: '0987000111' },
      { reference: '3', fullName: 'Trần Văn Cảnh', birthYear: 1980, phone: '0987000111' },
    ])
  )
  officialId = newId()
  await ward.run((work) =>
    work.db.official.create({
      data: { id: officialId, login: 'o', fullName: 'Cán bộ Thử', passwordHash: 'x', roles: ['leader'] },
    })
  )
})

const links = (talk: Talk) =>
  ward.run((work) =>
    work.db.chatLink.findMany({ where: { conversationId: talk.conversationId }, orderBy: { id: 'asc' } })
  )
const idOf = async (reference: string) =>
  (await ward.run((work) => work.db.citizen.findFirstOrThrow({ where: { reference } }))).id
const makeCode = async (whose: { citizenId: string } | { officialId: string }, minutes?: number) => {
  const made = await ward.run((work) => makeLinkCode(work, { ...whose, minutes }), `official:${officialId}`)
  if (!made.ok) throw new Error(made.refusal)
  return made.value.code
}

describe('a shared phone number', () => {
  it('links the chat to the one citizen who has it, and says no name', async () => {
    const talk = await makeTalk(ward)
    const outcome = await doIn(ward)(talk, linkByContact, { phone: '84912344567' })
    expect(outcome).toEqual({ kind: 'linked', initial: 'Á', neighbourhood: 'Tổ dân phố 12', noticesStopped: false })
    expect(await links(talk)).toMatchObject([{ provenBy: 'contact_share', endedAt: null, citizenId: await idOf('1') }])
  })

  it('that several people have asks for the birth year', async () => {
    const talk = await makeTalk(ward)
    const share = (birthYear?: number) => doIn(ward)(talk, linkByContact, { phone: '0987000111', birthYear })
    expect(await share()).toEqual({ kind: 'several' })
    expect(await share(1951)).toEqual({ kind: 'wrong_birth_year' })
    expect(await share(1980)).toMatchObject({ kind: 'linked', initial: 'C' })
  })

  it('does not allow guessing through the years', async () => {
    const talk = await makeTalk(ward)
    const share = (birthYear: number) => doIn(ward)(talk, linkByContact, { phone: '0987000111', birthYear })
    for (let year = 1960; year < 1965; year++) expect(await share(year)).toEqual({ kind: 'wrong_birth_year' })
    expect(await share(1980)).toEqual({ kind: 'too_many' })
    ward.clock.pass(3_601)
    expect(await share(1980)).toMatchObject({ kind: 'linked' })
  })

  it('that nobody has links nothing', async () => {
    const talk = await makeTalk(ward)
    expect(await doIn(ward)(talk, linkByContact, { phone: '0900000000' })).toEqual({ kind: 'unknown' })
    expect(await links(talk)).toEqual([])
  })

  it('may link the same citizen in several chats; another citizen in one chat ends the former link', async () => {
    const [one, two] = [await makeTalk(ward), await makeTalk(ward)]
    await doIn(ward)(one, linkByContact, { phone: '0912344567' })
    await doIn(ward)(two, linkByContact, { phone: '0912344567' })
    expect((await links(one))[0]?.endedAt).toBeNull()
    await doIn(ward)(two, linkByContact, { phone: '0912344567' })
    expect(await links(two)).toHaveLength(1)
    const counter = await makeCode({ citizenId: await idOf('2') })
    await doIn(ward)(two, linkByCode, { code: counter })
    expect((await links(two)).map((link) => [link.endedWhy, link.endedAt !== null])).toEqual([
      ['replaced', true],
      [null, false],
    ])
  })
})

describe('a code from the counter', () => {
  it('opens once', async () => {
    const [one, two] = [await makeTalk(ward), await makeTalk(ward)]
    const made = await makeCode({ citizenId: await idOf('1') })
    expect(made).toMatch(/^\d{8}$/)
    expect(await doIn(ward)(one, linkByCode, { code: `${made.slice(0, 4)} ${made.slice(4)}` })).toMatchObject({
      kind: 'linked',
    })
    expect(await doIn(ward)(two, linkByCode, { code: made })).toEqual({ kind: 'unknown' })
  })

  it('lapses, and a new one closes the former', async () => {
    const talk = await makeTalk(ward)
    const citizenId = await idOf('1')
    const former = await makeCode({ citizenId })
    const made = await makeCode({ citizenId }, 15)
    expect(await doIn(ward)(talk, linkByCode, { code: former })).toEqual({ kind: 'unknown' })
    ward.clock.pass(15 * 60)
    expect(await doIn(ward)(talk, linkByCode, { code: made })).toEqual({ kind: 'unknown' })
  })

  it('cannot be guessed without end', async () => {
    const talk = await makeTalk(ward)
    const made = await makeCode({ citizenId: await idOf('1') })
    for (let guess = 0; guess < 5; guess++) {
      expect(await doIn(ward)(talk, linkByCode, { code: `0000000${guess}` })).toEqual({ kind: 'unknown' })
    }
    expect(await doIn(ward)(talk, linkByCode, { code: made })).toEqual({ kind: 'too_many' })
  })

  it('is capped by network address too, whatever number of chats it opens', async () => {
    const originHash = new Uint8Array(16).fill(3)
    for (let guess = 0; guess < 20; guess++) {
      await doIn(ward)({ ...(await makeTalk(ward)), originHash }, linkByCode, { code: `000000${10 + guess}` })
    }
    const made = await makeCode({ citizenId: await idOf('1') })
    expect(await doIn(ward)({ ...(await makeTalk(ward)), originHash }, linkByCode, { code: made })).toEqual({
      kind: 'too_many',
    })
  })

  it('of the console links an official beside the citizen', async () => {
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    expect(await doIn(ward)(talk, linkByCode, { code: await makeCode({ officialId }) })).toEqual({
      kind: 'official_linked',
    })
    expect((await links(talk)).map((link) => [link.officialId, link.endedAt])).toEqual([
      [null, null],
      [officialId, null],
    ])
  })

  it('is made only for somebody who is here, within the allowed time', async () => {
    const make = (input: Parameters<typeof makeLinkCode>[1]) =>
      ward.run((work) => makeLinkCode(work, input), `official:${officialId}`)
    expect(await make({ citizenId: newId() })).toEqual({ ok: false, refusal: 'unknown_person' })
    expect(await make({ officialId, minutes: 5 })).toEqual({ ok: false, refusal: 'bad_minutes' })
    expect(await make({ officialId, minutes: 1_441 })).toEqual({ ok: false, refusal: 'bad_minutes' })
  })
})

describe('a receipt', () => {
  beforeEach(async () => {
    await ward.run((work) =>
      recordDossier(work, {
        code,
        procedureName: 'Đăng ký khai sinh',
        applicantName: 'Nguyễn Văn Ánh',
        applicantPhone: '0912344567',
        status: 'in_progress',
        occurredAt: new Date('2026-11-20T01:15:00Z'),
        source: 'import:1',
      })
    )
  })
  const show = (talk: Talk, phone: string, given = code) =>
    doIn(ward)(talk, linkByReceipt, { phone, code: given, digits: phone.slice(-4) })

  it('links by the whole phone number on it and its code', async () => {
    const talk = await makeTalk(ward)
    expect(await show(talk, '0912344567')).toMatchObject({ kind: 'linked', initial: 'Á' })
    expect(await links(talk)).toMatchObject([{ provenBy: 'phone_and_receipt' }])
  })

  it('answers alike to a wrong code and a wrong phone, also one with the right ending', async () => {
    expect(await show(await makeTalk(ward), '0912344567', 'H49.12-261120-9999')).toEqual({ kind: 'no_match' })
    expect(await show(await makeTalk(ward), '0987000111')).toEqual({ kind: 'no_match' })
    expect(await show(await makeTalk(ward), '0903334567')).toEqual({ kind: 'no_match' })
  })
})

describe('a link', () => {
  it('ends at once when it was the wrong person', async () => {
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    expect(await doIn(ward)(talk, endLink, { why: 'wrong_person' })).toEqual({ kind: 'ended' })
    expect(await links(talk)).toMatchObject([{ endedWhy: 'wrong_person' }])
    expect(await doIn(ward)(talk, endLink, { why: 'asked' })).toEqual({ kind: 'not_linked' })
  })

  it('lives while the chat writes, and ends after half a year of silence', async () => {
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    const see = () => ward.run((work) => seeLinks(work, talk.conversationId))
    ward.clock.pass(179 * 86_400)
    expect(await see()).toEqual({ citizenLinked: true, officialLinked: false })
    ward.clock.pass(179 * 86_400)
    expect(await see()).toEqual({ citizenLinked: true, officialLinked: false })
    ward.clock.pass(181 * 86_400)
    expect(await see()).toEqual({ citizenLinked: false, officialLinked: false })
    expect(await links(talk)).toMatchObject([{ endedWhy: 'phone_recycled' }])
  })

  it('of a silent chat is ended by the clock too', async () => {
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    ward.clock.pass(181 * 86_400)
    expect(await ward.run(endSilentLinks)).toBe(1)
    expect(await ward.run(endSilentLinks)).toBe(0)
  })
})
