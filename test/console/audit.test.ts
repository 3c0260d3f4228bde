import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detailWords } from '../../src/console/audit/detail-words.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { newId } from '../../src/platform/ids.ts'
import { openConsole, signedIn, type TestConsole } from '../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

describe('a line of the trail', () => {
  it.each([
    { action: 'notice.stopped', details: { noticeId: newId(), left: 1200, onTheWay: 3 }, said: 'chưa gửi: 1.200; đang trên đường: 3' }, // prettier-ignore
    { action: 'page.written', details: { page: 'POST /notices/:id/pause', id: newId() }, said: 'ở mục: Thông báo' },
    { action: 'feedback.accept', details: { feedbackId: newId(), from: 'awaiting_intake', to: 'received' }, said: 'từ: Chờ tiếp nhận; đến: Đã tiếp nhận, chờ giao' }, // prettier-ignore
    { action: 'dossier.unusual_transition', details: { dossierId: newId(), from: 'done', to: 'received' }, said: 'từ: Đã xử lý xong; đến: Được tiếp nhận' }, // prettier-ignore
    { action: 'disclosure.published', details: { disclosureId: newId(), late: true }, said: 'trễ hạn' },
    { action: 'disclosure.published', details: { disclosureId: newId(), late: false }, said: '' },
    { action: 'fund.entered', details: { entryId: newId(), kind: 'birth', amountDong: 500_000 }, said: /500\.000/ },
    { action: 'calendar_day.kept', details: { date: '2026-12-31', kind: 'S' }, said: 'ngày: 31/12/2026; loại: Nghỉ lễ, Tết' }, // prettier-ignore
    { action: 'official.edited', details: { officialId: newId(), roles: 'leader duty' }, said: /^vai trò: .+, .+$/ },
    { action: 'longevity.proposed', details: { year: 2026, count: 4 }, said: 'năm: 2026; số lượng: 4' },
    { action: 'learning.proposed', details: { messageId: newId(), intent: 'no_such_intent' }, said: '' },
  ])('tells what $action did in words, without ids ($details)', async ({ said, ...line }) => {
    const words = detailWords(await loadTranslate(), line).join('; ')
    if (typeof said === 'string') expect(words).toBe(said)
    else expect(words).toMatch(said)
  })
})

describe('the page of the trail', () => {
  let at: TestDatabase
  let ward: TestWard
  let console: TestConsole

  beforeAll(async () => {
    at = await freshDatabase()
    ward = await makeTestWard(at)
    console = await openConsole(at, ward)
  })
  afterAll(async () => {
    await console.close()
    await at.drop()
  })

  it('leads to the thing only those who may open it, also by the noun of a row', async () => {
    const [noticeId, meetingId] = [newId(), newId()]
    await ward.run(async (work) => {
      work.audit('notice.paused', { noticeId, why: 'asked' })
      work.audit('paper.kept', { noun: 'meeting', rowId: meetingId, paperId: newId() })
    })
    const linksOf = async (role: 'leader' | 'ward_admin') =>
      (await (await signedIn(console, ward, [role])).get('/audit')).root
        .querySelectorAll('tbody a')
        .map((link) => link.getAttribute('href'))
    expect(await linksOf('leader')).toEqual([`/console/meetings/${meetingId}`, `/console/notices/${noticeId}`])
    expect(await linksOf('ward_admin')).toEqual([`/console/meetings/${meetingId}`])
  })

  it('shows neither an id nor a name of the program, and is cut into pages that a phone can show', async () => {
    await ward.run(async (work) => {
      for (let n = 0; n < 60; n++) work.audit('notice.tried', { noticeId: newId(), chats: n })
    })
    const leader = await signedIn(console, ward, ['leader'])
    const page = await leader.get('/audit')
    expect(page.root.querySelectorAll('tbody tr')).toHaveLength(25)
    expect(page.root.querySelector('a[rel=next]')).not.toBeNull()
    expect(page.text).toContain('cuộc trò chuyện: 59')
    expect(page.root.querySelector('tbody')?.structuredText).not.toMatch(/[0-9a-f]{8}-|\b[a-z]+[A-Z]|_/)
  })
})
