import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Work } from '../../../src/ward/work.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { draftElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { editMeeting, type MeetingDraft } from '../../../src/ward/meeting/keep-meeting.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import { listVisits } from '../../../src/ward/delivery/visit-list.ts'
import { audienceOf } from '../../../src/ward/notice/check-notice.ts'
import { correctNotice } from '../../../src/ward/notice/correct-notice.ts'
import { expandNotice } from '../../../src/ward/notice/expand-notice.ts'
import { findNotice } from '../../../src/ward/notice/find-notice.ts'
import { resolveAudience } from '../../../src/ward/notice/resolve-audience.ts'
import { doIn } from '../../support/make-talk.ts'
import { letLeave, noticeOfStep, reachedBy, type LedgerRow } from '../../support/notice-of-step.ts'
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

const stepOf = (step: string) => noticeOfStep(ward, step)

/** A called meeting whose invitation has left; `rows` are its ledger. */
async function invited(rows: LedgerRow[], status = 'finished'): Promise<string> {
  const meetingId = await calledMeeting(ward)
  await letLeave(ward, 'invite', rows, status)
  return meetingId
}

const move = async (meetingId: string, day: string) => {
  const draft = roadMeeting(ward, { startsAt: new Date(`2026-12-${day}T19:30:00+07:00`) })
  okay(await ward.act((work) => editMeeting(work, { meetingId, ...draft })))
}
const toldAtOnce = (talk: Talk, status: string) =>
  ward.act((work) => work.db.outbox.updateMany({ where: { conversationId: talk.conversationId }, data: { status } }))
const citizenOf = (reference: string) =>
  ward.act(async (work) => (await work.db.citizen.findFirstOrThrow({ where: { reference } })).id)

/** Whom a correction reaches, as its status, way and why, by the id of chat or citizen. */
const reached = (step: string, final = false) => reachedBy(ward, step, { final })

/** The neighbourhood has agreed on the channel of this chat. */
async function agreeOn(work: Work, { conversationId }: Talk) {
  const { channel } = await work.db.conversation.findFirstOrThrow({ where: { id: conversationId } })
  const agreedDate = new Date('2026-01-10T00:00:00Z')
  await work.db.channelAgreement.createMany({
    data: [{ neighbourhoodId: ward.twelve, channel, agreedDate, minutesRef: '01/BB' }],
  })
}
const accepted = { way: 'z', status: 'a' }

describe('a correction of what has moved', () => {
  it.each(['refused', 'exhausted', 'expired', 'unknown', 'suppressed'])(
    'reaches a chat whose message of the change was %s, though it was left out at first',
    async (status) => {
      const talk = await ward.chatOf('12-1')
      const meetingId = await invited([{ to: talk.conversationId, ...accepted }])
      await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
      await move(meetingId, '05')
      expect((await stepOf('moved-1')).status).toBe('cancelled')
      await ward.act(climbLadders)
      expect((await stepOf('moved-1')).status).toBe('cancelled')
      await toldAtOnce(talk, status)
      await ward.act(climbLadders)
      expect((await stepOf('moved-1')).status).toBe('draft')
      expect(Object.keys(await reached('moved-1'))).toEqual([talk.conversationId])
    }
  )

  it('is drafted after all when the message of the change is on its way too long; once it has arrived, it is for nobody', async () => {
    const talk = await ward.chatOf('12-1')
    const meetingId = await invited([{ to: talk.conversationId, ...accepted }])
    await doIn(ward)(talk, replyToMeeting, { meetingId, answer: 'coming' as const })
    await move(meetingId, '05')
    ward.clock.set('2026-11-23T09:16:00+07:00')
    await ward.act(climbLadders)
    expect((await stepOf('moved-1')).status).toBe('draft')
    await toldAtOnce(talk, 'accepted')
    expect(await reached('moved-1')).toEqual({})
  })

  it('does not come back for a change that has changed again, nor when an official took it back', async () => {
    const [one, other] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    const meetingId = await invited([{ to: one.conversationId, ...accepted }])
    await doIn(ward)(one, replyToMeeting, { meetingId, answer: 'coming' as const })
    await move(meetingId, '05')
    await letLeave(ward, 'day_before', [{ to: other.conversationId, ...accepted }])
    await move(meetingId, '07')
    await toldAtOnce(one, 'refused')
    await ward.act((work) => work.db.notice.updateMany({ where: { sourceRow: { endsWith: ':moved-2' } }, data: { status: 'cancelled' } })) // prettier-ignore
    await ward.act(climbLadders)
    expect([(await stepOf('moved-1')).status, (await stepOf('moved-2')).status]).toEqual(['cancelled', 'cancelled'])
  })

  it('frozen while the message of the change still waits, it takes no risk', async () => {
    const [one, other] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    const meetingId = await invited([one, other].map(({ conversationId: to }) => ({ to, ...accepted })))
    await doIn(ward)(one, replyToMeeting, { meetingId, answer: 'coming' as const })
    await move(meetingId, '05')
    expect(Object.keys(await reached('moved-1'))).toEqual([other.conversationId])
    expect(Object.keys(await reached('moved-1', true)).sort()).toEqual(
      [one.conversationId, other.conversationId].sort()
    )
  })

  it('reaches whoever heard anything of the thing: the invitation, the reminder, in doubt, on its way or in the digest', async () => {
    const [one, two, three, four, five] = await Promise.all(['12-1', '12-2', '12-3', '12-4', '12-5'].map(ward.chatOf))
    const rows = [
      { to: one!.conversationId, way: 'z', status: 'u' },
      { to: two!.conversationId, way: 'z', status: 'l' },
      { to: three!.conversationId, way: 'z', status: 's' },
      { to: five!.conversationId, way: 'z', status: 's' },
    ]
    const meetingId = await invited(rows)
    await ward.act(
      (work) => work.db.$executeRaw`update delivery set why = 'g' where recipient_id = ${three!.conversationId}::uuid`
    )
    await letLeave(ward, 'day_before', [{ to: four!.conversationId, way: 'z', status: 'd' }])
    okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    const told = [one, two, three, four].map((talk) => talk!.conversationId)
    expect(Object.keys(await reached('cancelled')).sort()).toEqual(told.sort())
  })

  it('goes by another way of the person, or to the door, where the way it came by is closed', async () => {
    const [gone, stopped] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    const second = await ward.chatOf('12-1')
    const meetingId = await invited([gone, stopped].map(({ conversationId: to }) => ({ to, ...accepted })))
    await ward.act(async (work) => {
      await work.db.conversation.updateMany({ where: { id: gone.conversationId }, data: { leftAt: work.now } })
      await work.db.conversation.updateMany({
        where: { id: stopped.conversationId },
        data: { noticesStoppedAt: work.now },
      })
      await agreeOn(work, second)
    })
    okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    const by = await reached('cancelled')
    expect(by[second.conversationId]?.[0]).toBe('w')
    expect(by[await citizenOf('12-2')]).toBe('wvo')
    await ward.act((work) => work.db.conversation.updateMany({ data: { leftAt: work.now } }))
    expect((await reached('cancelled'))[await citizenOf('12-1')]).toBe('wvn')
  })

  it('moved, nobody is told the old hour at the door any more, and those doors and whoever waited get the new one', async () => {
    const talk = await ward.chatOf('12-2')
    const door = await citizenOf('12-1')
    const rows = [
      { to: door, way: 'v', status: 'w' },
      { to: talk.conversationId, way: 'z', status: 'w' },
    ]
    const meetingId = await invited(rows, 'sending')
    const doors = () => ward.act((work) => listVisits(work, {}))
    expect(await doors()).toHaveLength(1)
    await move(meetingId, '05')
    expect(await doors()).toEqual([])
    expect((await stepOf('invite')).status).toBe('stopped')
    expect(Object.keys(await reached('moved-1')).sort()).toEqual([door, talk.conversationId].sort())
    const { id } = await stepOf('moved-1')
    await ward.act((work) => work.db.notice.updateMany({ where: { id }, data: { status: 'expanding' } }))
    await ward.act((work) => expandNotice(work, id))
    expect((await doors()).map(({ noticeId, citizenId }) => [noticeId, citizenId])).toEqual([[id, door]])
  })

  it('called off, who has not heard of it at all is not bothered', async () => {
    const meetingId = await invited([{ to: await citizenOf('12-1'), way: 'v', status: 'w' }])
    okay(await ward.act((work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    expect(await ward.act((work) => listVisits(work, {}))).toEqual([])
    expect(await reached('cancelled')).toEqual({})
  })
})

describe('a correction of other words', () => {
  it('of a new agenda is drafted for whoever got the old one; a new chair is no news', async () => {
    const talk = await ward.chatOf('12-1')
    const meetingId = await invited([{ to: talk.conversationId, ...accepted }])
    const edit = (more: Partial<MeetingDraft>) =>
      ward.act((work) => editMeeting(work, { meetingId, ...roadMeeting(ward, more) }))
    okay(await edit({ chair: 'Phó tổ trưởng' }))
    expect(await ward.act((work) => work.db.notice.count({ where: { correctsId: { not: null } } }))).toBe(0)
    okay(await edit({ agenda: ['Sửa đường', 'Thu quỹ'] }))
    const changed = await stepOf('changed-1')
    expect(changed.status).toBe('draft')
    expect(JSON.stringify(changed.words)).toContain('Thu quỹ')
    expect(Object.keys(await reached('changed-1'))).toEqual([talk.conversationId])
  })

  it('of a list of candidates is drafted once the list has been told, and not for the same list', async () => {
    const { electionId } = okay(
      await ward.act((work) =>
        draftElection(work, {
          ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', neighbourhoodId: ward.twelve },
          ...{ startsAt: new Date('2026-12-06T08:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa', bring: null },
          ...{ minCandidates: 1, done: { decision: '2026-11-16', candidates: '2026-11-20' } },
        })
      )
    )
    const one = { fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }
    const other = { fullName: 'Lê Thị Thử', birthYear: 1980, job: 'Giáo viên' }
    const keep = async (candidates: (typeof one)[]) =>
      okay(await ward.act((work) => keepCandidates(work, { electionId, candidates })))
    await keep([one, other])
    okay(await ward.act((work) => announceElection(work, { electionId })))
    const corrections = () => ward.act((work) => work.db.notice.count({ where: { correctsId: { not: null } } }))
    await keep([other, one])
    expect(await corrections()).toBe(0)
    const talk = await ward.chatOf('12-1')
    await letLeave(ward, 'posted', [{ to: talk.conversationId, ...accepted }])
    await keep([other, one])
    expect(await corrections()).toBe(0)
    await keep([one])
    expect(await corrections()).toBe(1)
    expect(JSON.stringify((await stepOf('list-2')).words)).not.toContain('Lê Thị Thử')
    expect(Object.keys(await reached('list-2'))).toEqual([talk.conversationId])
  })
})

describe('a correction written by an official', () => {
  it('corrects a correction for those too whom that one did not reach', async () => {
    const [one, other] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    await invited([one, other].map(({ conversationId: to }) => ({ to, ...accepted })))
    const words = { vi: { title: 'Đính chính', body: 'Họp lúc 19 giờ.' } }
    const first = await stepOf('invite')
    const second = okay(await ward.act((work) => correctNotice(work, { noticeId: first.id, words })))
    await ward.act((work) =>
      work.db.notice.updateMany({ where: { id: second.id }, data: { status: 'finished', expandedAt: work.now } })
    )
    const third = okay(await ward.act((work) => correctNotice(work, { noticeId: second.id, words })))
    const count = await ward.act(async (work) => {
      const of = await audienceOf(work, (await findNotice(work, { noticeId: third.id }))!)
      const { text, values } = resolveAudience(of, work.now)
      return work.db.$queryRawUnsafe<object[]>(`${text} select 1 from resolved`, ...values)
    })
    expect(count).toHaveLength(2)
  })

  it('is one however often the button is pressed, and another with other words', async () => {
    const talk = await ward.chatOf('12-1')
    await invited([{ to: talk.conversationId, ...accepted }])
    const { id: noticeId } = await stepOf('invite')
    const correct = async (body: string) => {
      const words = { vi: { title: 'Đính chính', body } }
      return okay(await ward.act((work) => correctNotice(work, { noticeId, words }))).id
    }
    const first = await correct('Họp lúc 19 giờ.')
    expect(await correct('Họp lúc 19 giờ.')).toBe(first)
    expect(await correct('Họp lúc 20 giờ.')).not.toBe(first)
  })

  it('takes the place of the wrong words at doors that still wait', async () => {
    const door = await citizenOf('12-1')
    await invited([{ to: door, way: 'v', status: 'w' }])
    const { id } = await stepOf('invite')
    const words = { vi: { title: 'Đính chính', body: 'Họp lúc 19 giờ.' } }
    const right = okay(await ward.act((work) => correctNotice(work, { noticeId: id, words })))
    await ward.act((work) => work.db.notice.updateMany({ where: { id: right.id }, data: { status: 'expanding' } }))
    await ward.act((work) => expandNotice(work, right.id))
    const doors = await ward.act((work) => listVisits(work, {}))
    expect(doors.map(({ noticeId, citizenId }) => [noticeId, citizenId])).toEqual([[right.id, door]])
  })
})
