import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { atWardTime } from '../../../src/platform/ward-time.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { approveNotice, hexHash, sendBackNotice } from '../../../src/ward/notice/approve-notice.ts'
import { correctNotice } from '../../../src/ward/notice/correct-notice.ts'
import { draftNotice, redraftNotice, type NoticeDraft } from '../../../src/ward/notice/draft-notice.ts'
import { findNotice } from '../../../src/ward/notice/find-notice.ts'
import { endDeputy, nameDeputy } from '../../../src/ward/notice/may-approve.ts'
import {
  approvedContent,
  canonicalJson,
  contentOf,
  isAsApproved,
  noticeHash,
} from '../../../src/ward/notice/notice-hash.ts'
import { makeNoticeProof, readProof } from '../../../src/ward/notice/notice-proof.ts'
import { submitNotice } from '../../../src/ward/notice/submit-notice.ts'
import { loadReference } from '../../../src/ward/ward/load-reference.ts'
import { makeOfficial } from '../../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let author: string
let leader: string

const meeting: NoticeDraft = {
  kind: 'meeting',
  title: 'Mời họp tổ dân phố 12',
  words: {
    vi: {
      title: 'Mời họp tổ dân phố 12',
      body: 'Kính mời đại diện hộ {{household}} dự họp. Nội dung: sửa đường. Thời gian: 19 giờ 30 thứ Bảy, 28/11/2026. Địa điểm: Nhà văn hóa tổ 12.',
    },
  },
  audience: { households: true },
  eventAt: atWardTime('2026-11-28', '19:30'),
}

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set(atWardTime('2026-11-25', '09:00'))
  await ward.run(loadReference)
  author = (await makeOfficial(ward, ['culture_social'])).id
  leader = (await makeOfficial(ward, ['leader'])).id
  await ward.run((work) =>
    recordCitizens(
      work,
      [
        {
          reference: 'A',
          fullName: 'Trần Thị Thử',
          birthYear: 1970,
          neighbourhood: 'Tổ dân phố 12',
          householdCode: 'H1',
          headOfHousehold: true,
        },
        {
          reference: 'B',
          fullName: 'Lê Văn Thử',
          birthYear: 1980,
          neighbourhood: 'Tổ dân phố 12',
          householdCode: 'H2',
          headOfHousehold: true,
        },
      ],
      'import:test'
    )
  )
})

const as = <T>(officialId: string, useCase: Parameters<typeof ward.run<T>>[0]) =>
  ward.run(useCase, `official:${officialId}`)
async function drafted(draft: Partial<NoticeDraft> = {}): Promise<string> {
  const made = await as(author, (work) => draftNotice(work, { ...meeting, ...draft }))
  if (!made.ok) throw new Error(made.refusal)
  return made.value.id
}
const submit = (noticeId: string, officialId = author) =>
  as(officialId, (work) => submitNotice(work, { noticeId, officialId }))
const approve = (noticeId: string, officialId: string, more: { reason?: string; seenHash?: string } = {}) =>
  as(officialId, (work) => approveNotice(work, { noticeId, officialId, ...more }))
const find = async (noticeId: string) => (await ward.run((work) => findNotice(work, { noticeId })))!

describe('a notice on its way to many', () => {
  it('is written by one, approved by another, and gets its hour; what was approved is what stands', async () => {
    const id = await drafted()
    expect(await submit(id)).toMatchObject({ ok: true })
    expect(await approve(id, author)).toEqual({ ok: false, refusal: 'not_allowed' })
    expect(await approve(id, leader)).toMatchObject({ ok: true })
    const notice = await find(id)
    expect(notice).toMatchObject({ status: 'scheduled', approver: { id: leader }, author: { id: author } })
    expect(isAsApproved(notice, notice.approvedHash)).toBe(true)
    expect(isAsApproved({ ...notice, words: { vi: { ...notice.words.vi, body: 'khác' } } }, notice.approvedHash)).toBe(
      false
    )
  })

  it('names nobody in what is approved: a list is a number and a hash, and one name more is another notice', async () => {
    const [known, other] = await ward.run((work) => work.db.citizen.findMany({ select: { id: true }, take: 2 }))
    const audience = { citizens: [known!.id], spared: { households: [], chats: [other!.id] } }
    const id = await drafted({ audience })
    const notice = await find(id)
    expect(JSON.stringify(approvedContent(notice))).not.toContain(known!.id)
    expect(JSON.stringify(approvedContent(notice))).not.toContain(other!.id)
    const hash = noticeHash(notice)
    expect(isAsApproved(notice, hash)).toBe(true)
    expect(isAsApproved({ ...notice, audience: { ...audience, citizens: [other!.id] } }, hash)).toBe(false)
    expect(isAsApproved({ ...notice, audience: { ...audience, spared: { households: [], chats: [] } } }, hash)).toBe(
      false
    )
  })

  it('that was approved with its list open still goes, and its proof still shows that list', async () => {
    const [known] = await ward.run((work) => work.db.citizen.findMany({ select: { id: true }, take: 1 }))
    const notice = await find(await drafted({ audience: { citizens: [known!.id] } }))
    const open = { ...approvedContent(notice), audience: notice.audience }
    const before = new Uint8Array(createHash('sha256').update(canonicalJson(open)).digest())
    expect(isAsApproved(notice, before)).toBe(true)
    expect(contentOf(notice, before)?.audience).toEqual(notice.audience)
  })

  it('is never approved by who wrote or submitted it, leader or not', async () => {
    const made = await as(leader, (work) => draftNotice(work, meeting))
    const id = made.ok ? made.value.id : ''
    await submit(id, author)
    expect(await approve(id, leader)).toEqual({ ok: false, refusal: 'own_notice' })
    const another = await drafted()
    await submit(another, leader)
    expect(await approve(another, leader)).toEqual({ ok: false, refusal: 'own_notice' })
  })

  it('does not go as approved when it was changed after it was seen', async () => {
    const id = await drafted()
    await submit(id)
    const seenHash = hexHash(await find(id))
    await ward.run((work) => work.db.notice.updateMany({ where: { id }, data: { title: 'Khác' } }))
    expect(await approve(id, leader, { seenHash })).toEqual({ ok: false, refusal: 'changed_since' })
  })

  it('that is edited after approval has to be approved again', async () => {
    const id = await drafted()
    await submit(id)
    await approve(id, leader)
    expect(
      await as(author, (work) => redraftNotice(work, { noticeId: id, ...meeting, title: 'Mời họp lại' }))
    ).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({ status: 'draft', approver: null, approvedHash: null })
  })

  it('goes back to its author with what to mend', async () => {
    const id = await drafted()
    await submit(id)
    const sendBack = (reason: string) =>
      as(leader, (work) => sendBackNotice(work, { noticeId: id, officialId: leader, reason }))
    expect(await sendBack(' ')).toEqual({ ok: false, refusal: 'reason_missing' })
    expect(await sendBack('Thiếu tài liệu')).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({ status: 'draft', reason: 'Thiếu tài liệu' })
  })
})

describe('what keeps a notice from being submitted', () => {
  it.each([
    [
      'text_blocked',
      {
        words: {
          vi: { title: 'Mời họp', body: 'Họp về việc sửa đường lúc 19 giờ 30 thứ Sáu, 28/11/2026 tại nhà văn hóa.' },
        },
      },
    ],
    ['facts_missing', { facts: { agenda: 'sửa đường' } }],
    ['too_late', { eventAt: atWardTime('2026-11-24', '19:30') }],
    ['lead_time_missed', { eventAt: atWardTime('2026-11-26', '19:30') }],
    ['lead_time_missed', { sendAt: atWardTime('2026-11-27', '08:00') }],
    ['nobody', { audience: { roles: ['neighbourhood_head'] as const } }],
  ] as const)('%s', async (refusal, draft) => {
    expect(await submit(await drafted(draft as Partial<NoticeDraft>))).toEqual({ ok: false, refusal })
  })

  it('a lead time that was kept when it was submitted and is missed when it is approved is refused, never dated back', async () => {
    const id = await drafted()
    await submit(id)
    ward.clock.set(atWardTime('2026-11-27', '07:00'))
    expect(await approve(id, leader)).toEqual({ ok: false, refusal: 'lead_time_missed' })
  })

  it('the same source makes the same notice', async () => {
    const from = { source: 'ladder', sourceRow: 'm1:d-2' }
    expect(await drafted(from)).toBe(await drafted(from))
  })
})

describe('an approver on leave', () => {
  const leave = { fromDate: '2026-11-25', toDate: '2026-11-27' }
  it('is stood in for by the named deputy on those days, and by nobody else', async () => {
    const deputy = (await makeOfficial(ward, ['one_stop'])).id
    const id = await drafted()
    await submit(id)
    expect(await approve(id, deputy)).toEqual({ ok: false, refusal: 'not_allowed' })
    const named = await as(leader, (work) => nameDeputy(work, { officialId: leader, deputyId: deputy, ...leave }))
    expect(await approve(id, deputy)).toMatchObject({ ok: true })
    const next = await drafted({ title: 'Mời họp lần sau' })
    await submit(next)
    if (!named.ok) throw new Error(named.refusal)
    await as(leader, (work) => endDeputy(work, { deputyshipId: named.value.id, officialId: leader }))
    expect(await approve(next, deputy)).toEqual({ ok: false, refusal: 'not_allowed' })
  })

  it('is one who may approve', async () => {
    const name = (officialId: string, deputyId: string, days = leave) =>
      as(officialId, (work) => nameDeputy(work, { officialId, deputyId, ...days }))
    expect(await name(author, leader)).toEqual({ ok: false, refusal: 'not_allowed' })
    expect(await name(leader, leader)).toEqual({ ok: false, refusal: 'deputy_self' })
    expect(await name(leader, author, { fromDate: '2026-11-27', toDate: '2026-11-26' })).toEqual({
      ok: false,
      refusal: 'deputy_dates',
    })
  })
})

describe('an emergency', () => {
  const storm: Partial<NoticeDraft> = {
    kind: 'emergency',
    title: 'Khẩn: bão số 9',
    words: { vi: { title: 'Khẩn: bão số 9', body: 'Bà con ở trong nhà, tắt cầu dao điện khi nước vào. Gọi 112.' } },
    audience: { households: true },
    eventAt: null,
  }
  it('goes with one official who may, and who says why', async () => {
    const duty = (await makeOfficial(ward, ['duty'])).id
    const made = await as(duty, (work) => draftNotice(work, { ...meeting, ...storm }))
    const id = made.ok ? made.value.id : ''
    await as(duty, (work) => submitNotice(work, { noticeId: id, officialId: duty }))
    expect(await approve(id, duty)).toEqual({ ok: false, refusal: 'reason_missing' })
    expect(await approve(id, author)).toEqual({ ok: false, refusal: 'not_allowed' })
    expect(await approve(id, duty, { reason: 'Bão vào sớm, lãnh đạo đi cơ sở' })).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({
      class: 'emergency',
      status: 'scheduled',
      reason: 'Bão vào sớm, lãnh đạo đi cơ sở',
    })
  })

  it('is not how the duty officer sends anything else', async () => {
    const duty = (await makeOfficial(ward, ['duty'])).id
    const id = await drafted()
    await submit(id)
    expect(await approve(id, duty, { reason: 'gấp' })).toEqual({ ok: false, refusal: 'not_allowed' })
  })
})

describe('a correction', () => {
  it('of a notice nobody has got is an edit', async () => {
    const id = await drafted()
    const corrected = await as(author, (work) => correctNotice(work, { noticeId: id, words: meeting.words }))
    expect(corrected).toEqual({ ok: false, refusal: 'nothing_to_correct' })
  })

  it('stops what still waits of the wrong one and is a draft of its own', async () => {
    const id = await drafted()
    await submit(id)
    await approve(id, leader)
    await ward.run((work) => work.db.notice.updateMany({ where: { id }, data: { status: 'sending' } }))
    const corrected = await as(author, (work) =>
      correctNotice(work, {
        noticeId: id,
        words: { vi: { title: 'Đính chính', body: 'Giờ họp đúng là 20 giờ 00 thứ Bảy, 28/11/2026.' } },
      })
    )
    expect(corrected).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({ status: 'stopped' })
    expect(await find(corrected.ok ? corrected.value.id : '')).toMatchObject({
      status: 'draft',
      correctsId: id,
      ruleId: null,
    })
  })
})

describe('the proof of a notice', () => {
  async function proof(): Promise<string> {
    const id = await drafted()
    await submit(id)
    await approve(id, leader)
    return String(await ward.run((work) => makeNoticeProof(work, { noticeId: id })))
  }

  it('is signed, and tells who approved which words', async () => {
    const read = readProof(await proof())
    expect(read).toMatchObject({
      ok: true,
      proof: { approved: { approverId: leader }, writtenBy: { officialId: author } },
    })
  })

  it('holds of a notice to thousands too, whose rows are read page by page', async () => {
    const id = await drafted()
    await submit(id)
    await approve(id, leader)
    await ward.run(
      ({ db, wardId }) => db.$executeRaw`
        insert into delivery (ward_id, recipient_id, notice, slot, at, status, way)
        select ${wardId}::uuid, gen_random_uuid(), n.number, s, now(), case when s % 3 = 0 then 'd' else 'a' end::"char", 'z'
        from notice n, generate_series(0, 4500) s where n.id = ${id}::uuid`
    )
    const file = String(await ward.run((work) => makeNoticeProof(work, { noticeId: id })))
    const read = readProof(file)
    if (!read.ok) throw new Error(read.fault)
    expect(read.proof.recipients).toHaveLength(4_501)
    expect(read.proof.statistics).toEqual({ zalo: { delivered: 1_501, accepted: 3_000 } })
    const payload = file.slice(0, file.indexOf('\n'))
    expect(payload).toBe(canonicalJson(JSON.parse(payload)))
  })

  it('does not hold when a letter is changed, the key is another, or it is cut off', async () => {
    const file = await proof()
    expect(readProof(file.replace('Kính mời', 'Kinh mời'))).toEqual({ ok: false, fault: 'bad_signature' })
    const other = await makeTestWard(at)
    const otherKey = await other.run(async (work) => work.seal.publicKey())
    const [payload, signature] = file.split('\n')
    expect(readProof(`${payload}\n${signature}\n${otherKey}`)).toEqual({ ok: false, fault: 'bad_signature' })
    expect(readProof(file.slice(0, 200))).toEqual({ ok: false, fault: 'not_a_proof' })
    expect(readProof(readFileSync('package.json', 'utf8'))).toEqual({ ok: false, fault: 'not_a_proof' })
  })

  it('is not made of what nobody approved', async () => {
    const id = await drafted()
    expect(await ward.run((work) => makeNoticeProof(work, { noticeId: id }))).toBeNull()
  })
})
