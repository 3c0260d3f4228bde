import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { draftElection, editElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { remindOfElection } from '../../../src/ward/election/remind-of-election.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { editMeeting } from '../../../src/ward/meeting/keep-meeting.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn } from '../../support/make-talk.ts'
import { letLeave, noticeOfStep } from '../../support/notice-of-step.ts'
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
let talk: Talk
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => {
  ward = await makeParticipatingWard(at)
  talk = await ward.chatOf('12-1')
})
afterAll(() => at.drop())

const climbAt = async (instant: string) => {
  ward.clock.set(instant)
  await ward.act(climbLadders)
}
const rungOf = (step: string) => ward.act((work) => work.db.rung.findFirstOrThrow({ where: { step } }))
const noticesOfStep = (step: string) =>
  ward.act((work) =>
    work.db.notice.findMany({ where: { sourceRow: { contains: `:${step}` } }, orderBy: { number: 'asc' } })
  )

describe('an election whose words are edited when a step is just due', () => {
  it('still reminds those who asked', async () => {
    const draft = {
      ...{ kind: 'neighbourhood_head' as const, title: 'Bầu Tổ trưởng', neighbourhoodId: ward.twelve },
      ...{ startsAt: new Date('2026-12-06T08:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa', bring: null },
      ...{ minCandidates: 1, done: { decision: '2026-11-14', candidates: '2026-11-20' } },
    }
    const { electionId } = okay(await ward.act((work) => draftElection(work, draft)))
    const candidates = [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }]
    okay(await ward.act((work) => keepCandidates(work, { electionId, candidates })))
    okay(await ward.act((work) => announceElection(work, { electionId })))
    await doIn(ward)(talk, remindOfElection, { electionId })
    ward.clock.set('2026-12-05T17:30:20+07:00')
    okay(await ward.act((work) => editElection(work, { electionId, ...draft, bring: 'giấy mời' })))
    expect((await rungOf('day_before')).status).toBe('planned')
    await climbAt('2026-12-05T17:31:00+07:00')
    expect(await ward.heardBy(talk)).toEqual(['election.remind'])
  })
})

describe('a meeting that is moved later', () => {
  const move = async (meetingId: string, startsAt: string) =>
    okay(
      await ward.act((work) => editMeeting(work, { meetingId, ...roadMeeting(ward, { startsAt: new Date(startsAt) }) }))
    )
  /** Everybody was reminded of the old day by a notice, this chat too. */
  async function remindedOfOldDay(): Promise<string> {
    const meetingId = await calledMeeting(ward)
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-11-27T17:30:00+07:00')
    await letLeave(ward, 'day_before', [{ to: talk.conversationId, way: 'z', status: 'a' }])
    await climbAt('2026-11-27T17:41:00+07:00')
    expect((await rungOf('day_before')).status).toBe('done')
    expect(await ward.heardBy(talk)).toEqual([])
    return meetingId
  }

  it('after its reminder has gone is reminded of anew, once', async () => {
    const meetingId = await remindedOfOldDay()
    await move(meetingId, '2026-12-05T19:30:00+07:00')
    await climbAt('2026-12-04T17:29:00+07:00')
    expect(await ward.heardBy(talk)).toEqual(['meeting.moved'])
    for (const clock of ['17:41', '17:42', '17:50']) await climbAt(`2026-12-04T${clock}:00+07:00`)
    expect(await ward.heardBy(talk)).toEqual(['meeting.moved', 'meeting.remind'])
  })

  it('has a reminder for everybody again, of the new day, that goes where the meeting goes', async () => {
    const meetingId = await remindedOfOldDay()
    await move(meetingId, '2026-12-05T19:30:00+07:00')
    await climbAt('2026-11-28T08:00:00+07:00')
    const [old, anew, ...more] = await noticesOfStep('day_before')
    expect([old?.status, anew?.status, more.length]).toEqual(['finished', 'draft', 0])
    expect(anew).toMatchObject({
      sendAt: new Date('2026-12-04T17:30:00+07:00'),
      eventAt: new Date('2026-12-05T19:30:00+07:00'),
    })
    await move(meetingId, '2026-12-06T19:30:00+07:00')
    await climbAt('2026-11-28T08:01:00+07:00')
    const still = (await noticesOfStep('day_before')).filter(({ status }) => status === 'draft')
    expect(still.map(({ eventAt }) => eventAt)).toEqual([new Date('2026-12-06T19:30:00+07:00')])
    okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    expect((await noticesOfStep('day_before')).filter(({ status }) => status === 'draft')).toEqual([])
  })

  it('passes over whom the reminder of the new day itself reaches', async () => {
    const meetingId = await remindedOfOldDay()
    await move(meetingId, '2026-12-05T19:30:00+07:00')
    await letLeave(ward, 'day_before-1', [{ to: talk.conversationId, way: 'z', status: 'a' }])
    await climbAt('2026-12-04T17:41:00+07:00')
    expect(await ward.heardBy(talk)).toEqual(['meeting.moved'])
    expect((await noticeOfStep(ward, 'day_before-1')).status).toBe('finished')
  })

  it('by some hours on its own day is reminded of before the new hour, not twice before the old one', async () => {
    const meetingId = await calledMeeting(ward)
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    await climbAt('2026-11-27T17:30:00+07:00')
    await climbAt('2026-11-28T17:30:00+07:00')
    expect(await ward.heardBy(talk)).toEqual(['meeting.remind', 'meeting.remind'])
    await move(meetingId, '2026-11-28T20:15:00+07:00')
    await climbAt('2026-11-28T17:45:00+07:00')
    expect(await ward.heardBy(talk)).toEqual(['meeting.remind', 'meeting.remind', 'meeting.moved'])
    await climbAt('2026-11-28T18:15:00+07:00')
    expect((await ward.heardBy(talk)).at(-1)).toBe('meeting.remind')
    // nor is the day before asked for again
    expect((await rungOf('day_before')).status).toBe('done')
  })
})

describe('a meeting that is moved nearer', () => {
  it('is not reminded of for hours that have gone by', async () => {
    const meetingId = await calledMeeting(ward, { startsAt: new Date('2026-12-05T19:30:00+07:00') })
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-12-05T16:00:00+07:00')
    await ward.act(climbLadders)
    const before = await ward.heardBy(talk)
    const nearer = roadMeeting(ward, { startsAt: new Date('2026-12-05T17:30:00+07:00') })
    okay(await ward.act((work) => editMeeting(work, { meetingId, ...nearer })))
    await climbAt('2026-12-05T16:01:00+07:00')
    await climbAt('2026-12-05T17:21:00+07:00')
    expect(await ward.heardBy(talk)).toEqual([...before, 'meeting.moved'])
  })
})

describe('what is told at once of a meeting', () => {
  const expiryOf = async (key: string) =>
    (await ward.act((work) => work.db.outbox.findFirstOrThrow({ where: { sourceRow: { contains: `:${key}` } } })))
      .expiresAt
  it('is of no use once its hour has come: a reminder, a move, a cancellation', async () => {
    const meetingId = await calledMeeting(ward)
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    await climbAt('2026-11-27T17:30:00+07:00')
    expect(await expiryOf('day_before')).toEqual(new Date('2026-11-28T19:30:00+07:00'))
    const sooner = roadMeeting(ward, { startsAt: new Date('2026-11-28T18:00:00+07:00') })
    okay(await ward.act((work) => editMeeting(work, { meetingId, ...sooner })))
    expect(await expiryOf('moved')).toEqual(sooner.startsAt)
    okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    expect(await expiryOf('cancelled')).toEqual(sooner.startsAt)
  })

  it.each(['f', 'e', 'x'])('is a reminder too for whom the notice of it failed (%s)', async (status) => {
    const meetingId = await calledMeeting(ward)
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-11-27T17:30:00+07:00')
    await letLeave(ward, 'day_before', [{ to: talk.conversationId, way: 'z', status }])
    await climbAt('2026-11-27T17:41:00+07:00')
    expect(await ward.heardBy(talk)).toEqual(['meeting.remind'])
  })
})
