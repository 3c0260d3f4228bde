import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { answerConsultation } from '../../../src/ward/consultation/answer-opinions.ts'
import { giveOpinion } from '../../../src/ward/consultation/give-opinion.ts'
import { draftConsultation, openConsultation } from '../../../src/ward/consultation/keep-consultation.ts'
import { draftDisclosure } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { endDisclosure, publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { draftElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { recordResult } from '../../../src/ward/election/record-result.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { listDuties } from '../../../src/ward/ladder/list-duties.ts'
import { listRungs } from '../../../src/ward/ladder/list-rungs.ts'
import { callMeeting, cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { draftMeeting, editMeeting, type MeetingDraft } from '../../../src/ward/meeting/keep-meeting.ts'
import { keepMinutes } from '../../../src/ward/meeting/keep-minutes.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import type { Audience } from '../../../src/ward/notice/audience.ts'
import { audienceOf } from '../../../src/ward/notice/check-notice.ts'
import { checkText, isBlocked } from '../../../src/ward/notice/check-text.ts'
import { redraftNotice } from '../../../src/ward/notice/draft-notice.ts'
import { findNotice } from '../../../src/ward/notice/find-notice.ts'
import { occasionNames, occasions } from '../../../src/ward/notice/notice-occasion.ts'
import { readNoticeTemplates } from '../../../src/ward/notice/notice-template.ts'
import { fillTemplate, recipientBlanks } from '../../../src/ward/notice/notice-words.ts'
import { countAudience } from '../../../src/ward/notice/resolve-audience.ts'
import { keepPaper } from '../../../src/ward/paper/keep-paper.ts'
import { recordPosting } from '../../../src/ward/posting/record-posting.ts'
import { cancelReception } from '../../../src/ward/reception/cancel-reception.ts'
import { postReception } from '../../../src/ward/reception/post-reception.ts'
import { doIn } from '../../support/make-talk.ts'
import { okay } from '../../support/okay.ts'
import {
  calledMeeting,
  makeParticipatingWard,
  roadMeeting,
  type ParticipatingWard,
} from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => void (ward = await makeParticipatingWard(at)))
afterAll(() => at.drop())

const noticesOf = (noun: string) =>
  ward.act((work) => work.db.notice.findMany({ where: { source: `ladder_${noun}` }, orderBy: { sendAt: 'asc' } }))
const stepsOf = async (noun: string) =>
  (await noticesOf(noun)).map(({ sourceRow, status }) => [sourceRow?.split(':')[1], status])
/** As the engine leaves a notice that is through. */
const finish = (id: string) =>
  ward.act((work) =>
    work.db.notice.updateMany({
      where: { id },
      data: { status: 'finished', expandedAt: work.now, finishedAt: work.now },
    })
  )

const called = (more: Partial<MeetingDraft> = {}) => calledMeeting(ward, more)

async function headElection(): Promise<string> {
  const { electionId } = okay(
    await ward.act((work) =>
      draftElection(work, {
        ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', neighbourhoodId: ward.twelve },
        ...{ startsAt: new Date('2026-12-06T08:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa tổ 12', bring: null },
        ...{ minCandidates: 1, done: { decision: '2026-11-16', candidates: '2026-11-20' } },
      })
    )
  )
  const candidates = [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }]
  await ward.act((work) => keepCandidates(work, { electionId, candidates }))
  okay(await ward.act((work) => announceElection(work, { electionId })))
  return electionId
}

const opened = async (): Promise<string> => {
  const draft = {
    ...{ title: 'dời chợ', question: 'Có nên dời chợ không?', background: 'Chợ chật.', neighbourhoodIds: [] },
    ...{ closesDate: '2026-12-15', answerDate: '2026-12-25' },
  }
  const { consultationId } = okay(await ward.act((work) => draftConsultation(work, draft)))
  okay(await ward.act((work) => openConsultation(work, { consultationId })))
  return consultationId
}

describe('the words of every occasion', () => {
  const templates = readNoticeTemplates()
  it.each(occasionNames)('%s: has both languages, knows its blanks, passes the gate', (name) => {
    const template = templates.find(({ kind }) => kind === name)!
    const { kind, blanks } = occasions[name]
    const known = new Set<string>([...blanks, ...recipientBlanks, 'ward'])
    for (const text of [template.vi, template.en].flatMap(({ title, body }) => [title, body])) {
      for (const [, blank] of text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) expect(known).toContain(blank)
    }
    const facts = Object.fromEntries(
      blanks.map((blank) => [
        blank,
        /date|posted_/.test(blank) ? '2026-12-06' : /clock/.test(blank) ? '08:00' : 'việc thử',
      ])
    )
    for (const language of ['vi', 'en'] as const) {
      const words = fillTemplate(template, facts, 'phường Thử', language)
      const findings = checkText({ kind, ...words, language, today: '2026-11-23' })
      expect(findings.filter(({ rule }) => isBlocked(findings) || rule === 'long')).toEqual([])
    }
  })
})

describe('a meeting', () => {
  it('drafts its invitation and both reminders for every household, and says so among the duties', async () => {
    const meetingId = await called()
    expect(await stepsOf('meeting')).toEqual([
      ['invite', 'draft'],
      ['day_before', 'draft'],
      ['hours_before', 'draft'],
    ])
    const [invite, dayBefore, hoursBefore] = await noticesOf('meeting')
    expect(invite).toMatchObject({
      ruleId: 'MEET.NOTICE',
      audience: { households: true, neighbourhoods: [ward.twelve] },
    })
    expect(dayBefore).toMatchObject({ ruleId: null, audience: { visits: false } })
    expect(dayBefore?.sendAt).toEqual(new Date('2026-11-27T17:30:00+07:00'))
    expect(hoursBefore?.sendAt).toEqual(new Date('2026-11-28T17:30:00+07:00'))
    const duties = await ward.act((work) => listDuties(work, { by: new Date('2026-11-30T00:00:00+07:00') }))
    expect(
      duties.rungs.filter(({ rowId }) => rowId === meetingId).map(({ step, notice }) => [step, notice?.status])
    ).toEqual([
      ['invite', 'draft'],
      ['papers', undefined],
      ['day_before', 'draft'],
      ['hours_before', 'draft'],
    ])
  })

  it('draws its step as done when the notice has been sent', async () => {
    const meetingId = await called()
    const [invite] = await noticesOf('meeting')
    await finish(invite!.id)
    await ward.act(climbLadders)
    const rungs = await ward.act((work) => listRungs(work, { noun: 'meeting', rowId: meetingId }))
    expect(rungs.find(({ step }) => step === 'invite')).toMatchObject({ status: 'done', notice: { id: invite!.id } })
  })

  it('an edit that changes nothing of a submitted notice leaves it submitted', async () => {
    const meetingId = await called()
    const [invite] = await noticesOf('meeting')
    await ward.act((work) => work.db.notice.updateMany({ where: { id: invite!.id }, data: { status: 'submitted' } }))
    await ward.act((work) => editMeeting(work, { meetingId, ...roadMeeting(ward) }))
    expect((await stepsOf('meeting'))[0]).toEqual(['invite', 'submitted'])
    await ward.act((work) => editMeeting(work, { meetingId, ...roadMeeting(ward, { agenda: ['Thu quỹ'] }) }))
    expect((await stepsOf('meeting'))[0]).toEqual(['invite', 'draft'])
    expect(JSON.stringify((await noticesOf('meeting'))[0]!.words)).toContain('Thu quỹ')
  })

  it('moved or called off after its invitation has left, it drafts a correction for those who got it', async () => {
    const meetingId = await called()
    await finish((await noticesOf('meeting'))[0]!.id)
    const later = roadMeeting(ward, { startsAt: new Date('2026-12-05T19:30:00+07:00') })
    okay(await ward.act((work) => editMeeting(work, { meetingId, ...later })))
    const [moved] = (await noticesOf('meeting')).filter(({ sourceRow }) => sourceRow?.endsWith(':moved-1'))
    expect(moved).toMatchObject({ status: 'draft', kind: 'meeting', ruleId: null })
    expect(moved?.correctsId).not.toBeNull()
    expect(JSON.stringify(moved?.words)).toContain('05/12/2026')
    await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' }))
    const states = Object.fromEntries(await stepsOf('meeting')) as Record<string, string>
    expect(states).toMatchObject({
      'moved-1': 'cancelled',
      cancelled: 'draft',
      invite: 'finished',
      day_before: 'cancelled',
    })
  })

  it('for households nobody is known of is announced to nobody, not to the whole ward', async () => {
    const householdId = newId()
    await ward.act((work) =>
      work.db.household.create({ data: { id: householdId, code: 'TRỐNG', neighbourhoodId: ward.twelve } })
    )
    await called({ kind: 'dialogue', neighbourhoodIds: [], householdIds: [householdId] })
    const [invite] = await noticesOf('meeting')
    const of = { audience: invite!.audience as Audience, class: 'notice' as const, kind: 'meeting', statutory: false }
    const count = await ward.act((work) =>
      countAudience(work, { ...of, ...{ topic: null, hasTemplate: false, corrects: null } })
    )
    expect(count.total).toBe(0)
  })

  it.each(['submitted', 'approved', 'scheduled', 'expanding', 'sending', 'paused'])(
    'moved again, its correction that is %s does not go on',
    async (status) => {
      const meetingId = await called()
      await finish((await noticesOf('meeting'))[0]!.id)
      const moveTo = async (day: string) => {
        const draft = roadMeeting(ward, { startsAt: new Date(`2026-12-${day}T19:30:00+07:00`) })
        okay(await ward.act((work) => editMeeting(work, { meetingId, ...draft })))
      }
      await moveTo('05')
      await ward.act((work) =>
        work.db.notice.updateMany({ where: { sourceRow: `${meetingId}:moved-1` }, data: { status } })
      )
      await moveTo('07')
      expect(Object.fromEntries(await stepsOf('meeting'))).toMatchObject({
        'moved-1': ['sending', 'paused'].includes(status) ? 'stopped' : 'cancelled',
        'moved-2': 'draft',
      })
    }
  )

  it('moved while its invitation is being prepared, it is written again', async () => {
    const meetingId = await called()
    const [invite] = await noticesOf('meeting')
    await ward.act((work) => work.db.notice.updateMany({ where: { id: invite!.id }, data: { status: 'expanding' } }))
    const later = roadMeeting(ward, { startsAt: new Date('2026-12-05T19:30:00+07:00') })
    okay(await ward.act((work) => editMeeting(work, { meetingId, ...later })))
    const again = (await noticesOf('meeting')).find(({ id }) => id === invite!.id)
    expect(again).toMatchObject({ status: 'draft' })
    expect(JSON.stringify(again?.words)).toContain('05/12/2026')
    await ward.act((work) => work.db.notice.updateMany({ where: { id: invite!.id }, data: { status: 'expanding' } }))
    await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' }))
    expect(Object.fromEntries(await stepsOf('meeting'))).toMatchObject({ invite: 'cancelled' })
  })

  it('moved, its correction goes past who has answered: they hear it at once, and not twice', async () => {
    const meetingId = await called()
    const [one, other] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    await doIn(ward)(one, replyToMeeting, { meetingId, answer: 'coming' as const })
    const invite = (await noticesOf('meeting'))[0]!
    await finish(invite.id)
    const got = (talk: typeof one, slot: number) =>
      ward.act(
        (work) => work.db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way, status)
          values (${work.wardId}::uuid, ${talk.conversationId}::uuid, ${invite.number}, ${slot}, now(), 'z', 'd')`
      )
    await got(one, 0)
    const moveTo = async (day: string) => {
      const draft = roadMeeting(ward, { startsAt: new Date(`2026-12-${day}T19:30:00+07:00`) })
      okay(await ward.act((work) => editMeeting(work, { meetingId, ...draft })))
    }
    await moveTo('05')
    expect(await ward.heardBy(one)).toEqual(['meeting.moved'])
    expect(Object.fromEntries(await stepsOf('meeting'))).toMatchObject({ 'moved-1': 'cancelled' })
    await got(other, 1)
    await moveTo('07')
    const moved = (await noticesOf('meeting')).find(({ sourceRow }) => sourceRow?.endsWith('moved-2'))!
    expect(moved).toMatchObject({ status: 'draft', correctsId: invite.id })
    const found = await ward.act(async (work) =>
      countAudience(work, await audienceOf(work, (await findNotice(work, { noticeId: moved.id }))!))
    )
    expect(found.total).toBe(1)
  })

  it('reminds no household that said it does not come', async () => {
    const meetingId = await called()
    await doIn(ward)(await ward.chatOf('12-1'), replyToMeeting, { meetingId, answer: 'not_coming' as const })
    await doIn(ward)(await ward.chatOf('12-2'), replyToMeeting, { meetingId, answer: 'coming' as const })
    const reach = async (step: string) => {
      const { id } = (await noticesOf('meeting')).find(({ sourceRow }) => sourceRow?.endsWith(step))!
      return ward.act(async (work) =>
        countAudience(work, await audienceOf(work, (await findNotice(work, { noticeId: id }))!))
      )
    }
    const [invite, reminder] = [await reach(':invite'), await reach(':day_before')]
    expect(reminder.total).toBe(invite.total - 1)
  })

  it('moved, words an official had changed are replaced and stay to be read; unmoved, they stay', async () => {
    const meetingId = await called()
    const [invite] = await noticesOf('meeting')
    const words = invite!.words as { vi: { title: string; body: string } }
    const byHand = { ...words, vi: { ...words.vi, body: `${words.vi.body}\nXin mời đến sớm.` } }
    const { kind, title, audience, sendAt, eventAt, ruleId } = invite!
    const draft = { title, audience: audience as Audience, sendAt, eventAt, ruleId, statutory: true }
    okay(
      await ward.act((work) =>
        redraftNotice(work, { noticeId: invite!.id, kind: kind as 'meeting', words: byHand, ...draft })
      )
    )
    const edit = (more: Partial<MeetingDraft>) =>
      ward.act(async (work) => okay(await editMeeting(work, { meetingId, ...roadMeeting(ward, more) })))
    await edit({ contact: '0203 000 0012' })
    const seen = () => ward.act((work) => findNotice(work, { noticeId: invite!.id }))
    expect(await seen()).toMatchObject({ words: byHand, replacedWords: null })
    await edit({ startsAt: new Date('2026-12-05T19:30:00+07:00') })
    const moved = await seen()
    expect(moved?.words.vi.body).toContain('05/12/2026')
    expect(moved?.words.vi.body).not.toContain('Xin mời đến sớm')
    expect(moved?.replacedWords).toEqual(byHand)
    await edit({ startsAt: new Date('2026-12-06T19:30:00+07:00') })
    expect((await seen())?.replacedWords).toEqual(byHand)
  })

  it('on a convention wants its draft to have hung for thirty days, and counts its dossier from the vote', async () => {
    const convention = roadMeeting(ward, { matter: 3, startsAt: new Date('2026-12-28T19:30:00+07:00') })
    const { meetingId } = okay(await ward.act((work) => draftMeeting(work, convention)))
    const pdf = Buffer.from('%PDF-1.4\n%%EOF')
    const of = { noun: 'meeting' as const, rowId: meetingId, officialId: ward.officialId }
    okay(await ward.act((work) => keepPaper(work, { ...of, name: 'du-thao.pdf', bytes: pdf })))
    const call = () => ward.act((work) => callMeeting(work, { meetingId }))
    expect(await call()).toMatchObject({
      refusal: 'lead_time_missed',
      missed: [{ step: 'draft_end', ruleId: 'HU.DRAFT', lawfulDate: '2026-11-28' }],
    })
    const hangs = { form: 'posting' as const, place: 'Nhà văn hóa', fromDate: '2026-11-20', toDate: null, photo: null }
    okay(await ward.act((work) => recordPosting(work, { ...of, ...hangs })))
    expect(await call()).toMatchObject({ ok: true })
    const rungs = await ward.act((work) => listRungs(work, { noun: 'meeting', rowId: meetingId }))
    expect(Object.fromEntries(rungs.map(({ step, lawfulDate }) => [step, lawfulDate]))).toMatchObject({
      ...{ draft_end: '2026-12-20', invite: '2026-12-26', dossier: '2027-01-05', review: '2027-11-18' },
    })
  })

  it('gives its minutes to every household that was not told them in its own chat', async () => {
    const meetingId = await called()
    await doIn(ward)(await ward.chatOf('12-1'), replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-11-28T21:30:00+07:00')
    okay(await ward.act((work) => keepMinutes(work, { meetingId, minutes: 'Thống nhất.', yes: null })))
    const minutes = (await noticesOf('meeting')).find(({ sourceRow }) => sourceRow?.endsWith(':minutes'))!
    const audience = minutes.audience as { spared: { households: string[]; chats: string[] } }
    expect(audience.spared.households).toHaveLength(1)
    const count = await ward.act((work) =>
      countAudience(work, {
        ...{ audience: { ...audience, visits: true }, class: 'notice', kind: 'meeting', statutory: true, topic: null },
        ...{ hasTemplate: false, corrects: null },
      })
    )
    expect(count.total).toBe(8)
  })

  it('of the year’s end is told five days before; a dialogue says until when questions are taken', async () => {
    await called({ kind: 'year_end', startsAt: new Date('2026-12-05T08:00:00+07:00') })
    expect((await noticesOf('meeting'))[0]).toMatchObject({ ruleId: 'CONF.YEAR', statutory: true })
    await called({ kind: 'dialogue', neighbourhoodIds: [], startsAt: new Date('2026-12-05T08:00:00+07:00') })
    const dialogue = (await noticesOf('meeting')).filter(({ statutory }) => !statutory)
    expect(dialogue.map(({ sourceRow }) => sourceRow?.split(':')[1])).toEqual([
      ...['invite', 'questions_end', 'day_before'],
    ])
    expect(JSON.stringify(dialogue[0]!.words)).toContain('hết thứ Tư, 02/12/2026')
  })
})

describe('reminders', () => {
  it('whoever comes is reminded by chat only where the notice does not reach them', async () => {
    const meetingId = await called()
    const [one, other] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    for (const talk of [one, other]) await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    const dayBefore = (await noticesOf('meeting'))[1]!
    ward.clock.set('2026-11-27T17:30:30+07:00')
    await ward.act((work) => work.db.notice.updateMany({ where: { id: dayBefore.id }, data: { status: 'scheduled' } }))
    await ward.act(climbLadders)
    expect(await ward.heardBy(one)).toEqual([])
    await ward.act(async (work) => {
      await work.db.notice.updateMany({
        where: { id: dayBefore.id },
        data: { status: 'sending', expandedAt: work.now },
      })
      await work.db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way)
        values (${work.wardId}::uuid, ${one.conversationId}::uuid, ${dayBefore.number}, 0, now(), 'z')`
    })
    await ward.act(climbLadders)
    expect(await ward.heardBy(one)).toEqual([])
    expect(await ward.heardBy(other)).toEqual(['meeting.remind'])
  })

  it('whoever comes and was no recipient is reminded though the notice is through already', async () => {
    const meetingId = await called()
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-11-27T17:30:30+07:00')
    await finish((await noticesOf('meeting'))[1]!.id)
    await ward.act(climbLadders)
    expect(await ward.heardBy(talk)).toEqual(['meeting.remind'])
    const rungs = await ward.act((work) => listRungs(work, { noun: 'meeting', rowId: meetingId }))
    expect(rungs.find(({ step }) => step === 'day_before')).toMatchObject({ status: 'done' })
  })

  it('nobody approved are dropped when it is too late', async () => {
    await called()
    ward.clock.set('2026-11-28T20:00:00+07:00')
    await ward.act(climbLadders)
    expect(new Set((await stepsOf('meeting')).map(([, status]) => status))).toEqual(new Set(['cancelled']))
  })
})

describe('an election', () => {
  it('of a neighbourhood head tells every posted step, and its result', async () => {
    const electionId = await headElection()
    expect((await stepsOf('election')).map(([step]) => step)).toEqual(['posted', 'invite', 'day_before'])
    expect((await noticesOf('election'))[0]).toMatchObject({ ruleId: 'TT.D7', kind: 'election', statutory: true })
    await ward.act((work) =>
      keepCandidates(work, { electionId, candidates: [{ fullName: 'Lê Thị Thử', birthYear: 1980, job: 'Giáo viên' }] })
    )
    expect(JSON.stringify((await noticesOf('election'))[1]!.words)).toContain('Lê Thị Thử (1980), Giáo viên')
    ward.clock.set('2026-12-06T11:00:00+07:00')
    const [candidate] = await ward.act((work) => work.db.candidate.findMany({ where: { electionId } }))
    const votes = { [candidate!.id]: 6 }
    okay(await ward.act((work) => recordResult(work, { electionId, present: 8, votes, note: null })))
    const result = (await noticesOf('election')).find(({ sourceRow }) => sourceRow?.endsWith(':result'))
    expect(JSON.stringify(result?.words)).toContain('Người trúng cử: Lê Thị Thử')
  })

  it('of deputies drafts each step two weeks ahead, from the voter list at E-40 on', async () => {
    const draft = {
      ...{ kind: 'deputies' as const, title: 'bầu cử đại biểu HĐND', neighbourhoodId: null, bring: 'thẻ cử tri' },
      ...{ startsAt: new Date('2027-01-17T07:00:00+07:00'), endsAt: new Date('2027-01-17T19:00:00+07:00') },
      ...{ place: 'Nhà văn hóa', minCandidates: 1 },
      done: { day_announced: '2026-09-20', committee: '2026-10-01', board: '2026-11-01' },
    }
    const { electionId } = okay(await ward.act((work) => draftElection(work, draft)))
    okay(await ward.act((work) => announceElection(work, { electionId })))
    expect((await stepsOf('election')).map(([step]) => step)).toEqual(['team'])
    const seen = new Set<unknown>()
    for (const date of ['2026-11-26', '2026-12-20', '2026-12-28', '2027-01-08']) {
      ward.clock.set(`${date}T09:00:00+07:00`)
      await ward.act(climbLadders)
      for (const [step] of await stepsOf('election')) seen.add(step)
    }
    const today = (await noticesOf('election')).find(({ sourceRow }) => sourceRow?.endsWith(':election_day'))
    expect(today).toMatchObject({
      sendAt: new Date('2027-01-17T07:30:00+07:00'),
      expiresAt: new Date('2027-01-17T19:00:00+07:00'),
    })
    expect([...seen].sort()).toEqual(
      [
        ...['announce_10', 'announce_3', 'announce_5', 'candidates', 'day_before', 'election_day', 'official_list'],
        ...['team', 'voter_list'],
      ].sort()
    )
  })
})

describe('a consultation', () => {
  it('tells that it is open even past eight, reminds, and answers those who did not speak', async () => {
    const consultationId = await opened()
    expect((await stepsOf('consultation')).map(([step]) => step)).toEqual(['half_way', 'opened'])
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, giveOpinion, { consultationId, stance: 'agree' as const, reason: null })
    ward.clock.set('2026-12-16T09:00:00+07:00')
    okay(await ward.act((work) => answerConsultation(work, { consultationId, summary: 'Một.', explanation: 'Có xe.' })))
    const answered = (await noticesOf('consultation')).find(({ sourceRow }) => sourceRow?.endsWith(':answered'))
    expect(answered).toMatchObject({
      status: 'draft',
      kind: 'general',
      audience: { spared: { chats: [talk.conversationId] } },
    })
  })
})

describe('a disclosure', () => {
  it('of the budget’s quarter lies before its officer when the quarter has ended, once, and waits for its document', async () => {
    ward.clock.set('2027-04-01T08:00:00+07:00')
    await ward.act(climbLadders)
    await ward.act(climbLadders)
    const rows = await ward.act((work) => work.db.disclosure.findMany())
    expect(rows).toMatchObject([
      { category: 'D02', clockRule: 'BUD.QUARTER', status: 'draft', dueDate: new Date('2027-04-12T00:00:00Z') },
    ])
    expect(rows[0]?.title).toContain('quý I năm 2027')
    const { rungs } = await ward.act((work) => listDuties(work, { by: new Date('2027-04-13T00:00:00+07:00') }))
    expect(rungs.map(({ step }) => step)).toEqual(['due_in_5', 'due_in_2', 'due'])
    const publish = { disclosureId: rows[0]!.id, officialId: ward.officialId, place: '/thu' }
    expect(await ward.act((work) => publishDisclosure(work, publish))).toEqual({ ok: false, refusal: 'number_missing' })
  })

  it('tells where it hangs once it hangs, and nothing more when it is taken down', async () => {
    const draft = {
      ...{ category: 'D07' as const, title: 'Hộ nghèo', summary: 'Có 11 hộ.', decisionNumber: '1/QĐ' },
      ...{
        decisionDate: '2026-11-20',
        clockRule: 'DISC.GENERAL' as const,
        clockDate: '2026-11-20',
        supersedesId: null,
      },
    }
    const { disclosureId } = okay(await ward.act((work) => draftDisclosure(work, draft)))
    const { officialId } = ward
    okay(await ward.act((work) => publishDisclosure(work, { disclosureId, officialId, place: 'Trang của phường' })))
    expect(await noticesOf('disclosure')).toMatchObject([{ kind: 'disclosure', audience: { visits: true } }])
    const posting = { form: 'posting' as const, place: 'Nhà văn hóa tổ 12', fromDate: '2026-11-23', toDate: null }
    okay(
      await ward.act((work) => recordPosting(work, { noun: 'disclosure', rowId: disclosureId, officialId, ...posting }))
    )
    const stepsAhead = async () =>
      (await ward.act((work) => listRungs(work, { noun: 'disclosure', rowId: disclosureId })))
        .filter(({ status }) => status === 'planned')
        .map(({ step, lawfulDate }) => [step, lawfulDate])
    expect(await stepsAhead()).toEqual([['take_down', '2026-12-23']])
    const spoken = { form: 'loudspeaker' as const, place: 'Cụm loa tổ 12', fromDate: '2026-11-23', toDate: null }
    okay(
      await ward.act((work) => recordPosting(work, { noun: 'disclosure', rowId: disclosureId, officialId, ...spoken }))
    )
    expect((await stepsAhead()).map(([step]) => step)).toEqual(['loudspeaker_end', 'take_down'])
    const [told] = await noticesOf('disclosure')
    expect(JSON.stringify(told!.words)).toContain('Niêm yết tại Nhà văn hóa tổ 12, từ thứ Hai, 23/11/2026')
    ward.clock.set('2027-01-04T09:00:00+07:00')
    await ward.act(climbLadders)
    await ward.act(climbLadders)
    expect(await noticesOf('quarter')).toMatchObject([{ sourceRow: '2026-12-31:list', status: 'draft' }])
    okay(await ward.act((work) => endDisclosure(work, { disclosureId })))
    expect(await noticesOf('disclosure')).toMatchObject([{ status: 'cancelled' }])
  })
})

describe('the reception', () => {
  it('of a month is told as one schedule, which follows its sessions', async () => {
    const session = {
      date: '2026-12-10',
      from: '08:00',
      to: '11:00',
      place: 'Trụ sở',
      host: 'Chủ tịch UBND phường',
      seats: 6,
    }
    const first = okay(await ward.act((work) => postReception(work, session)))
    okay(await ward.act((work) => postReception(work, { ...session, date: '2026-12-24' })))
    const [told, ...more] = await noticesOf('reception')
    expect(more).toEqual([])
    expect(told).toMatchObject({ sourceRow: '2026-12:schedule', ruleId: 'TCD.SCHEDULE' })
    expect(JSON.stringify(told!.words)).toMatch(/10\/12.*24\/12/)
    okay(await ward.act((work) => cancelReception(work, { receptionId: first.receptionId, reason: 'đi công tác' })))
    expect(JSON.stringify((await noticesOf('reception'))[0]!.words)).not.toContain('10/12')
  })
})
