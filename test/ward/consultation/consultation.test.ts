import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import { listVisits } from '../../../src/ward/delivery/visit-list.ts'
import { answerConsultation, answerOpinion } from '../../../src/ward/consultation/answer-opinions.ts'
import { findConsultations } from '../../../src/ward/consultation/find-consultations.ts'
import { giveOpinion } from '../../../src/ward/consultation/give-opinion.ts'
import { listDuties } from '../../../src/ward/ladder/list-duties.ts'
import {
  cancelConsultation,
  draftConsultation,
  editConsultation,
  openConsultation,
  type ConsultationDraft,
} from '../../../src/ward/consultation/keep-consultation.ts'
import { seeOpinions } from '../../../src/ward/consultation/see-opinions.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())
beforeEach(async () => void (ward = await makeParticipatingWard(at)))

const draft = (more: Partial<ConsultationDraft> = {}): ConsultationDraft => ({
  ...{ title: 'Quy hoạch chợ mới', question: 'Ông/bà có đồng ý dời chợ không?', background: 'Chợ cũ chật.' },
  ...{ neighbourhoodIds: [], closesDate: '2026-12-15', answerDate: '2026-12-25' },
  ...more,
})
async function opened(more: Partial<ConsultationDraft> = {}): Promise<string> {
  const made = await ward.act((work) => draftConsultation(work, draft(more)))
  const consultationId = made.ok ? made.value.consultationId : ''
  expect((await ward.act((work) => openConsultation(work, { consultationId }))).ok).toBe(true)
  return consultationId
}

describe('a consultation', () => {
  it.each([
    ['2026-12-12', { ok: false, refusal: 'too_short' }],
    ['2026-12-13', { ok: true, value: { closesDate: '2026-12-13' } }],
  ])('published on 23/11 and closing on %s: %o', async (closesDate, expected) => {
    const made = await ward.act((work) => draftConsultation(work, draft({ closesDate })))
    const consultationId = made.ok ? made.value.consultationId : ''
    expect(await ward.act((work) => openConsultation(work, { consultationId }))).toEqual(expected)
  })

  it('does not change its question once it is put', async () => {
    const consultationId = await opened()
    expect(await ward.act((work) => editConsultation(work, { consultationId, ...draft() }))).toEqual({
      ok: false,
      refusal: 'open_already',
    })
  })

  it('is for whom it is for', async () => {
    await opened({ neighbourhoodIds: [ward.seven] })
    expect((await doIn(ward)(await ward.chatOf('7-1'), findConsultations, {})).consultations).toHaveLength(1)
    const twelve = await ward.chatOf('12-1')
    expect((await doIn(ward)(twelve, findConsultations, {})).consultations).toEqual([])
    // who lives elsewhere has no opinion to give there
    expect((await doIn(ward)(twelve, findConsultations, { named: '7' })).consultations).toEqual([])
    const nobody = await makeTalk(ward)
    expect(await doIn(ward)(nobody, findConsultations, {})).toMatchObject({ local: true, neighbourhood: null })
    expect((await doIn(ward)(nobody, findConsultations, { named: '7' })).consultations).toHaveLength(1)
  })
})

describe('an opinion', () => {
  const said = { stance: 'disagree' as const, reason: 'Xa quá' }

  it('is one a household, may be changed, and is kept sealed', async () => {
    const consultationId = await opened()
    const [talk, spouse] = [await ward.chatOf('12-1'), await ward.chatOf('12-1')]
    expect((await doIn(ward)(talk, giveOpinion, { consultationId, ...said })).kind).toBe('kept')
    expect(
      (await doIn(ward)(spouse, giveOpinion, { consultationId, stance: 'agree' as const, reason: null })).kind
    ).toBe('changed')
    const rows = await ward.act((work) => work.db.opinion.findMany({ where: { consultationId } }))
    expect(rows).toHaveLength(1)
    expect(Buffer.from(rows[0]!.said).toString('utf8')).not.toContain('agree')
  })

  it('is seen by nobody before the last day is over, and is not taken after it', async () => {
    const consultationId = await opened()
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, giveOpinion, { consultationId, ...said })
    const see = () => ward.act((work) => seeOpinions(work, { consultationId }))
    ward.clock.set('2026-12-15T23:59:00+07:00')
    expect(await see()).toEqual({ ok: false, refusal: 'still_open' })
    const answer = { consultationId, summary: 'Tóm tắt', explanation: 'Giải trình' }
    expect(await ward.act((work) => answerConsultation(work, answer))).toEqual({ ok: false, refusal: 'still_open' })
    ward.clock.set('2026-12-16T00:01:00+07:00')
    expect((await doIn(ward)(talk, giveOpinion, { consultationId, ...said })).kind).toBe('closed')
    expect(await see()).toMatchObject({ value: { counts: { agree: 0, disagree: 1, other: 0 }, ofHouseholds: 1 } })
  })

  it('of one person in two chats is one where no household is known; of a chat nobody is known behind it is counted apart', async () => {
    await ward.act((work) => work.db.citizen.updateMany({ where: { reference: '12-1' }, data: { householdId: null } }))
    const consultationId = await opened()
    for (const talk of [await ward.chatOf('12-1'), await ward.chatOf('12-1'), await ward.strangerOf(ward.seven)])
      await doIn(ward)(talk, giveOpinion, { consultationId, ...said })
    await doIn(ward)(await ward.chatOf('12-2'), giveOpinion, { consultationId, stance: 'agree' as const, reason: null })
    ward.clock.set('2026-12-16T00:01:00+07:00')
    expect(await ward.act((work) => seeOpinions(work, { consultationId }))).toMatchObject({
      value: { counts: { agree: 1, disagree: 0 }, unlinked: { agree: 0, disagree: 2 }, ofHouseholds: 1 },
    })
  })

  it('is answered, and the answer reaches the one who gave it', async () => {
    const consultationId = await opened()
    const [first, second] = [await ward.chatOf('12-1'), await ward.strangerOf(ward.seven)]
    await doIn(ward)(first, giveOpinion, { consultationId, ...said })
    await doIn(ward)(second, giveOpinion, { consultationId, stance: 'other' as const, reason: 'Cần bãi xe' })
    ward.clock.set('2026-12-16T09:00:00+07:00')
    const seen = await ward.act((work) => seeOpinions(work, { consultationId }))
    const other = seen.ok ? seen.value.opinions.find(({ stance }) => stance === 'other')! : null
    const accepted = { opinionId: other!.id, disposition: 'accepted' as const, answer: 'Sẽ làm bãi xe.' }
    expect((await ward.act((work) => answerOpinion(work, accepted))).ok).toBe(true)
    const answer = { consultationId, summary: 'Hai ý kiến', explanation: 'Chợ mới cách 300 m.' }
    expect(await ward.act((work) => answerConsultation(work, answer))).toMatchObject({ ok: true, value: { told: 2 } })
    expect(await ward.heardBy(first)).toEqual(['consultation.explained'])
    expect(await ward.heardBy(second)).toEqual(['consultation.accepted'])
  })
})

describe('a consultation that is withdrawn', () => {
  const said = { stance: 'disagree' as const, reason: 'Xa quá' }
  const why = 'Chưa đủ căn cứ'
  const opening = () =>
    ward.act((work) => work.db.notice.findFirstOrThrow({ where: { sourceRow: { endsWith: ':opened' } } }))

  it('tells those who spoke why, once, stops what is on its way and corrects it, and clears the doors', async () => {
    const consultationId = await opened()
    const [spoke, asked] = [await ward.chatOf('12-1'), await ward.chatOf('12-2')]
    await doIn(ward)(spoke, giveOpinion, { consultationId, ...said })
    const { id, number } = await opening()
    const door = await ward.act((work) => work.db.citizen.findFirstOrThrow({ where: { reference: '12-3' } }))
    await ward.act(async (work) => {
      await work.db.notice.updateMany({ where: { id }, data: { status: 'sending', expandedAt: work.now } })
      const rows = [spoke, asked].map(({ conversationId }) => [conversationId, 'z', 'a'])
      for (const [slot, [to, way, status]] of [...rows, [door.id, 'v', 'w']].entries())
        await work.db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way, status)
          values (${work.wardId}::uuid, ${to}::uuid, ${number}, ${slot}, ${work.now}::timestamptz, ${way}::"char", ${status}::"char")`
    })
    expect(await ward.act((work) => listVisits(work, {}))).toHaveLength(1)
    expect((await ward.act((work) => cancelConsultation(work, { consultationId, why }))).ok).toBe(true)
    expect(await ward.act((work) => cancelConsultation(work, { consultationId, why }))).toMatchObject({ ok: false })
    expect(await ward.heardBy(spoke)).toEqual(['consultation.withdrawn'])
    expect((await opening()).status).toBe('stopped')
    expect(await ward.act((work) => listVisits(work, {}))).toEqual([])
    const correction = await ward.act((work) =>
      work.db.notice.findFirstOrThrow({ where: { sourceRow: `${consultationId}:withdrawn` } })
    )
    expect(correction).toMatchObject({ status: 'draft', correctsId: id })
    expect(JSON.stringify(correction.words)).toContain(why)
  })

  it('is refused once its last day is over: what was said is answered', async () => {
    const consultationId = await opened()
    ward.clock.set('2026-12-16T00:01:00+07:00')
    expect(await ward.act((work) => cancelConsultation(work, { consultationId, why }))).toEqual({
      ok: false,
      refusal: 'ended',
    })
  })
})

describe('the answer to a consultation', () => {
  it('is a duty on the day residents were promised', async () => {
    const consultationId = await opened()
    ward.clock.set('2026-12-25T09:00:00+07:00')
    const { rungs } = await ward.act((work) => listDuties(work, { by: work.now }))
    expect(rungs.filter(({ rowId, step }) => rowId === consultationId && step === 'result')).toMatchObject([
      { lawfulDate: '2026-12-25', audience: 'officials' },
    ])
  })

  it('lies drafted as a disclosure with its clock running, whole or by where it can be read', async () => {
    for (const [summary, isWhole] of [
      ['Hai ý kiến.', true],
      ['Dài. '.repeat(500), false],
    ] as const) {
      ward.clock.set('2026-11-23T09:00:00+07:00')
      const consultationId = await opened()
      ward.clock.set('2026-12-16T09:00:00+07:00')
      const answer = { consultationId, summary, explanation: 'Chợ mới cách $& 300 m.' }
      const answered = await ward.act((work) => answerConsultation(work, answer))
      const id = answered.ok ? answered.value.disclosureId! : ''
      const disclosure = await ward.act((work) => work.db.disclosure.findFirstOrThrow({ where: { id } }))
      expect(disclosure).toMatchObject({ category: 'D11', status: 'draft', decisionNumber: '' })
      expect(disclosure.summary.includes('Chợ mới cách $& 300 m.')).toBe(isWhole)
      expect(disclosure.summary.length).toBeLessThanOrEqual(2_000)
      const { rungs } = await ward.act((work) => listDuties(work, { by: new Date('2027-01-15T00:00:00Z') }))
      expect(rungs.map(({ rowId }) => rowId)).toContain(id)
    }
  })
})
