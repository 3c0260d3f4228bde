import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { atWardTime } from '../../../src/platform/ward-time.ts'
import { approveNotice } from '../../../src/ward/notice/approve-notice.ts'
import { checkNotice, checkRefusal } from '../../../src/ward/notice/check-notice.ts'
import { draftNotice, redraftNotice, type NoticeDraft } from '../../../src/ward/notice/draft-notice.ts'
import { findNotice } from '../../../src/ward/notice/find-notice.ts'
import { isAsApproved } from '../../../src/ward/notice/notice-hash.ts'
import { scheduleNotice } from '../../../src/ward/notice/schedule-notice.ts'
import { submitNotice } from '../../../src/ward/notice/submit-notice.ts'
import { loadReference } from '../../../src/ward/ward/load-reference.ts'
import { makeOfficial } from '../../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let author: string
let leader: string

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set(atWardTime('2026-11-26', '09:00'))
  await ward.run(loadReference)
  author = (await makeOfficial(ward, ['culture_social'])).id
  leader = (await makeOfficial(ward, ['leader'])).id
  await ward.run(({ db }) =>
    db.citizen.create({ data: { id: newId(), reference: 'A', fullName: 'Trần Thị Thử', birthYear: 1970 } })
  )
})

const drafted = async (draft: Pick<NoticeDraft, 'kind' | 'words'> & Partial<NoticeDraft>): Promise<string> => {
  const title = draft.words.vi.title
  const made = await ward.run((work) =>
    draftNotice(work, { title, audience: { visits: true }, authorId: author, ...draft })
  )
  if (!made.ok) throw new Error(made.refusal)
  return made.value.id
}
const find = async (noticeId: string) => (await ward.run((work) => findNotice(work, { noticeId })))!
const submit = (noticeId: string) => ward.run((work) => submitNotice(work, { noticeId, officialId: author }))
const approve = (noticeId: string, reason?: string) =>
  ward.run((work) => approveNotice(work, { noticeId, officialId: leader, ...(reason ? { reason } : {}) }))
const checked = async (noticeId: string) => {
  const notice = await find(noticeId)
  return ward.run((work) => checkNotice(work, notice))
}

describe('when a notice leaves', () => {
  const meeting = {
    kind: 'meeting',
    words: {
      vi: {
        title: 'Mời họp tổ dân phố 12',
        body: 'Kính mời dự họp. Nội dung: sửa đường ngõ 43. Thời gian: 19 giờ 30 thứ Bảy, 28/11/2026. Địa điểm: Nhà văn hóa tổ 12.',
      },
    },
    eventAt: atWardTime('2026-11-28', '19:30'),
  } as const
  const cleaning = {
    kind: 'general',
    words: { vi: { title: 'Tổng vệ sinh', body: 'Mời bà con tổng vệ sinh lúc 07 giờ 00 thứ Sáu, 27/11/2026.' } },
    eventAt: atWardTime('2026-11-27', '07:00'),
  } as const

  it('two days before by the clock of its approval, one by the clock of its leaving: the lead time is missed', async () => {
    const noticeId = await drafted(meeting)
    expect(await submit(noticeId)).toMatchObject({ ok: true })
    ward.clock.set(atWardTime('2026-11-26', '21:00'))
    expect(await approve(noticeId)).toEqual({ ok: false, refusal: 'lead_time_missed' })
    expect((await checked(noticeId)).leavesAt).toEqual(atWardTime('2026-11-27', '07:30'))
  })

  it('is after its event: it is refused, not lost', async () => {
    const noticeId = await drafted(cleaning)
    expect(checkRefusal(await checked(noticeId))).toBeNull()
    ward.clock.set(atWardTime('2026-11-26', '20:30'))
    expect(checkRefusal(await checked(noticeId))).toBe('too_late')
    await ward.run(({ db }) => db.notice.updateMany({ where: { id: noticeId }, data: { status: 'approved' } }))
    expect(await ward.run((work) => scheduleNotice(work, { noticeId }))).toEqual({ ok: false, refusal: 'event_over' })
  })
})

describe('an emergency', () => {
  const flood = {
    kind: 'emergency',
    words: {
      vi: { title: 'Khẩn: nước lên nhanh', body: 'Bà con tổ dân phố 12 lên chỗ cao. Gọi 112.' },
      en: { title: 'Emergency: rising water', body: 'Go to higher ground. Call 112.' },
    },
  } as const

  it('says when it was issued, in the words that are approved and hashed', async () => {
    ward.clock.set(atWardTime('2026-11-26', '23:05'))
    const noticeId = await drafted(flood)
    await submit(noticeId)
    expect(await approve(noticeId, 'Nước lên nhanh')).toMatchObject({ ok: true })
    const notice = await find(noticeId)
    expect(notice.words.vi.body).toBe(
      'Phát lúc 23 giờ 05 thứ Năm, 26/11/2026.\nBà con tổ dân phố 12 lên chỗ cao. Gọi 112.'
    )
    expect(notice.words.en?.body).toMatch(/^Issued at .*26.*\nGo to/)
    expect(isAsApproved(notice, notice.approvedHash)).toBe(true)

    await ward.run((work) =>
      redraftNotice(work, { noticeId, kind: 'emergency', title: notice.title, words: notice.words, audience: {} })
    )
    ward.clock.set(atWardTime('2026-11-26', '23:20'))
    await ward.run(({ db }) => db.notice.updateMany({ where: { id: noticeId }, data: { audience: { visits: true } } }))
    await submit(noticeId)
    expect(await approve(noticeId, 'Nước lên nhanh')).toMatchObject({ ok: true })
    expect((await find(noticeId)).words.vi.body.match(/Phát lúc [^.]*/g)).toEqual([
      'Phát lúc 23 giờ 20 thứ Năm, 26/11/2026',
    ])
  })

  it('that takes long to read is not sent', async () => {
    const body = `${'Bà con lên chỗ cao và tắt cầu dao điện. '.repeat(9)}Gọi 112.`
    const noticeId = await drafted({ ...flood, words: { vi: { ...flood.words.vi, body } } })
    expect(await submit(noticeId)).toEqual({ ok: false, refusal: 'text_blocked' })
    const general = await drafted({ kind: 'general', words: { vi: { title: 'Nước lên', body } } })
    expect(await submit(general)).toMatchObject({ ok: true })
  })
})
