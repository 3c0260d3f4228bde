import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerConsultation } from '../../../src/ward/consultation/answer-opinions.ts'
import { giveOpinion } from '../../../src/ward/consultation/give-opinion.ts'
import { draftConsultation, openConsultation } from '../../../src/ward/consultation/keep-consultation.ts'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { findElection } from '../../../src/ward/election/find-elections.ts'
import { draftElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { recordResult } from '../../../src/ward/election/record-result.ts'
import { remindOfElection } from '../../../src/ward/election/remind-of-election.ts'
import { keepMinutes } from '../../../src/ward/meeting/keep-minutes.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn } from '../../support/make-talk.ts'
import { agreeOnChannelOf, letLeave, noticeOfStep, reachedBy, settleAtOnce } from '../../support/notice-of-step.ts'
import { okay } from '../../support/okay.ts'
import { calledMeeting, makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
let talk: Talk
let other: Talk
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => {
  ward = await makeParticipatingWard(at)
  ;[talk, other] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
  await agreeOnChannelOf(ward, talk)
})
afterAll(() => at.drop())

/** A meeting that was answered and held, its minutes kept. */
async function minutesKept(more: { matter?: number } = {}): Promise<string> {
  const meetingId = await calledMeeting(ward, more)
  await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
  ward.clock.set('2026-11-28T21:00:00+07:00')
  await writeMinutes(meetingId, more.matter === undefined ? null : 5)
  return meetingId
}
const writeMinutes = async (meetingId: string, yes: number | null, minutes = 'Thống nhất sửa đường.') =>
  okay(await ward.act((work) => keepMinutes(work, { meetingId, minutes, yes })))

/** An election somebody asked to be reminded of, its result written down. */
async function resultKept(): Promise<(votes: number) => Promise<void>> {
  const candidates = ['Chu Văn Mẫu', 'Lê Thị Thử'].map((fullName) => ({ fullName, birthYear: 1968, job: 'Hưu trí' }))
  const { electionId } = okay(
    await ward.act((work) =>
      draftElection(work, {
        ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', neighbourhoodId: ward.twelve },
        ...{ startsAt: new Date('2026-12-06T08:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa', bring: null },
        ...{ minCandidates: 2, done: { decision: '2026-11-14', candidates: '2026-11-20' } },
      })
    )
  )
  okay(await ward.act((work) => keepCandidates(work, { electionId, candidates })))
  okay(await ward.act((work) => announceElection(work, { electionId })))
  await doIn(ward)(talk, remindOfElection, { electionId })
  const [a, b] = (await ward.act((work) => findElection(work, { id: electionId })))!.candidates
  const record = async (votes: number) => {
    const result = { electionId, present: 7, votes: { [a!.id]: votes, [b!.id]: 7 - votes }, note: null }
    okay(await ward.act((work) => recordResult(work, result)))
  }
  ward.clock.set('2026-12-06T10:00:00+07:00')
  await record(6)
  return record
}

/** A consultation on which somebody has spoken, answered. */
async function answerGiven(): Promise<string> {
  const draft = {
    ...{ title: 'Quy hoạch chợ mới', question: 'Có đồng ý dời chợ không?', background: 'Chợ cũ chật.' },
    ...{ neighbourhoodIds: [], closesDate: '2026-12-15', answerDate: '2026-12-25' },
  }
  const { consultationId } = okay(await ward.act((work) => draftConsultation(work, draft)))
  okay(await ward.act((work) => openConsultation(work, { consultationId })))
  await doIn(ward)(talk, giveOpinion, { consultationId, stance: 'agree', reason: null })
  ward.clock.set('2026-12-16T09:00:00+07:00')
  const answer = { consultationId, summary: 'Một ý kiến.', explanation: 'Chợ mới rộng hơn.' }
  okay(await ward.act((work) => answerConsultation(work, answer)))
  return consultationId
}

const things = { minutes: () => minutesKept(), result: () => resultKept(), answered: () => answerGiven() }
const steps = Object.keys(things) as (keyof typeof things)[]
const isReached = async (step: string, final = false) => talk.conversationId in (await reachedBy(ward, step, { final }))

describe.each(steps)('what came of it (%s), told at once to a chat of its own', (step) => {
  it.each(['refused', 'exhausted', 'expired', 'unknown', 'suppressed'])(
    'comes to that chat with the notice where the message was %s',
    async (status) => {
      await things[step]()
      expect(await isReached(step)).toBe(false)
      await settleAtOnce(ward, talk, status)
      expect(await isReached(step)).toBe(true)
    }
  )

  it('does not come twice where it has arrived, and takes no risk where it still waits as the notice is frozen', async () => {
    await things[step]()
    expect(await isReached(step, true)).toBe(true)
    await settleAtOnce(ward, talk, 'accepted')
    expect(await isReached(step, true)).toBe(false)
    expect(other.conversationId in (await reachedBy(ward, step, { final: true }))).toBe(true)
  })
})

describe('minutes told at once', () => {
  it('without what was decided are not told', async () => {
    await minutesKept({ matter: 6 })
    await settleAtOnce(ward, talk, 'accepted')
    expect(await isReached('minutes')).toBe(false)
    await ward.act((work) =>
      work.db.outbox.updateMany({ where: { sourceRow: { endsWith: ':1' } }, data: { status: 'refused' } })
    )
    expect(await isReached('minutes')).toBe(true)
  })

  it('changed, count by their last words', async () => {
    const meetingId = await minutesKept()
    await settleAtOnce(ward, talk, 'accepted')
    ward.clock.set('2026-11-28T21:05:00+07:00')
    await writeMinutes(meetingId, null, 'Thống nhất sửa đường vào tháng 1.')
    await ward.act((work) => work.db.outbox.updateMany({ where: { status: 'waiting' }, data: { status: 'refused' } }))
    expect(await isReached('minutes')).toBe(true)
  })
})
