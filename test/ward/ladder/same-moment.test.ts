import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerConsultation, answerOpinion } from '../../../src/ward/consultation/answer-opinions.ts'
import { giveOpinion } from '../../../src/ward/consultation/give-opinion.ts'
import {
  draftConsultation,
  editConsultation,
  openConsultation,
  type ConsultationDraft,
} from '../../../src/ward/consultation/keep-consultation.ts'
import { draftDisclosure, editDisclosure, type DisclosureDraft } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { announceElection, cancelElection } from '../../../src/ward/election/announce-election.ts'
import { draftElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { remindOfElection } from '../../../src/ward/election/remind-of-election.ts'
import { callMeeting, cancelMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { draftMeeting, editMeeting } from '../../../src/ward/meeting/keep-meeting.ts'
import { replyToMeeting } from '../../../src/ward/meeting/reply-to-meeting.ts'
import type { Work } from '../../../src/ward/work.ts'
import { holdOpen, untilWaiting } from '../../support/at-once.ts'
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

/** The second begins when the first has done its work and has not committed; what the second says. */
async function during<T>(first: (work: Work) => Promise<unknown>, second: (work: Work) => Promise<T>): Promise<T> {
  const held = holdOpen(ward, first)
  await held.reached
  const other = ward.act(second)
  await Promise.race([other, untilWaiting(at.database)])
  held.letGo()
  await held.done
  return other
}

describe('a meeting', () => {
  it('called while it is edited has the ladder of its new hour', async () => {
    const { meetingId } = okay(await ward.act((work) => draftMeeting(work, roadMeeting(ward))))
    const later = roadMeeting(ward, { startsAt: new Date('2026-12-05T19:30:00+07:00') })
    const edit = (work: Work) => editMeeting(work, { meetingId, ...later })
    okay(await during(edit, (work) => callMeeting(work, { meetingId })))
    const reminder = await ward.act((work) => work.db.rung.findFirstOrThrow({ where: { step: 'day_before' } }))
    expect(reminder.dueAt).toEqual(new Date('2026-12-04T17:30:00+07:00'))
  })

  it('called off while somebody answers: the answer comes too late', async () => {
    const [meetingId, talk] = [await calledMeeting(ward), await ward.chatOf('12-1')]
    const cancel = (work: Work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })
    const replied = await during(cancel, (work) => replyToMeeting(work, talk, { meetingId, answer: 'coming' }))
    expect(replied.kind).toBe('cancelled')
  })

  it('called off while it is moved: what is off is told by its new hour', async () => {
    const [meetingId, talk] = [await calledMeeting(ward), await ward.chatOf('12-1')]
    await ward.act((work) => replyToMeeting(work, talk, { meetingId, answer: 'coming' }))
    const later = roadMeeting(ward, { startsAt: new Date('2026-12-05T19:30:00+07:00') })
    const edit = (work: Work) => editMeeting(work, { meetingId, ...later })
    okay(await during(edit, (work) => cancelMeeting(work, { meetingId, why: 'mưa bão' })))
    const said = await ward.act(async (work) => {
      const rows = await work.db.outbox.findMany({ where: { sourceRow: { contains: 'cancelled' } } })
      return rows.map(({ saying }) => work.seal.openJson<{ with: { at: string } }>(saying).with.at)
    })
    expect(said).toEqual([later.startsAt.toISOString()])
  })
})

describe('an election', () => {
  const candidates = ['Chu Văn Mẫu', 'Lê Thị Thử'].map((fullName) => ({ fullName, birthYear: 1968, job: 'Hưu trí' }))
  async function drafted(): Promise<string> {
    const { electionId } = okay(
      await ward.act((work) =>
        draftElection(work, {
          ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng', neighbourhoodId: ward.twelve },
          ...{ startsAt: new Date('2026-12-06T08:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa', bring: null },
          ...{ minCandidates: 2, done: { decision: '2026-11-14', candidates: '2026-11-20' } },
        })
      )
    )
    okay(await ward.act((work) => keepCandidates(work, { electionId, candidates })))
    return electionId
  }

  it('announced while a candidate is taken off has too few', async () => {
    const electionId = await drafted()
    const keep = (work: Work) => keepCandidates(work, { electionId, candidates: candidates.slice(0, 1) })
    expect(await during(keep, (work) => announceElection(work, { electionId }))).toEqual({
      ok: false,
      refusal: 'too_few_candidates',
    })
  })

  it('called off while somebody asks to be reminded: nobody is promised anything', async () => {
    const [electionId, talk] = [await drafted(), await ward.chatOf('12-1')]
    okay(await ward.act((work) => announceElection(work, { electionId })))
    const cancel = (work: Work) => cancelElection(work, { electionId, why: 'mưa bão' })
    expect(await during(cancel, (work) => remindOfElection(work, talk, { electionId }))).toEqual({
      kind: 'no_such_election',
    })
  })
})

describe('a consultation', () => {
  const draft = (more: Partial<ConsultationDraft> = {}): ConsultationDraft => ({
    ...{ title: 'Quy hoạch chợ mới', question: 'Có đồng ý dời chợ không?', background: 'Chợ cũ chật.' },
    ...{ neighbourhoodIds: [], closesDate: '2026-12-15', answerDate: '2026-12-25', ...more },
  })
  const drafted = async () => okay(await ward.act((work) => draftConsultation(work, draft()))).consultationId
  const answer = { summary: 'Một ý kiến.', explanation: 'Chợ mới rộng hơn.' }

  it('put while it is made shorter keeps the days of the law', async () => {
    const consultationId = await drafted()
    const edit = (work: Work) => editConsultation(work, { consultationId, ...draft({ closesDate: '2026-12-01' }) })
    expect(await during(edit, (work) => openConsultation(work, { consultationId }))).toEqual({
      ok: false,
      refusal: 'too_short',
    })
  })

  it('answered at the stroke of the hour answers the opinion that was given just before it', async () => {
    const [consultationId, talk] = [await drafted(), await ward.chatOf('12-1')]
    okay(await ward.act((work) => openConsultation(work, { consultationId })))
    ward.clock.set('2026-12-15T23:59:59+07:00')
    const give = (work: Work) => giveOpinion(work, talk, { consultationId, stance: 'agree', reason: null })
    const held = holdOpen(ward, give)
    await held.reached
    ward.clock.set('2026-12-16T00:00:00+07:00')
    const answering = ward.act((work) => answerConsultation(work, { consultationId, ...answer }))
    await Promise.race([answering, untilWaiting(at.database)])
    held.letGo()
    expect((await held.done).kind).toBe('kept')
    expect(okay(await answering).told).toBe(1)
  })

  it('answered while one opinion is: that answer is sent, or refused, and never kept unsent', async () => {
    const [consultationId, talk] = [await drafted(), await ward.chatOf('12-1')]
    okay(await ward.act((work) => openConsultation(work, { consultationId })))
    await ward.act((work) => giveOpinion(work, talk, { consultationId, stance: 'agree', reason: null }))
    ward.clock.set('2026-12-16T09:00:00+07:00')
    const { id: opinionId } = await ward.act((work) => work.db.opinion.findFirstOrThrow())
    const whole = (work: Work) => answerConsultation(work, { consultationId, ...answer })
    const own = { opinionId, disposition: 'accepted', answer: 'Phường ghi nhận.' } as const
    expect(await during(whole, (work) => answerOpinion(work, own))).toEqual({ ok: false, refusal: 'answered_already' })
  })
})

describe('a disclosure', () => {
  it('made public while its number is taken out is refused', async () => {
    const draft: DisclosureDraft = {
      ...{ category: 'D02', title: 'Dự toán', summary: 'Thu và chi.', decisionNumber: '1', supersedesId: null },
      ...{ decisionDate: '2026-11-20', clockRule: 'DISC.GENERAL', clockDate: '2026-11-20' },
    }
    const { disclosureId } = okay(await ward.act((work) => draftDisclosure(work, draft)))
    const { officialId } = ward
    const edit = (work: Work) => editDisclosure(work, { disclosureId, ...draft, decisionNumber: '' })
    const publish = (work: Work) => publishDisclosure(work, { disclosureId, officialId, place: 'Trang phường' })
    expect(await during(edit, publish)).toEqual({ ok: false, refusal: 'number_missing' })
  })
})
