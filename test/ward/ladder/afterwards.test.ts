import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerConsultation } from '../../../src/ward/consultation/answer-opinions.ts'
import { seeOpinions } from '../../../src/ward/consultation/see-opinions.ts'
import {
  askAboutDisclosure,
  answerDisclosureQuestion,
  listQuestions,
} from '../../../src/ward/disclosure/ask-about-disclosure.ts'
import { draftDisclosure } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { giveOpinion } from '../../../src/ward/consultation/give-opinion.ts'
import {
  cancelConsultation,
  draftConsultation,
  openConsultation,
} from '../../../src/ward/consultation/keep-consultation.ts'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { findElection } from '../../../src/ward/election/find-elections.ts'
import { draftElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { recordResult } from '../../../src/ward/election/record-result.ts'
import { remindOfElection } from '../../../src/ward/election/remind-of-election.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { editMeeting } from '../../../src/ward/meeting/keep-meeting.ts'
import { keepMinutes } from '../../../src/ward/meeting/keep-minutes.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import { recordRecognition, sendForRecognition } from '../../../src/ward/recognition/record-recognition.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn } from '../../support/make-talk.ts'
import { agreeOnChannelOf, letLeave, noticeOfStep, reachedBy, settleAtOnce } from '../../support/notice-of-step.ts'
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

/** A consultation on which somebody has spoken. */
async function opinionGiven(): Promise<string> {
  const draft = {
    ...{ title: 'Quy hoạch chợ mới', question: 'Có đồng ý dời chợ không?', background: 'Chợ cũ chật.' },
    ...{ neighbourhoodIds: [], closesDate: '2026-12-15', answerDate: '2026-12-25' },
  }
  const { consultationId } = okay(await ward.act((work) => draftConsultation(work, draft)))
  okay(await ward.act((work) => openConsultation(work, { consultationId })))
  await doIn(ward)(talk, giveOpinion, { consultationId, stance: 'agree', reason: null })
  return consultationId
}

/** The same, answered. */
async function answerGiven(): Promise<string> {
  const consultationId = await opinionGiven()
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

/** The notice of a step has left to the other household, and what was told at once has arrived. */
async function toldToBoth(step: string, status = 'finished'): Promise<void> {
  await letLeave(ward, step, [{ to: other.conversationId, way: 'z', status: 'a' }], status)
  await settleAtOnce(ward, talk, 'accepted')
}

describe('what everybody it is for hears at once', () => {
  it('waits for nobody’s approval, and is drafted after all once that failed', async () => {
    const { householdId } = await ward.act((work) => work.db.citizen.findFirstOrThrow({ where: { reference: '12-1' } }))
    const meetingId = await calledMeeting(ward, { householdIds: [householdId!] })
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    ward.clock.set('2026-11-28T21:00:00+07:00')
    await writeMinutes(meetingId, null)
    await ward.act(climbLadders)
    expect((await noticeOfStep(ward, 'minutes')).status).toBe('cancelled')
    await settleAtOnce(ward, talk, 'refused')
    await ward.act(climbLadders)
    expect(await noticeOfStep(ward, 'minutes')).toMatchObject({ status: 'draft', reason: null })
    expect(await isReached('minutes')).toBe(true)
  })

  it('is not told once more when the record of that is no longer kept', async () => {
    const meetingId = await calledMeeting(ward, { startsAt: new Date('2027-01-20T19:30:00+07:00') })
    await ward.act(climbLadders)
    ward.clock.set('2027-01-10T09:00:00+07:00')
    await ward.act(climbLadders)
    await letLeave(ward, 'invite', [{ to: talk.conversationId, way: 'z', status: 'a' }])
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    const draft = roadMeeting(ward, { startsAt: new Date('2027-02-26T19:30:00+07:00') })
    okay(await ward.act((work) => editMeeting(work, { meetingId, ...draft })))
    await settleAtOnce(ward, talk, 'accepted')
    ward.clock.set('2027-02-12T09:00:00+07:00')
    await ward.act((work) => work.db.outbox.deleteMany())
    await ward.act(climbLadders)
    expect((await noticeOfStep(ward, 'moved-1')).status).toBe('cancelled')
  })
})

describe('what has left and is corrected', () => {
  it('minutes: whoever got the old ones gets the new ones, who is told at once only where that failed', async () => {
    const meetingId = await minutesKept()
    await toldToBoth('minutes', 'sending')
    ward.clock.set('2026-11-29T08:00:00+07:00')
    await writeMinutes(meetingId, null, 'Thống nhất sửa đường vào tháng 1.')
    const step = `minutes-${ward.clock.now().getTime()}`
    expect((await noticeOfStep(ward, 'minutes')).status).toBe('stopped')
    expect(JSON.stringify((await noticeOfStep(ward, step)).words)).toContain('tháng 1')
    expect(Object.keys(await reachedBy(ward, step))).toEqual([other.conversationId])
    await settleAtOnce(ward, talk, 'refused')
    // the notice of the old ones never reached this chat, its own message did
    expect(Object.keys(await reachedBy(ward, step)).sort()).toEqual([talk.conversationId, other.conversationId].sort())
  })

  it('a result: the same, and the last one counts', async () => {
    const record = await resultKept()
    await toldToBoth('result')
    ward.clock.set('2026-12-06T11:00:00+07:00')
    await record(4)
    const first = `result-${ward.clock.now().getTime()}`
    expect(Object.keys(await reachedBy(ward, first))).toEqual([other.conversationId])
    ward.clock.set('2026-12-06T12:00:00+07:00')
    await record(5)
    expect((await noticeOfStep(ward, first)).status).toBe('cancelled')
    const last = `result-${ward.clock.now().getTime()}`
    expect(Object.keys(await reachedBy(ward, last))).toEqual([other.conversationId])
    expect(JSON.stringify((await noticeOfStep(ward, last)).words)).toContain('Chu Văn Mẫu')
  })
})

describe('an answer that is owed', () => {
  const owed = {
    'to an opinion': async () => void (await answerGiven()),
    'to a question about a disclosure': async () => {
      const { disclosureId } = okay(
        await ward.act((work) =>
          draftDisclosure(work, {
            ...{ category: 'D02', title: 'Dự toán', summary: 'Thu và chi.', decisionNumber: '1', supersedesId: null },
            ...{ decisionDate: '2026-11-20', clockRule: 'DISC.GENERAL', clockDate: '2026-11-20' },
          })
        )
      )
      const { officialId } = ward
      okay(await ward.act((work) => publishDisclosure(work, { disclosureId, officialId, place: 'Trang phường' })))
      await doIn(ward)(talk, askAboutDisclosure, { disclosureId, question: 'Sao chi nhiều thế?' })
      const [question] = await ward.act((work) => listQuestions(work, { disclosureId }))
      const answer = { questionId: question!.id, answer: 'Do sửa trường học.' }
      okay(await ward.act((work) => answerDisclosureQuestion(work, answer)))
    },
  }
  const fail = (status: string, why: string) =>
    ward.act((work) => work.db.outbox.updateMany({ data: { status, why, settledAt: work.now } }))
  const statuses = async () =>
    (await ward.act((work) => work.db.outbox.findMany({ select: { status: true } }))).map(({ status }) => status)
  const write = () => {
    ward.clock.pass(60)
    return ward.act((work) => work.db.conversation.updateMany({ data: { lastInboundAt: work.now, leftAt: null } }))
  }

  describe.each(Object.entries(owed))('%s', (_name, give) => {
    it.each([
      ['refused', 'window_closed'],
      ['suppressed', 'citizen_left'],
      ['refused', 'not_a_chat'],
    ])('%s (%s), is said again as soon as its chat writes', async (status, why) => {
      await give()
      await ward.act((work) => work.db.conversation.updateMany({ data: { leftAt: work.now } }))
      await fail(status, why)
      await ward.act(climbLadders)
      expect(await statuses()).toEqual([status])
      await write()
      ward.bells.splice(0)
      await ward.act(climbLadders)
      expect(await statuses()).toEqual(['waiting'])
      expect(ward.bells.map(({ job }) => job)).toContain('deliver-outbox')
    })
  })

  it('is tried on where the platform was down for days, until it is no news any more', async () => {
    await answerGiven()
    await fail('expired', 'provider_down')
    await ward.act(climbLadders)
    const [row] = await ward.act((work) => work.db.outbox.findMany())
    expect(row).toMatchObject({ status: 'waiting', attempts: 0 })
    expect(row!.expiresAt > ward.clock.now()).toBe(true)
    await fail('expired', 'provider_down')
    ward.clock.set('2027-01-16T09:00:00+07:00')
    await ward.act(climbLadders)
    expect(await statuses()).toEqual(['expired'])
  })

  it('is not said again where it has arrived, where nobody knows, nor where its words were refused', async () => {
    await answerGiven()
    for (const [status, why] of [
      ['accepted', ''],
      ['unknown', 'timeout'],
      ['refused', 'content'],
    ] as const) {
      await fail(status, why)
      await write()
      await ward.act(climbLadders)
      expect(await statuses()).toEqual([status])
    }
  })

  it('that did not arrive is seen beside what was said', async () => {
    const consultationId = await answerGiven()
    const arrival = async () =>
      okay(await ward.act((work) => seeOpinions(work, { consultationId }))).opinions[0]!.arrival
    expect(await arrival()).toBe('on_its_way')
    await fail('refused', 'window_closed')
    expect(await arrival()).toBe('failed')
    await fail('delivered', '')
    expect(await arrival()).toBe('arrived')
  })
})

describe('a recognition that waits to be told', () => {
  const recognise = async (noun: 'meeting' | 'election', rowId: string, date: string) => {
    okay(await ward.act((work) => sendForRecognition(work, { noun, rowId, sentDate: date })))
    const decided = { outcome: 'recognised' as const, number: '15/QĐ-UBND', decidedDate: date, reason: null }
    okay(await ward.act((work) => recordRecognition(work, { noun, rowId, ...decided })))
  }
  const words = async () => JSON.stringify((await noticeOfStep(ward, 'recognition')).words)

  it('of a result that is mended names who is elected now, or is taken back', async () => {
    const record = await resultKept()
    const { id } = await ward.act((work) => work.db.election.findFirstOrThrow())
    await recognise('election', id, '2026-12-06')
    expect(await words()).toContain('Chu Văn Mẫu')
    ward.clock.set('2026-12-06T11:00:00+07:00')
    await record(1)
    expect(await words()).not.toContain('Chu Văn Mẫu')
    expect(await words()).toContain('Lê Thị Thử')
    ward.clock.set('2026-12-06T12:00:00+07:00')
    await record(4)
    expect((await noticeOfStep(ward, 'recognition')).status).toBe('cancelled')
  })

  it('of what was not carried after all is taken back', async () => {
    const meetingId = await minutesKept({ matter: 5 })
    await recognise('meeting', meetingId, '2026-11-28')
    expect((await noticeOfStep(ward, 'recognition')).status).toBe('draft')
    ward.clock.set('2026-11-28T21:30:00+07:00')
    await writeMinutes(meetingId, 4)
    expect((await noticeOfStep(ward, 'recognition')).status).toBe('cancelled')
  })
})

describe('what is called off before anything of it has left', () => {
  const calledOff = {
    meeting: async () => {
      const meetingId = await calledMeeting(ward)
      await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
      okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
      return 'cancelled'
    },
    consultation: async () => {
      const consultationId = await opinionGiven()
      okay(await ward.act((work) => cancelConsultation(work, { consultationId, why: 'hoãn dự án' })))
      return 'withdrawn'
    },
  }
  it.each(Object.entries(calledOff))(
    'a %s: is owed to who has answered, and to nobody else',
    async (_noun, callOff) => {
      const step = await callOff()
      await ward.act(climbLadders)
      expect((await noticeOfStep(ward, step)).status).toBe('cancelled')
      await settleAtOnce(ward, talk, 'refused')
      await ward.act(climbLadders)
      expect((await noticeOfStep(ward, step)).status).toBe('draft')
      expect(Object.keys(await reachedBy(ward, step))).toEqual([talk.conversationId])
      expect(Object.keys(await reachedBy(ward, step, { final: true }))).toEqual([talk.conversationId])
    }
  )

  it('drafts nothing where nobody has answered', async () => {
    const meetingId = await calledMeeting(ward)
    okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    expect(await ward.act((work) => work.db.notice.count({ where: { sourceRow: { endsWith: ':cancelled' } } }))).toBe(0)
  })
})
