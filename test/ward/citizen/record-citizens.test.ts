import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { endCitizen } from '../../../src/ward/citizen/end-citizen.ts'
import { findCitizen } from '../../../src/ward/citizen/find-citizen.ts'
import { linkByContact } from '../../../src/ward/citizen/link-by-contact.ts'
import { listCitizens } from '../../../src/ward/citizen/list-citizens.ts'
import type { CitizenRecord } from '../../../src/ward/citizen/read-citizen.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => void (ward = await makeTestWard(at)))
afterAll(() => at.drop())

const an: CitizenRecord = {
  reference: 'CB-001',
  fullName: 'Nguyễn Văn Ánh',
  birthYear: 1970,
  gender: 'male',
  phone: '0912 345 678',
  neighbourhood: 'Tổ dân phố 12',
  householdCode: 'HK-12-01',
  headOfHousehold: true,
  consents: ['greeting_birth'],
}
const binh: CitizenRecord = {
  reference: 'CB-002',
  fullName: 'Trần Thị Bình',
  phone: '0912345678',
  neighbourhood: 'to 12',
  householdCode: 'HK-12-01',
}
const record = (...citizens: CitizenRecord[]) => ward.run((work) => recordCitizens(work, citizens, 'import:1'))
const rowOf = (reference: string) =>
  ward.run((work) =>
    work.db.citizen.findFirstOrThrow({
      where: { reference },
      include: { neighbourhood: true, household: true, consents: true },
    })
  )

describe('recording citizens', () => {
  it('keeps every phone whole where the first of the list has none', async () => {
    await record({ reference: 'CB-000', fullName: 'Lê Không Máy' }, an)
    const { phone } = await rowOf('CB-001')
    expect(at.seal.openText(ward.wardId, phone!)).toBe('+84912345678')
  })

  it('adds them with neighbourhood, household and consent', async () => {
    expect(await record(an, binh)).toEqual({ written: 2, added: 2, changed: 0, faults: [] })
    const [first, second] = [await rowOf('CB-001'), await rowOf('CB-002')]
    expect(first).toMatchObject({
      fullName: 'Nguyễn Văn Ánh',
      birthYear: 1970,
      headOfHousehold: true,
      neighbourhood: { code: '12', name: 'Tổ dân phố 12' },
      household: { code: 'HK-12-01' },
      consents: [{ purpose: 'greeting_birth', evidence: 'import:1' }],
    })
    expect(second.neighbourhoodId).toBe(first.neighbourhoodId)
    expect(second.householdId).toBe(first.householdId)
    expect(Buffer.from(second.phoneHash!).equals(Buffer.from(first.phoneHash!))).toBe(true)
    expect(Buffer.from(first.phone!).includes('912345678')).toBe(false)
  })

  it('twice changes nothing', async () => {
    await record(an, binh)
    const before = await rowOf('CB-001')
    expect(await record(an, binh)).toEqual({ written: 2, added: 0, changed: 0, faults: [] })
    expect(await rowOf('CB-001')).toEqual(before)
  })

  it('leaves what is not said as it was and empties what is null', async () => {
    await record(an)
    expect(await record({ reference: 'CB-001', fullName: 'Nguyễn Văn Ánh', gender: null })).toMatchObject({
      changed: 1,
    })
    expect(await rowOf('CB-001')).toMatchObject({
      birthYear: 1970,
      gender: null,
      headOfHousehold: true,
      household: { code: 'HK-12-01' },
    })
  })

  it('keeps names in NFC, however they come', async () => {
    await record({ reference: 'CB-003', fullName: '  Đỗ  Thị Thủy '.normalize('NFD') })
    expect((await rowOf('CB-003')).fullName).toBe('Đỗ Thị Thủy'.normalize('NFC'))
  })

  it('names every fault and takes the rest', async () => {
    const result = await record(
      an,
      { reference: '', fullName: 'Không Mã' },
      { reference: 'X1', fullName: '12345' },
      { reference: 'X2', fullName: 'Lê Sai Số', phone: '12', birthYear: 2090 },
      { ...an, fullName: 'Người Thứ Hai' },
      { reference: 'X3', fullName: 'Chủ Hộ Hai', householdCode: 'HK-12-01', headOfHousehold: true },
      { reference: 'X4', fullName: 'Phạm Tốt' }
    )
    expect(result.written).toBe(2)
    expect(result.faults.map(({ index, field, fault }) => [index, field, fault])).toEqual([
      [1, 'reference', 'missing'],
      [2, 'fullName', 'not_a_name'],
      [3, 'birthYear', 'not_a_birth_year'],
      [3, 'phone', 'not_a_phone'],
      [4, 'reference', 'duplicate_in_file'],
      [5, 'headOfHousehold', 'second_head'],
    ])
  })

  it('gives a household one head only', async () => {
    await record(an, binh)
    await record({ ...binh, headOfHousehold: true })
    expect([(await rowOf('CB-001')).headOfHousehold, (await rowOf('CB-002')).headOfHousehold]).toEqual([false, true])
  })

  it('of another ward under the same reference is another citizen', async () => {
    await record(an)
    const elsewhere = await makeTestWard(at)
    expect(await elsewhere.run((work) => recordCitizens(work, [an]))).toMatchObject({ added: 1 })
  })

  it('is found by name without marks, by reference and by phone', async () => {
    await record(an, binh)
    const search = async (words: string) =>
      (await ward.run((work) => listCitizens(work, { search: words }))).citizens.map((one) => one.reference)
    expect(await search('nguyen anh')).toEqual(['CB-001'])
    expect(await search('BÌNH')).toEqual(['CB-002'])
    expect(await search('cb-002')).toEqual(['CB-002'])
    expect((await search('0912.345.678')).sort()).toEqual(['CB-001', 'CB-002'])
    expect(await search('không ai')).toEqual([])
    await record({ ...an, fullName: 'Nguyễn Văn Bảo' })
    expect(await search('anh')).toEqual([])
    expect(await search('bao')).toEqual(['CB-001'])
  })

  it('does not give anew a consent that was withdrawn', async () => {
    await record(an)
    await ward.run((work) => work.db.consent.updateMany({ data: { withdrawnAt: work.now } }))
    await record(an)
    expect((await rowOf('CB-001')).consents.filter((one) => one.withdrawnAt === null)).toEqual([])
  })

  it('unlinks a chat proven by a phone that has changed, and tells it', async () => {
    await record(an)
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByContact, { phone: '+84912345678' })
    await record({ ...an, phone: '0987 654 321' })
    const seen = await ward.run(async (work) => ({
      link: await work.db.chatLink.findFirstOrThrow({ where: { conversationId: talk.conversationId } }),
      said: (await work.db.outbox.findMany()).map((row) => work.seal.openJson<{ say: string }>(row.saying).say),
    }))
    expect(seen.link).toMatchObject({ endedWhy: 'phone_changed' })
    expect(seen.said).toEqual(['identity.phone_changed'])
  })

  it('links the address a source system knows, once', async () => {
    const talk = await makeTalk(ward, 'web-1')
    const withAddress = {
      ...binh,
      channels: [
        { channel: 'web', address: 'web-1' },
        { channel: 'web', address: 'web-2' },
        { channel: 'zalo', address: 'z' },
      ],
    }
    await record(withAddress)
    await record(withAddress)
    const links = await ward.run((work) => work.db.chatLink.findMany({ include: { conversation: true } }))
    expect(links).toHaveLength(2)
    expect(links.map((link) => link.provenBy)).toEqual(['register', 'register'])
    expect(links.some((link) => link.conversationId === talk.conversationId)).toBe(true)
  })
})

describe('a citizen who is no longer here', () => {
  it('is unlinked in silence and is no head any more', async () => {
    await record(an)
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByContact, { phone: '+84912345678' })
    expect(await ward.run((work) => endCitizen(work, { reference: 'CB-001', why: 'deceased' }))).toEqual({
      ok: true,
      value: undefined,
    })
    const { id } = await rowOf('CB-001')
    const page = await ward.run((work) => findCitizen(work, { id }))
    expect(page).toMatchObject({ headOfHousehold: false, links: [{ endedWhy: 'deceased' }] })
    expect(await ward.run((work) => work.db.outbox.count())).toBe(0)
    expect(await doIn(ward)(await makeTalk(ward), linkByContact, { phone: '+84912345678' })).toEqual({
      kind: 'unknown',
    })
  })

  it('cannot end twice, nor somebody unknown at all', async () => {
    await record(an)
    const end = (reference: string) => ward.run((work) => endCitizen(work, { reference, why: 'deceased' }))
    await end('CB-001')
    expect(await end('CB-001')).toEqual({ ok: false, refusal: 'already_ended' })
    expect(await end('CB-009')).toEqual({ ok: false, refusal: 'unknown_citizen' })
  })
})
