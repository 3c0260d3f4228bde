import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readReference } from '../../support/read-reference.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import { lawRuleFrom } from '../../../src/ward/law/law-rule.ts'
import { listRungs } from '../../../src/ward/ladder/list-rungs.ts'
import { callMeeting, cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { findMeetings } from '../../../src/ward/meeting/find-meetings.ts'
import { draftMeeting, editMeeting, seenOfMeeting, type MeetingDraft } from '../../../src/ward/meeting/keep-meeting.ts'
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

  it('of a neighbourhood that is named is found by anybody, and where they live stays as it was', async () => {
    await called()
    const find = async (talk: Talk, named?: string) => {
      const { neighbourhood, lives, local, meetings } = await doIn(ward)(talk, findMeetings, { named })
      return [neighbourhood?.code ?? null, lives, local, meetings.length]
    }
    const nobody = await makeTalk(ward)
    expect(await find(nobody, 'tổ 12')).toEqual(['12', 'unknown', true, 1])
    expect(await find(nobody)).toEqual([null, 'unknown', true, 0])
    expect(await find(nobody, 'tổ 99')).toEqual([null, 'unknown', true, 0])
    const seven = await ward.chatOf('7-1')
    expect(await find(seven, '12')).toEqual(['12', 'elsewhere', true, 1])
    expect(await find(seven, '7')).toEqual(['7', 'here', true, 0])
    expect(await find(seven)).toEqual(['7', 'here', true, 0])
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

describe('a called meeting that is edited', () => {
  const edit = (meetingId: string, more: Partial<MeetingDraft>, seen?: string) =>
    ward.act((work) => editMeeting(work, { meetingId, ...draft(more), ...(seen === undefined ? {} : { seen }) }))

  it.each([['neighbourhoodIds'], ['kind'], ['matter']] as const)('keeps its %s', async (field) => {
    const meetingId = await called()
    const other = { neighbourhoodIds: [ward.twelve, ward.seven], kind: 'year_end' as const, matter: 1 }
    expect(await edit(meetingId, { [field]: other[field] })).toEqual({ ok: false, refusal: 'called_already' })
    expect((await edit(meetingId, { chair: 'Phó tổ trưởng' })).ok).toBe(true)
  })

  it('may change its hall and its hour on the day before, and climbs on', async () => {
    const meetingId = await called()
    const before = (await rungsOf(meetingId)).map(({ step, status }) => [step, status])
    ward.clock.set('2026-11-27T09:00:00+07:00')
    expect((await edit(meetingId, { place: 'Trường tiểu học' })).ok).toBe(true)
    expect((await rungsOf(meetingId)).map(({ step, status }) => [step, status])).toEqual(before)
    expect((await edit(meetingId, { startsAt: new Date('2026-11-28T20:00:00+07:00') })).ok).toBe(true)
    expect((await rungsOf(meetingId)).map(({ step, status }) => [step, status])).toEqual(before)
    ward.clock.set('2026-11-28T09:00:00+07:00')
    const sooner = await edit(meetingId, { startsAt: new Date('2026-11-29T08:00:00+07:00') })
    expect(sooner).toMatchObject({ refusal: 'lead_time_missed' })
  })

  it('is not overwritten by a form that was opened before somebody else changed it', async () => {
    const meetingId = await called()
    const seen = async () => seenOfMeeting((await ward.act((work) => findMeeting(work, { id: meetingId })))!)
    const opened = await seen()
    expect((await edit(meetingId, { place: 'Trường tiểu học' }, opened)).ok).toBe(true)
    expect(await edit(meetingId, { contact: '0203 000 0099' }, opened)).toEqual({
      ok: false,
      refusal: 'changed_meanwhile',
    })
    expect((await edit(meetingId, { place: 'Trường tiểu học', contact: '0203 000 0099' }, await seen())).ok).toBe(true)
  })
})

describe('what a meeting may be', () => {
  it.each([
    [{ kind: 'head_election' as const }, 'elects_head'],
    [{ matter: 4 }, 'elects_head'],
  ])('not the election of a head: %o', async (more, refusal) => {
    expect(await ward.act((work) => draftMeeting(work, draft(more)))).toEqual({ ok: false, refusal })
    const made = await ward.act((work) => draftMeeting(work, draft()))
    const meetingId = made.ok ? made.value.meetingId : ''
    await ward.act((work) => work.db.meeting.updateMany({ where: { id: meetingId }, data: more }))
    expect(await ward.act((work) => callMeeting(work, { meetingId }))).toEqual({ ok: false, refusal })
  })

  it('a conference that decides keeps the lead times of the conference and of the decision', async () => {
    ward.clock.set('2026-11-24T09:00:00+07:00')
    const made = await ward.act((work) => draftMeeting(work, draft({ kind: 'year_end', matter: 1 })))
    const meetingId = made.ok ? made.value.meetingId : ''
    const paper = { name: 'Dự toán.pdf', bytes: Buffer.from('%PDF-1.7 thử'), officialId: ward.officialId }
    await ward.act((work) => keepPaper(work, { noun: 'meeting', rowId: meetingId, ...paper }))
    const late = await ward.act((work) => callMeeting(work, { meetingId }))
    expect(late).toMatchObject({ missed: [{ step: 'invite', ruleId: 'CONF.YEAR' }] })
    ward.clock.set('2026-11-23T09:00:00+07:00')
    expect((await ward.act((work) => callMeeting(work, { meetingId }))).ok).toBe(true)
    const rungs = (await rungsOf(meetingId)).map(({ step, ruleId }) => [step, ruleId])
    expect(rungs).toEqual([
      ['invite', 'CONF.YEAR'],
      ['papers', 'MEET.DOCS'],
      ['day_before', 'MEET.REMIND1'],
      ['hours_before', 'MEET.REMIND2H'],
      ['decision', 'MEET.DECISION'],
    ])
  })

  it('one whose hour has passed is cancelled without a word to anybody', async () => {
    const meetingId = await called()
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-12-20T09:00:00+07:00')
    const cancelled = await ward.act((work) => cancelMeeting(work, { meetingId, why: 'không đủ hộ' }))
    expect(cancelled).toEqual({ ok: true, value: { told: false } })
    expect(await ward.heardBy(talk)).toEqual([])
  })
})

describe('minutes', () => {
  it('two officials tick off at two doors without undoing each other', async () => {
    const meetingId = await called()
    ward.clock.set('2026-11-28T21:00:00+07:00')
    const list = async () => (await ward.act((work) => listHouseholds(work, { meetingId })))!.households
    const [a = '', b = '', c = ''] = (await list()).map(({ householdId }) => householdId)
    const tick = (present: string[], shown: string[] = []) =>
      ward.act((work) => recordAttendance(work, { meetingId, present, shown }))
    await tick([a, b])
    expect(await tick([c])).toEqual({ ok: true, value: { present: 3 } })
    expect(await tick([a, c], [a, b, c])).toEqual({ ok: true, value: { present: 2 } })
    expect((await list()).filter(({ attended }) => attended === true).map(({ householdId }) => householdId)).toEqual([
      a,
      c,
    ])
  })

  it('count no more in favour than were ticked off, and are told once', async () => {
    const meetingId = await called({ matter: 6 })
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-11-28T21:00:00+07:00')
    const list = await ward.act((work) => listHouseholds(work, { meetingId }))
    const present = list!.households.slice(0, 5).map(({ householdId }) => householdId)
    await ward.act((work) => recordAttendance(work, { meetingId, present }))
    const keep = (yes: number) => ward.act((work) => keepMinutes(work, { meetingId, minutes: 'Thống nhất.', yes }))
    expect(await keep(6)).toEqual({ ok: false, refusal: 'more_than_came' })
    expect(await keep(5)).toEqual({ ok: true, value: { carried: true } })
    ward.clock.set('2026-11-28T21:00:05+07:00')
    expect(await keep(5)).toEqual({ ok: true, value: { carried: true } })
    const once = ['meeting.minutes', 'meeting.carried']
    expect(await ward.heardBy(talk)).toEqual(once)
    ward.clock.set('2026-11-28T21:05:00+07:00')
    await keep(4)
    expect(await ward.heardBy(talk)).toEqual([...once, 'meeting.minutes', 'meeting.not_carried'])
  })
})
