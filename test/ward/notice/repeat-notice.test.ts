import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { listDuties } from '../../../src/ward/ladder/list-duties.ts'
import { approveNotice } from '../../../src/ward/notice/approve-notice.ts'
import { draftNotice } from '../../../src/ward/notice/draft-notice.ts'
import { draftRecurring } from '../../../src/ward/notice/draft-recurring.ts'
import { endRecurring, resumeRecurring } from '../../../src/ward/notice/end-recurring.ts'
import { listRecurring, repeatNotice, type Repeat } from '../../../src/ward/notice/repeat-notice.ts'
import { openConsole, signedIn, type Page, type TestConsole } from '../../support/console-client.ts'
import { okay } from '../../support/okay.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
let console: TestConsole
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => {
  ward = await makeParticipatingWard(at)
  console = await openConsole(at, ward)
})
afterAll(() => at.drop())

const cleaning = async (body = 'Tổng vệ sinh lúc 7 giờ 00 thứ Bảy, 28/11/2026.'): Promise<string> => {
  const drafted = await ward.act((work) =>
    draftNotice(work, {
      ...{
        kind: 'general',
        title: 'Tổng vệ sinh',
        words: { vi: { title: 'Tổng vệ sinh', body } },
        topic: 'environment',
      },
      ...{ audience: { neighbourhoods: [ward.twelve] }, ruleId: null },
      ...{ sendAt: new Date('2026-11-27T08:00:00+07:00'), eventAt: new Date('2026-11-28T07:00:00+07:00') },
    })
  )
  return drafted.ok ? drafted.value.id : ''
}

const repeated = (noticeId: string, more: Partial<Repeat>) =>
  ward.act((work) =>
    repeatNotice(work, {
      ...{ noticeId, recurrence: { kind: 'weekly', weekdays: [6] }, shift: 'stays', leadDays: 1, sendClock: '08:00' },
      ...{ endsDate: null, ...more },
    })
  )

const drafts = () =>
  ward.act((work) => work.db.notice.findMany({ where: { source: 'recurring' }, orderBy: { sendAt: 'asc' } }))

describe('a notice that comes again', () => {
  it('is drafted a week ahead for its next day, once, with the new day in its words', async () => {
    await repeated(await cleaning(), {})
    expect(await drafts()).toEqual([])
    ward.clock.set('2026-11-28T09:00:00+07:00')
    expect(await ward.act(draftRecurring)).toBe(1)
    expect(await ward.act(draftRecurring)).toBe(0)
    const [next] = await drafts()
    expect(next).toMatchObject({ status: 'draft', authorId: null, audience: { neighbourhoods: [ward.twelve] } })
    expect(next?.sendAt).toEqual(new Date('2026-12-04T08:00:00+07:00'))
    expect(next?.eventAt).toEqual(new Date('2026-12-05T07:00:00+07:00'))
    expect(JSON.stringify(next?.words)).toContain('thứ Bảy, 05/12/2026')
    ward.clock.set('2026-12-12T09:00:00+07:00')
    await ward.act(draftRecurring)
    expect((await drafts()).map(({ sourceRow }) => sourceRow?.split(':')[1])).toEqual(['2026-12-05', '2026-12-19'])
  })

  it.each<[string, Partial<Repeat>, string]>([
    ['by the moon', { recurrence: { kind: 'lunar', day: 15 } }, '2026-12-23'],
    ['by working days', { recurrence: { kind: 'working_day', nth: -1 } }, '2026-11-30'],
    ['by the month', { recurrence: { kind: 'monthly', day: 13 }, shift: 'earlier' }, '2026-12-11'],
  ])('%s', async (_, more, day) => {
    await repeated(await cleaning(), more)
    const [line] = await ward.act(listRecurring)
    const [drafted] = await drafts()
    expect(drafted?.sourceRow?.split(':')[1] ?? line?.nextDay).toBe(day)
  })

  it('comes no more after its last day, or when it is ended', async () => {
    const first = await repeated(await cleaning(), { endsDate: '2026-12-04' })
    await repeated(await cleaning(), {})
    ward.clock.set('2026-11-28T09:00:00+07:00')
    await ward.act(draftRecurring)
    const lines = await ward.act(listRecurring)
    expect(lines.map(({ isEnded }) => isEnded)).toEqual([false, true])
    expect(first.ok && lines[1]!.id === first.value.id).toBe(true)
    const [running, over] = [{ recurringId: lines[0]!.id }, { recurringId: lines[1]!.id }]
    okay(await ward.act((work) => endRecurring(work, running)))
    ward.clock.set('2026-12-05T09:00:00+07:00')
    expect(await ward.act(draftRecurring)).toBe(0)
    expect(await ward.act((work) => resumeRecurring(work, over))).toEqual({ ok: false, refusal: 'never_happens' })
  })

  it('that was ended is taken up again from its next day on, and its page tells what comes first', async () => {
    const weekly = okay(await repeated(await cleaning(), {}))
    okay(
      await repeated(await cleaning(), {
        recurrence: { kind: 'yearly', month: 6, day: 1 },
        leadDays: 0,
        shift: 'later',
      })
    )
    const client = await signedIn(console, ward, ['leader'])
    const parts = (page: Page) => page.root.querySelectorAll('main summary').map((one) => one.text.trim())
    const list = await client.get('/notices/recurring')
    expect(parts(list)).toEqual(['Trong 31 ngày tới: 1 thông báo', 'Sau đó: 1 thông báo'])
    expect(list.text).toContain('thứ Bảy hằng tuần')
    expect(list.text).toMatch(/gặp ngày nghỉ thì muộn hơn.*gửi đúng ngày, lúc 08:00/)
    const end = { action: `/notices/recurring/${weekly.id}/end` }
    const ended = await client.submit({}, end)
    expect(parts(ended)).toEqual(['Sau đó: 1 thông báo', 'Đã dừng: 1 thông báo'])
    ward.clock.set('2026-11-30T09:00:00+07:00')
    expect(await ward.act(draftRecurring)).toBe(0)
    const again = await signedIn(console, ward, ['leader'])
    await again.get('/notices/recurring')
    const resumed = await again.submit({}, { action: `/notices/recurring/${weekly.id}/resume` })
    expect(parts(resumed)).toEqual(['Trong 31 ngày tới: 1 thông báo', 'Sau đó: 1 thông báo'])
    expect((await drafts()).map(({ sourceRow }) => sourceRow?.split(':')[1])).toEqual(['2026-12-05'])
  })

  it('whose words name another day, or whose day never comes, is refused', async () => {
    const other = await cleaning('Tổng vệ sinh thứ Bảy, 28/11/2026; tuần trước là 21/11/2026.')
    expect(await repeated(other, {})).toEqual({ ok: false, refusal: 'date_left' })
    const never = { recurrence: { kind: 'lunar' as const, day: 31 } }
    expect(await repeated(await cleaning(), never)).toEqual({ ok: false, refusal: 'never_happens' })
  })

  it('is kept once however often the button is pressed', async () => {
    const noticeId = await cleaning()
    const recurringId = newId()
    expect(await repeated(noticeId, { recurringId })).toMatchObject({ ok: true })
    expect(await repeated(noticeId, { recurringId })).toEqual({ ok: false, refusal: 'repeated_twice' })
    expect(await ward.act(listRecurring)).toHaveLength(1)
  })

  it.each([
    ['of a meeting', { source: 'ladder_meeting' }],
    ['of danger', { class: 'emergency' }],
  ])('%s does not come again', async (_, data) => {
    const noticeId = await cleaning()
    await ward.act((work) => work.db.notice.updateMany({ where: { id: noticeId }, data }))
    expect(await repeated(noticeId, {})).toEqual({ ok: false, refusal: 'not_repeatable' })
  })

  it('stands among the duties as a draft, and is dropped when its day is over', async () => {
    const noticeId = await cleaning('Tổng vệ sinh thứ Bảy, 28/11/2026.')
    await ward.act((work) =>
      work.db.notice.updateMany({
        where: { id: noticeId },
        data: { eventAt: null, sendAt: new Date('2026-11-28T08:00:00+07:00') },
      })
    )
    await repeated(noticeId, { leadDays: 0 })
    ward.clock.set('2026-11-28T09:00:00+07:00')
    await ward.act(draftRecurring)
    const [next] = await drafts()
    expect(next).toMatchObject({ eventAt: null, expiresAt: new Date('2026-12-06T00:00:00+07:00') })
    const due = await ward.act((work) => listDuties(work, { by: new Date('2026-12-06T00:00:00+07:00') }))
    expect(due.notices).toMatchObject([{ id: next!.id, status: 'draft' }])
    await ward.act((work) => work.db.notice.updateMany({ where: { id: next!.id }, data: { status: 'submitted' } }))
    ward.clock.set('2026-12-06T00:01:00+07:00')
    const approved = await ward.act((work) => approveNotice(work, { noticeId: next!.id, officialId: ward.officialId }))
    expect(approved).toEqual({ ok: false, refusal: 'too_late' })
    await ward.act(climbLadders)
    expect((await drafts())[0]?.status).toBe('cancelled')
  })

  it('that cannot be drafted is said to the ward, once, until it is mended', async () => {
    await repeated(await cleaning(), {})
    const audienceOf = (neighbourhoods: string[]) =>
      ward.act((work) => work.db.recurringNotice.updateMany({ data: { audience: { neighbourhoods } } }))
    await audienceOf([newId()])
    ward.clock.set('2026-11-28T09:00:00+07:00')
    expect(await ward.act(draftRecurring)).toBe(0)
    expect(await ward.act(draftRecurring)).toBe(0)
    const stuck = { why: 'unknown_neighbourhood', date: '2026-12-05' }
    expect((await ward.act(listRecurring))[0]?.refused).toEqual(stuck)
    expect((await ward.act((work) => listDuties(work, { by: work.now }))).stuck).toMatchObject([stuck])
    expect(await ward.act((work) => work.db.auditLine.count({ where: { action: 'notice.repeat_refused' } }))).toBe(1)
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get('/duties')).text).toContain('không soạn được')
    expect((await client.get('/notices/recurring')).text).toContain('Chưa soạn được kỳ tới')
    await audienceOf([ward.twelve])
    expect(await ward.act(draftRecurring)).toBe(1)
    expect((await ward.act(listRecurring))[0]?.refused).toBeNull()
  })

  it('is set up, shown and ended at its pages', async () => {
    const noticeId = await cleaning()
    const client = await signedIn(console, ward, ['leader'])
    await client.get(`/notices/${noticeId}/repeat`)
    const empty = await client.submit({
      rhythm: 'yearly',
      day: '15',
      month: '',
      shift: 'stays',
      lead: '1',
      clock: '08:00',
      until: '',
    })
    expect(empty.status).toBe(422)
    expect(empty.root.querySelector('.faults a')?.getAttribute('href')).toBe('#month')
    const kept = await client.submit({
      rhythm: 'lunar',
      day: '15',
      month: '',
      shift: 'stays',
      lead: '1',
      clock: '08:00',
      until: '',
    })
    expect(kept.text).toContain('ngày 15 âm lịch mỗi tháng')
    const press = client.hold()
    for (const time of ['first', 'second']) expect((await press()).text, time).toContain('Đã dừng')
  })
})
