import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendNotice } from '../../src/delivery/mass/send-notice.ts'
import { listDeliveries } from '../../src/ward/delivery/list-deliveries.ts'
import { listVisits, tickVisit } from '../../src/ward/delivery/visit-list.ts'
import { approveNotice } from '../../src/ward/notice/approve-notice.ts'
import { draftNotice, type NoticeDraft } from '../../src/ward/notice/draft-notice.ts'
import { makeNoticeProof, readProof } from '../../src/ward/notice/notice-proof.ts'
import { submitNotice } from '../../src/ward/notice/submit-notice.ts'
import type { Work } from '../../src/ward/work.ts'
import { startNotice } from '../../workers/start-notice.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'

let running: RunningWard
const ids: Record<string, string> = {}

beforeAll(async () => {
  running = await openRunningWard({ at: '2026-11-25T09:00:00+07:00' })
  const officials = await run((work) => work.db.official.findMany({ select: { id: true, login: true } }))
  for (const { id, login } of officials) ids[login] = id
})
afterAll(() => running.close())

const run = <T>(useCase: (work: Work) => Promise<T>): Promise<T> =>
  running.wired.transact(running.ward.id, 'operator', useCase)

/** Draft, check, second official: as the doors do it; then its hour, worked by the workers' own code. */
async function sent(draft: NoticeDraft, author: string, approver: string, reason?: string): Promise<string> {
  const { wired, ward } = running
  const drafted = await run((work) => draftNotice(work, { ...draft, authorId: ids[author]! }))
  if (!drafted.ok) throw new Error(drafted.refusal)
  const noticeId = drafted.value.id
  const submitted = await run((work) => submitNotice(work, { noticeId, officialId: ids[author]! }))
  expect(submitted).toMatchObject({ ok: true })
  const approval = { noticeId, officialId: ids[approver]!, ...(reason ? { reason } : {}) }
  expect(await run((work) => approveNotice(work, approval))).toMatchObject({ ok: true })
  await startNotice(wired, ward.id, noticeId)
  for (let turn = 0; turn < 5; turn++) await sendNotice(wired.mass, ward.id, noticeId)
  return noticeId
}

const statesOf = async (noticeId: string) => {
  const { lines } = await run((work) => listDeliveries(work, { noticeId, limit: 2_000 }))
  return new Set(lines.map(({ way, status }) => `${way} ${status}`))
}

describe('a notice from the first word to the proof', () => {
  it('a general notice reaches Zalo, Telegram, the web and the door, and the proof holds', async () => {
    const [zalo, telegram, web] = [running.byZalo(), running.byTelegramWebhook(), running.byWeb()]
    for (const one of [zalo, telegram, web]) {
      await one.says('xin chào')
      await one.says('tổ 12')
    }
    const place = await run((work) => work.db.neighbourhood.findFirstOrThrow({ where: { code: '12' } }))
    const noticeId = await sent(
      {
        kind: 'general',
        title: 'Cắt nước tổ dân phố 12',
        words: {
          vi: {
            title: 'Cắt nước tổ dân phố 12',
            body: 'Cắt nước từ 8 giờ 00 thứ Sáu, 27/11/2026. Kính mong {{salutation}} trữ nước trước.',
          },
        },
        topic: 'water',
        audience: { neighbourhoods: [place.id], visits: true },
      },
      'vanhoa',
      'lanhdao'
    )
    const states = await statesOf(noticeId)
    expect([...states].sort()).toEqual(['telegram accepted', 'visit waiting', 'web accepted', 'zalo accepted'])
    expect((await web.says('cảm ơn')).join('\n')).toContain('Cắt nước tổ dân phố 12')

    const [door] = await run((work) => listVisits(work, { noticeId }))
    expect(await run((work) => tickVisit(work, { noticeId, slot: door!.slot }))).toMatchObject({ ok: true })
    const proof = readProof(String(await run((work) => makeNoticeProof(work, { noticeId }))))
    expect(proof).toMatchObject({ ok: true, proof: { statistics: { visit: { delivered: 1 }, zalo: { accepted: 1 } } } })
    expect(JSON.stringify(proof)).not.toContain(door!.fullName)
  })

  it('who asked to be spared the topic, or to stop, is not told; and is told why', async () => {
    const spared = running.byWeb()
    await spared.says('tổ 11')
    await spared.says('tôi không nhận tin cúp nước nữa')
    const place = await run((work) => work.db.neighbourhood.findFirstOrThrow({ where: { code: '11' } }))
    const noticeId = await sent(
      {
        kind: 'general',
        title: 'Cắt nước tổ dân phố 11',
        words: {
          vi: { title: 'Cắt nước tổ dân phố 11', body: 'Cắt nước từ 8 giờ 00 thứ Sáu, 27/11/2026 tại tổ dân phố 11.' },
        },
        topic: 'water',
        audience: { neighbourhoods: [place.id], visits: true },
      },
      'vanhoa',
      'lanhdao'
    )
    expect([...(await statesOf(noticeId))].sort()).toEqual(['visit suppressed', 'visit waiting'])
    const { lines } = await run((work) => listDeliveries(work, { noticeId, status: 'suppressed' }))
    expect(lines.map(({ why }) => why)).toEqual(['topic_spared'])
  })

  it('an invitation is answered in the chat as people answer: by its number, in its words, with a yes', async () => {
    const talks = [running.byZalo(), running.byWeb(), running.byTelegramWebhook(), running.byWeb(), running.byWeb()]
    for (const one of talks) await one.says('tổ 12')
    const meeting = await run((work) => work.db.meeting.findFirstOrThrow({ where: { status: 'called' }, orderBy: { startsAt: 'asc' } })) // prettier-ignore
    const choice = (what: string, vi: string) => ({ id: `meeting:${meeting.id}:${what}`, vi, en: vi })
    running.clock.set('2026-11-25T10:00:00+07:00')
    await sent(
      {
        ...{ kind: 'general', title: 'Mời họp', audience: { neighbourhoods: meeting.neighbourhoodIds } },
        words: { vi: { title: 'Mời họp', body: 'Kính mời {{salutation}} dự họp 19 giờ 30 thứ Bảy, 28/11/2026.' } },
        choices: [choice('coming', 'Tôi sẽ dự'), choice('delegate', 'Tôi cử người thay'), choice('not_coming', 'Không dự được')], // prettier-ignore
        eventAt: meeting.startsAt,
      },
      'vanhoa',
      'lanhdao'
    )
    running.clock.set('2026-11-25T14:00:00+07:00')
    for (const [i, text] of ['1', 'toi se du', 'dạ vâng ạ', 'bận rồi ko đi đc', 'dừng'].entries()) await talks[i]!.says(text) // prettier-ignore
    const replies = await run((work) => work.db.meetingReply.findMany({ where: { meetingId: meeting.id, answeredAt: running.clock.now() } })) // prettier-ignore
    expect(replies.map(({ answer }) => answer).sort()).toEqual(['coming', 'coming', 'coming', 'not_coming'])
    running.clock.set('2026-11-25T09:00:00+07:00')
  })

  it.each(['dừng', 'Dừng ạ', '"dung"', 'dừng lại nhé'])(
    '“%s” stops notices, and “nhận tin” starts them',
    async (text) => {
      const chat = running.byTelegramWebhook()
      await chat.says('xin chào')
      await chat.says('tổ 9')
      const { id } = await run((work) => work.db.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } }))
      const stoppedAt = async () => (await run((work) => work.db.conversation.findFirstOrThrow({ where: { id } }))).noticesStoppedAt // prettier-ignore
      expect((await chat.says(text)).join()).toMatch(/^Dạ, phường dừng gửi tin thông báo\..*tổ trưởng đưa đến nhà/)
      expect(await stoppedAt()).not.toBeNull()
      expect((await chat.says('nhận tin')).join()).toMatch(/^Dạ, từ nay phường lại gửi mọi loại tin/)
      expect(await stoppedAt()).toBeNull()
    }
  )

  it('who wanted water only, and then all again, gets what is about nothing in particular; and hears why not before', async () => {
    const chat = running.byWeb()
    await chat.says('tổ 10')
    expect((await chat.says('chỉ nhận tin cúp nước')).join()).toContain('chỉ nhận tin về cấp nước')
    const place = await run((work) => work.db.neighbourhood.findFirstOrThrow({ where: { code: '10' } }))
    const draft = (title: string): NoticeDraft => ({
      kind: 'general',
      title,
      words: { vi: { title, body: 'Nhà văn hóa sơn lại từ 8 giờ 00 thứ Sáu, 27/11/2026.' } },
      audience: { neighbourhoods: [place.id], visits: true },
    })
    const before = await sent(draft('Sơn nhà văn hóa'), 'vanhoa', 'lanhdao')
    expect([...(await statesOf(before))]).not.toContain('web accepted')
    expect((await chat.presses('Nhận tin lại')).join()).toContain('mọi loại tin')
    const after = await sent(draft('Sơn cổng nhà văn hóa'), 'vanhoa', 'lanhdao')
    expect([...(await statesOf(after))]).toContain('web accepted')
    expect((await chat.says('Vì sao tôi không nhận được?')).join()).toContain('"Sơn cổng nhà văn hóa": phường đã gửi')
  })

  it('an emergency goes at night with one official and a reason', async () => {
    running.clock.set('2026-11-25T23:30:00+07:00')
    const noticeId = await sent(
      {
        kind: 'emergency',
        title: 'Khẩn: mưa lớn, nước lên nhanh',
        words: {
          vi: {
            title: 'Khẩn: mưa lớn, nước lên nhanh',
            body: 'Bà con tổ dân phố 12 lên chỗ cao, tắt cầu dao điện. Gọi 112.',
          },
        },
        audience: {},
      },
      'tructuyen',
      'tructuyen',
      'Nước lên nhanh lúc nửa đêm, lãnh đạo đang đi cơ sở'
    )
    const states = await statesOf(noticeId)
    expect(states).toContain('zalo accepted')
    expect(states).toContain('telegram accepted')
    expect(states).toContain('web accepted')
    const proof = readProof(String(await run((work) => makeNoticeProof(work, { noticeId }))))
    expect(proof).toMatchObject({
      ok: true,
      proof: { writtenBy: { officialId: ids['tructuyen'] }, approved: { approverId: ids['tructuyen'] } },
    })
  })
})
