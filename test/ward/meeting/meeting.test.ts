import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readReference } from '../../support/read-reference.ts'
import { doIn } from '../../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import { lawRuleFrom } from '../../../src/ward/law/law-rule.ts'
import { listRungs } from '../../../src/ward/ladder/list-rungs.ts'
import { callMeeting, cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { findMeetings } from '../../../src/ward/meeting/find-meetings.ts'
import { draftMeeting, editMeeting, type MeetingDraft } from '../../../src/ward/meeting/keep-meeting.ts'
import { keepMinutes } from '../../../src/ward/meeting/keep-minutes.ts'
import { listHouseholds } from '../../../src/ward/meeting/list-households.ts'
import { findMeeting, listMeetings } from '../../../src/ward/meeting/list-meetings.ts'
import { passes, type Matter } from '../../../src/ward/meeting/meeting.ts'
import { recordAttendance } from '../../../src/ward/meeting/record-attendance.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import { loadNoticeTemplates } from '../../../src/ward/notice/notice-template.ts'
import { keepPaper } from '../../../src/ward/paper/keep-paper.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())
beforeEach(async () => void (ward = await makeParticipatingWard(at)))

const draft = (more: Partial<MeetingDraft> = {}): MeetingDraft => ({
  ...{ kind: 'community', matter: null, title: 'Họp tổ dân phố 12', agenda: ['Sửa đường ngõ 43'] },
  ...{ place: 'Nhà văn hóa tổ 12', startsAt: new Date('2026-11-28T19:30:00+07:00'), chair: 'Tổ trưởng' },
  ...{ contact: '0203 000 0012', number: '12/GM-TDP', neighbourhoodIds: [ward.twelve], householdIds: [] },
  ...more,
})

async function called(more: Partial<MeetingDraft> = {}): Promise<string> {
  const made = await ward.act((work) => draftMeeting(work, draft(more)))
  if (!made.ok) throw new Error(made.refusal)
  const { meetingId } = made.value
  expect((await ward.act((work) => callMeeting(work, { meetingId }))).ok).toBe(true)
  return meetingId
}

const rungsOf = async (rowId: string) => ward.act((work) => listRungs(work, { noun: 'meeting', rowId }))

describe('a matter is carried by a share of all households', () => {
  const rules = readReference<Record<string, string | null>>('law-rules.csv').map(lawRuleFrom)
  it.each<[Matter, number, number | null, boolean | null]>([
    [1, 60, 90, true],
    [1, 59, 90, false],
    [2, 67, 100, true],
    [2, 66, 100, false],
    [3, 51, 100, true],
    [4, 50, 100, false],
    [6, 51, 101, true],
    [6, 50, 101, false],
    [4, 50, null, null],
    [4, 101, 100, null],
    [4, 0.5, 1, null],
  ])('matter %i, %d of %d: %s', (matter, yes, total, expected) => {
    expect(passes(matter, yes, total, { rules, date: '2026-12-06' })).toBe(expected)
  })

  it('and by nothing where no rule is in force', () => {
    expect(passes(1, 90, 90, { rules, date: '2020-01-01' })).toBeNull()
  })
})

describe('a meeting', () => {
  it('is called with its households counted and its ladder written', async () => {
    const meetingId = await called()
    expect(await ward.act((work) => findMeeting(work, { id: meetingId }))).toMatchObject({
      ...{ status: 'called', totalHouseholds: 9, neighbourhoods: ['Tổ dân phố 12'] },
    })
    expect((await rungsOf(meetingId)).map(({ step, ruleId, confirmed }) => [step, ruleId, confirmed])).toEqual([
      ['invite', 'MEET.NOTICE', false],
      ['papers', 'MEET.DOCS', false],
      ['day_before', 'MEET.REMIND1', false],
      ['hours_before', 'MEET.REMIND2H', false],
      ['decision', 'MEET.DECISION', false],
    ])
    expect(await ward.act((work) => callMeeting(work, { meetingId }))).toEqual({ ok: false, refusal: 'not_a_draft' })
  })

  it('is refused when its lead time has passed, with the rule named, and stays a draft', async () => {
    const made = await ward.act((work) =>
      draftMeeting(work, draft({ startsAt: new Date('2026-11-24T19:30:00+07:00') }))
    )
    const meetingId = made.ok ? made.value.meetingId : ''
    expect(await ward.act((work) => callMeeting(work, { meetingId }))).toMatchObject({
      ...{
        refusal: 'lead_time_missed',
        missed: [{ ruleId: 'MEET.NOTICE', basis: 'ND59/2023 D3.3' }, { ruleId: 'MEET.DOCS' }],
      },
    })
    expect((await ward.act((work) => findMeeting(work, { id: meetingId })))?.status).toBe('draft')
    expect(await rungsOf(meetingId)).toEqual([])
  })

  it('on contributions needs its papers first', async () => {
    const made = await ward.act((work) => draftMeeting(work, draft({ matter: 1 })))
    const meetingId = made.ok ? made.value.meetingId : ''
    expect(await ward.act((work) => callMeeting(work, { meetingId }))).toEqual({ ok: false, refusal: 'no_papers' })
    const paper = { name: 'Dự toán.pdf', bytes: Buffer.from('%PDF-1.7 thử'), officialId: ward.officialId }
    await ward.act((work) => keepPaper(work, { noun: 'meeting', rowId: meetingId, ...paper }))
    expect((await ward.act((work) => callMeeting(work, { meetingId }))).ok).toBe(true)
  })

  it('that moves takes its ladder along, writes no rung twice, and tells who had answered', async () => {
    const meetingId = await called()
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    const later = draft({ startsAt: new Date('2026-12-05T19:30:00+07:00') })
    expect((await ward.act((work) => editMeeting(work, { meetingId, ...later }))).ok).toBe(true)
    const rungs = await rungsOf(meetingId)
    expect(rungs.map(({ step }) => step)).toHaveLength(5)
    expect(rungs[0]).toMatchObject({ step: 'invite', lawfulDate: '2026-12-03', status: 'planned' })
    expect(await ward.heardBy(talk)).toEqual(['meeting.moved'])
  })

  it('that is cancelled leaves nothing due', async () => {
    const meetingId = await called()
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' }))
    expect(new Set((await rungsOf(meetingId)).map(({ status }) => status))).toEqual(new Set(['cancelled']))
    expect(await ward.heardBy(talk)).toEqual(['meeting.cancelled'])
    expect(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' }))).toEqual({
      ok: false,
      refusal: 'over',
    })
  })

  it('is told to those it is for, and a draft to nobody', async () => {
    await called()
    await ward.act((work) => draftMeeting(work, draft({ title: 'Chưa chốt' })))
    const titles = async (talk: Awaited<ReturnType<ParticipatingWard['chatOf']>>) =>
      (await doIn(ward)(talk, findMeetings, {})).meetings.map(({ title }) => title)
    expect(await titles(await ward.chatOf('12-2'))).toEqual(['Họp tổ dân phố 12'])
    expect(await titles(await ward.strangerOf(ward.twelve))).toEqual(['Họp tổ dân phố 12'])
    expect(await titles(await ward.chatOf('7-1'))).toEqual([])
    expect(await ward.act((work) => listMeetings(work, { isPublic: true }))).toHaveLength(1)
  })
})

describe('the invitation', () => {
  const noticeOf = (meetingId: string) =>
    ward.act((work) =>
      work.db.notice.findMany({ where: { source: 'ladder_meeting', sourceRow: `${meetingId}:invite` } })
    )

  it('is drafted once from the ward’s template, moves with the meeting, and is cancelled with it', async () => {
    await ward.act(loadNoticeTemplates)
    const meetingId = await called()
    const [first, ...more] = await noticeOf(meetingId)
    expect(more).toEqual([])
    expect(first).toMatchObject({ kind: 'meeting', status: 'draft', statutory: true, ruleId: 'MEET.NOTICE' })
    expect(first?.sendAt).toEqual(new Date('2026-11-26T08:00:00+07:00'))
    expect(JSON.stringify(first?.words)).toContain('Nội dung: Sửa đường ngõ 43')
    expect(first?.choices).toMatchObject([{ id: `meeting:${meetingId}:coming`, vi: 'Tôi sẽ dự' }, {}, {}])
    const later = draft({ startsAt: new Date('2026-12-05T19:30:00+07:00') })
    await ward.act((work) => editMeeting(work, { meetingId, ...later }))
    expect(await noticeOf(meetingId)).toMatchObject([{ id: first!.id, sendAt: new Date('2026-12-03T08:00:00+07:00') }])
    await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' }))
    expect(await noticeOf(meetingId)).toMatchObject([{ status: 'cancelled' }])
  })
})

describe('who comes', () => {
  it('a household answers once, whoever of it writes; the last answer counts; the delegate is kept sealed', async () => {
    const meetingId = await called()
    const [first, second] = [await ward.chatOf('12-1'), await ward.chatOf('12-1')]
    await doIn(ward)(first, replyToMeeting, { meetingId, answer: 'coming' as const })
    const answered = await doIn(ward)(second, replyToMeeting, {
      meetingId,
      answer: 'delegate' as const,
      delegate: 'Trần Thị Mẫu',
    })
    expect(answered).toMatchObject({ kind: 'kept', delegate: 'Trần Thị Mẫu' })
    const rows = await ward.act((work) => work.db.meetingReply.findMany({ where: { meetingId } }))
    expect(rows).toHaveLength(1)
    expect(Buffer.from(rows[0]!.delegate!).toString('utf8')).not.toContain('Trần')
    const list = await ward.act((work) => listHouseholds(work, { meetingId }))
    expect(list?.households.find(({ code }) => code === '12-1')).toMatchObject({
      answer: 'delegate',
      delegate: 'Trần Thị Mẫu',
      visit: null,
    })
  })

  it('an answer from before the household was known becomes the household’s', async () => {
    const meetingId = await called()
    const talk = await ward.strangerOf(ward.twelve)
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'not_coming' as const })
    const known = await ward.chatOf('12-3')
    await doIn(ward)(known, replyToMeeting, { meetingId, answer: 'coming' as const })
    const list = await ward.act((work) => listHouseholds(work, { meetingId }))
    expect(list?.strangers).toEqual({ coming: 0, delegate: 0, not_coming: 1 })
    expect(list?.households.filter(({ answer }) => answer !== null).map(({ code }) => code)).toEqual(['12-3'])
  })

  it('whoever has no way or has not answered is on the list for a visit', async () => {
    const meetingId = await called()
    await ward.chatOf('12-2')
    const list = await ward.act((work) => listHouseholds(work, { meetingId }))
    expect(list?.households.find(({ code }) => code === '12-2')?.visit).toBe('not_answered')
    expect(list?.households.filter(({ visit }) => visit === 'no_way')).toHaveLength(8)
  })

  it('attendance is ticked off after it began, minutes reach who had answered, the share is of all households', async () => {
    const paper = { name: 'Dự toán.pdf', bytes: Buffer.from('%PDF-1.7'), officialId: ward.officialId }
    const made = await ward.act((work) => draftMeeting(work, draft({ matter: 1 })))
    const meetingId = made.ok ? made.value.meetingId : ''
    await ward.act((work) => keepPaper(work, { noun: 'meeting', rowId: meetingId, ...paper }))
    await ward.act((work) => callMeeting(work, { meetingId }))
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    const minutes = { meetingId, minutes: 'Thống nhất mức góp.', yes: 6 }
    expect(await ward.act((work) => keepMinutes(work, minutes))).toEqual({ ok: false, refusal: 'not_yet' })
    ward.clock.set('2026-11-28T21:00:00+07:00')
    const ids = (await ward.act((work) => listHouseholds(work, { meetingId })))!.households.map(
      ({ householdId }) => householdId
    )
    expect(await ward.act((work) => recordAttendance(work, { meetingId, present: ids.slice(0, 7) }))).toEqual({
      ok: true,
      value: { present: 7 },
    })
    expect(await ward.act((work) => keepMinutes(work, minutes))).toEqual({ ok: true, value: { carried: true } })
    expect(await ward.act((work) => keepMinutes(work, { ...minutes, yes: 5 }))).toEqual({
      ok: true,
      value: { carried: false },
    })
    expect(await ward.act((work) => keepMinutes(work, { ...minutes, yes: 10 }))).toMatchObject({
      refusal: 'more_than_there_are',
    })
    expect(await ward.heardBy(talk)).toContain('meeting.carried')
    const after = await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    expect(after.kind).toBe('over')
  })
})
