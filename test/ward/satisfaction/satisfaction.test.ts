import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import type { Saying } from '../../../src/ward/message/message.ts'
import { openSurveys } from '../../../src/ward/satisfaction/open-surveys.ts'
import { explainService, listOpenSurveys, rateService } from '../../../src/ward/satisfaction/rate-service.ts'
import { recordBallots } from '../../../src/ward/satisfaction/record-ballots.ts'
import { reportSatisfaction } from '../../../src/ward/satisfaction/report-satisfaction.ts'
import { isOfBereavement, meanOf, percentOf } from '../../../src/ward/satisfaction/satisfaction.ts'
import { tendSurveys } from '../../../src/ward/satisfaction/tend-surveys.ts'
import { makeFeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())

/** A ward with one finished dossier that one chat followed, and the survey of it. */
async function finished(procedureName = 'Đăng ký khai sinh') {
  const ward = await makeFeedbackWard(at)
  const chat = await ward.openChat()
  const dossierId = newId()
  await ward.run(async (work) => {
    await work.db.dossier.createMany({
      data: [
        {
          id: dossierId,
          code: `H49.12-261120-${dossierId.slice(-4)}`,
          procedureName,
          applicantName: 'x',
          status: 'returned',
          unit: 'Tư pháp - Hộ tịch',
          occurredAt: work.now,
        },
      ],
    })
    await work.db.dossierFollow.createMany({
      data: [{ dossierId, conversationId: chat, notify: true, provenBy: 'receipt_digits', since: work.now }],
    })
    await openSurveys(work, [{ dossierId, procedureName, conversationIds: [chat] }])
  })
  const surveys = () => ward.run((work) => work.db.survey.findMany({ where: { dossierId } }))
  const asked = async (instant: string) => {
    ward.clock.set(instant)
    await ward.run(tendSurveys)
    await ward.run(tendSurveys)
    return ward.run(async (work) => {
      const rows = await work.db.outbox.findMany({ where: { source: 'satisfaction' }, orderBy: { id: 'asc' } })
      return rows.map((row) => work.seal.openJson<Saying>(row.saying).say)
    })
  }
  const talk = { conversationId: chat, inboundId: newId() }
  return { ward, chat, talk, surveys, asked }
}

describe('the question after a dossier', () => {
  it('is asked once, a day after the result, reminded once and then let be', async () => {
    const { surveys, asked } = await finished()
    expect(await asked('2026-11-21T20:00:00+07:00')).toEqual([])
    expect(await asked('2026-11-22T09:00:00+07:00')).toEqual(['satisfaction.ask'])
    expect(await asked('2026-11-25T08:59:00+07:00')).toEqual(['satisfaction.ask'])
    expect(await asked('2026-11-25T09:00:00+07:00')).toEqual(['satisfaction.ask', 'satisfaction.remind'])
    expect(await asked('2026-12-30T09:00:00+07:00')).toEqual(['satisfaction.ask', 'satisfaction.remind'])
    expect(await surveys()).toMatchObject([{ status: 'silent', nextAt: null }])
  })

  it('is never asked after the papers of a death', async () => {
    for (const name of ['Đăng ký khai tử', 'Hỗ trợ chi phí mai táng', 'Đăng ký lại khai tử', 'Trợ cấp tử tuất'])
      expect(isOfBereavement(name), name).toBe(true)
    expect(isOfBereavement('Đăng ký khai sinh')).toBe(false)
    expect(await (await finished('Đăng ký khai tử')).surveys()).toEqual([])
  })

  it('is dropped where the same chat has had to do with a death lately', async () => {
    const { ward, chat, surveys, asked } = await finished()
    await ward.run(async (work) => {
      const id = newId()
      const dossier = {
        id,
        code: `H49.12-261119-${id.slice(-4)}`,
        procedureName: 'Đăng ký khai tử',
        applicantName: 'x',
      }
      await work.db.dossier.createMany({
        data: [{ ...dossier, status: 'received', occurredAt: work.now, updatedAt: work.now }],
      })
      await work.db.dossierFollow.createMany({
        data: [{ dossierId: id, conversationId: chat, notify: true, provenBy: 'receipt_digits', since: work.now }],
      })
    })
    expect(await asked('2026-11-22T09:00:00+07:00')).toEqual([])
    expect(await surveys()).toMatchObject([{ status: 'dropped' }])
  })

  it('is answered once; the mark leads to no chat and no dossier', async () => {
    const { ward, talk, surveys } = await finished()
    const [survey] = await surveys()
    const rate = (who: typeof talk) => ward.run((work) => rateService(work, who, { surveyId: survey!.id, score: 2 }))
    expect(await rate({ ...talk, conversationId: newId() })).toEqual({ kind: 'not_asked' })
    const rated = await rate(talk)
    if (rated.kind !== 'rated') throw new Error(rated.kind)
    expect(await rate(talk)).toEqual({ kind: 'already_rated' })
    await ward.run((work) => explainService(work, talk, { ratingId: rated.ratingId, reason: 'late' }))
    expect(await ward.run((work) => work.db.serviceRating.findMany())).toEqual([
      {
        id: rated.ratingId,
        wardId: ward.wardId,
        ratedOn: new Date('2026-11-21T00:00:00Z'),
        unit: 'Tư pháp - Hộ tịch',
        score: 2,
        reason: 'late',
        comment: null,
      },
    ])
    expect(await ward.run((work) => listOpenSurveys(work, talk, {}))).toEqual({ surveys: [] })
  })
})

describe('the figures of satisfaction', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' }

  it('say 528 of 528 where the ward says so, with what was handed out beside it', async () => {
    const ward = await makeFeedbackWard(at)
    const ballots = { heldOn: '2026-11-15', source: 'paper', handedOut: 528, levels: [0, 0, 0, 211, 317] } as const
    expect(await ward.run((work) => recordBallots(work, ballots))).toMatchObject({ ok: true })
    const report = await ward.run((work) => reportSatisfaction(work, november))
    expect(report.dossiers.content).toEqual({ part: 528, total: 528 })
    expect(report.dossiers.response).toEqual({ part: 528, total: 528 })
    expect(percentOf(report.dossiers.content)).toBe(100)
    expect(report.decision766.procedures).toEqual({ part: 528, total: 528 })
    expect(report.feedback.asked).toBe(0)
  })

  it('count who says nothing as content in one way and not at all in the other', async () => {
    const ward = await makeFeedbackWard(at)
    const answered = new Date('2026-11-20T03:00:00Z')
    const chat = await ward.openChat()
    // five answered: one late, two rated (a 5, and a 2 that opened it again), two silent and in time
    const cases = [
      { dueAt: new Date('2026-11-19T03:00:00Z') },
      { score: 5 },
      { score: 2, dissatisfied: 1 },
      {},
      {},
    ] as const
    for (const [n, one] of cases.entries()) {
      const id = newId()
      const { score, ...more } = { score: undefined, dueAt: new Date('2026-11-25T03:00:00Z'), ...one }
      await ward.run(async (work) => {
        await work.db.feedback.createMany({
          data: [
            {
              id,
              code: `PA-2611-00${n}0`,
              status: 'answered',
              intake: 'web',
              unit: 'Hạ tầng',
              kind: n === 4 ? 'praise' : 'problem',
              conversationId: chat,
              submittedAt: answered,
              answeredAt: answered,
              enteredAt: answered,
              createdAt: answered,
              ...more,
            },
          ],
        })
        if (score !== undefined)
          await work.db.feedbackRating.createMany({
            data: [
              {
                feedbackId: id,
                conversationId: chat,
                round: 0,
                score,
                reason: score < 3 ? 'late' : null,
                at: answered,
              },
            ],
          })
      })
    }
    const report = await ward.run((work) => reportSatisfaction(work, november))
    expect(report.decision766.onTime).toEqual({ part: 4, total: 5 })
    expect(report.decision766.notDissatisfied).toEqual({ part: 3, total: 5 })
    expect(report.feedback).toMatchObject({
      asked: 5,
      rated: 2,
      response: { part: 2, total: 5 },
      content: { part: 1, total: 2 },
      mean: 3.5,
      late: 1,
      reopened: 1,
    })
    expect(report.byUnit).toMatchObject([{ unit: 'Hạ tầng', asked: 5, rated: 2 }])
    expect(report.reasons).toEqual({ late: 1 })
    expect(report.kinds).toEqual({ problem: 4, praise: 1 })
  })

  it('take only ballots that can be', async () => {
    const ward = await makeFeedbackWard(at)
    const good = { heldOn: '2026-11-15', source: 'device', handedOut: 10, levels: [1, 0, 0, 4, 5] } as const
    const refusal = async (more: object) => {
      const done = await ward.run((work) => recordBallots(work, { ...good, ...more }))
      return done.ok ? 'kept' : done.refusal
    }
    expect(await refusal({ heldOn: 'x' })).toBe('date_missing')
    expect(await refusal({ heldOn: '2027-01-01' })).toBe('date_in_future')
    expect(await refusal({ source: 'gossip' })).toBe('source_missing')
    expect(await refusal({ levels: [0, 0, 0, 0, 0] })).toBe('counts_missing')
    expect(await refusal({ handedOut: 9 })).toBe('more_than_handed_out')
    expect(await refusal({})).toBe('kept')
    expect(meanOf([0, 0, 0, 0, 0])).toBeNull()
  })
})
