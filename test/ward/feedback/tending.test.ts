import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { tendFeedbackEverywhere } from '../../../workers/tend-feedback.ts'
import { intakes } from '../../../src/ward/feedback/feedback.ts'
import { forwardFeedback, nudgeAgency, recordAgencyAnswer } from '../../../src/ward/feedback/forward-feedback.ts'
import { acceptFeedback } from '../../../src/ward/feedback/handle-intake.ts'
import { noteProgress, passOnPraise, takeFeedback } from '../../../src/ward/feedback/handle-work.ts'
import { listInbox } from '../../../src/ward/feedback/list-inbox.ts'
import { rateFeedback } from '../../../src/ward/feedback/rate-feedback.ts'
import { takeDownFeedback } from '../../../src/ward/feedback/submit-feedback.ts'
import { tendedAtOnce, tendFeedback } from '../../../src/ward/feedback/tend-feedback.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { okay } from '../../support/okay.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
})
afterAll(() => at.drop())

const keysTold = async (chat: string) => (await ward.told(chat)).map(({ say }) => say)

/** The clock looks in every morning at nine. */
async function tendUntil(day: string): Promise<void> {
  for (;;) {
    await ward.run(tendFeedback, 'job:tend-feedback')
    if (ward.clock.now().toISOString().slice(0, 10) >= day) return
    ward.clock.pass(86_400)
  }
}

async function inWork(urgency: 'normal' | 'complex' = 'normal') {
  ward.clock.set('2026-11-25T02:00:00Z')
  const chat = await ward.openChat()
  const { feedbackId } = await ward.report(chat)
  await ward.intoWork(feedbackId, { urgency })
  return { chat, feedbackId }
}

describe('while the ward works on a report', () => {
  it('its reporter has word of progress every seven days, and a word of the unit counts as one', async () => {
    const { chat, feedbackId } = await inWork('complex')
    const still = async () => (await keysTold(chat)).filter((say) => say.startsWith('feedback.told.still')).length
    await tendUntil('2026-12-01')
    expect(await still()).toBe(0)
    await tendUntil('2026-12-02')
    expect(await still()).toBe(1)
    ward.clock.set('2026-12-06T02:00:00Z')
    okay(await ward.as('specialist', (work) => noteProgress(work, { feedbackId, text: 'Đang chờ nắp mới.' })))
    await tendUntil('2026-12-12')
    expect(await still()).toBe(1)
    await tendUntil('2026-12-13')
    expect(await still()).toBe(2)
    const events = (await ward.history(feedbackId)).map(({ event }) => event)
    expect(events.filter((event) => event === 'progress_due')).toHaveLength(2)
  })

  it('what drags on is listed for everybody who reads reports: open twice its time', async () => {
    const { feedbackId } = await inWork()
    const reader = { officialId: ward.ids.leader, unit: null, parties: ['leader'] } as const
    const ageing = async () =>
      (await ward.run((work) => listInbox(work, reader, { view: 'ageing' }))).lines.map(({ id }) => id)
    const { submittedAt, firstDueAt } = await ward.row(feedbackId)
    const twice = submittedAt!.getTime() + 2 * (firstDueAt!.getTime() - submittedAt!.getTime())
    ward.clock.set(new Date(twice - 60_000))
    expect(await ageing()).not.toContain(feedbackId)
    ward.clock.set(new Date(twice + 60_000))
    expect(await ageing()).toContain(feedbackId)
    await ward.answer(feedbackId)
    expect(await ageing()).not.toContain(feedbackId)
  })
})

describe('what another body has to answer', () => {
  /** A chat of an official's own. */
  async function listening(officialId: string): Promise<string> {
    const chat = await ward.openChat()
    await ward.run((work) =>
      work.db.chatLink.create({
        data: { conversationId: chat, officialId, provenBy: 'console_code', linkedAt: work.now, lastSeenAt: work.now },
      })
    )
    return chat
  }

  it('is asked after every seven days: the counter is told on the day, and again each week until somebody asks', async () => {
    ward.clock.set('2026-11-25T02:00:00Z')
    const [chat, counter, leader] = [
      await ward.openChat(),
      await listening(ward.ids.oneStop),
      await listening(ward.ids.leader),
    ]
    const { feedbackId } = await ward.report(chat, 'Cột điện nghiêng sắp đổ')
    const classified = { kind: 'problem', field: 'water_power', urgency: 'normal', authority: 'outside' } as const
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...classified })))
    const wish = { feedbackId, agency: 'Công ty Điện lực', date: '2026-11-25', number: '15/UBND' }
    okay(await ward.as('leader', (work) => forwardFeedback(work, wish)))
    const alerts = async (whose: string) =>
      (await keysTold(whose)).filter((say) => say === 'feedback.alert.nudge_due').length
    const told = async () => [await alerts(counter), await alerts(leader)]

    await tendUntil('2026-12-01')
    expect(await told()).toEqual([0, 0])
    await tendUntil('2026-12-02')
    expect(await told()).toEqual([1, 0])
    await tendUntil('2026-12-08')
    expect(await told()).toEqual([1, 0])
    // a week on nobody has asked: the counter once more, and now a leader too
    await tendUntil('2026-12-09')
    expect(await told()).toEqual([2, 1])
    okay(await ward.as('oneStop', (work) => nudgeAgency(work, { feedbackId, note: 'gọi điện' })))
    expect((await ward.told(chat)).at(-1)).toMatchObject({
      say: 'feedback.told.nudged',
      with: { agency: 'Công ty Điện lực', date: '2026-12-09', nudgeDate: '2026-12-16' },
    })
    await tendUntil('2026-12-15')
    expect(await told()).toEqual([2, 1])
    await tendUntil('2026-12-16')
    expect(await told()).toEqual([3, 1])
    okay(await ward.as('oneStop', (work) => recordAgencyAnswer(work, { feedbackId, text: 'Đã gia cố cột.' })))
    await tendUntil('2027-01-20')
    expect(await told()).toEqual([3, 1])
  })

  it('is on its way within a working day, or the counter and a leader are told', async () => {
    ward.clock.set('2026-11-27T02:00:00Z') // a Friday: its working day ends on Monday at five
    const [counter, leader] = [await listening(ward.ids.oneStop), await listening(ward.ids.leader)]
    const taken = async (authority: 'outside' | 'ward') => {
      const { feedbackId } = await ward.report(await ward.openChat(), 'Cột điện nghiêng sắp đổ')
      const classified = { kind: 'problem', field: 'water_power', urgency: 'normal', authority } as const
      okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...classified })))
      return feedbackId
    }
    const [late, sent] = [await taken('outside'), await taken('outside'), await taken('ward')]
    okay(
      await ward.as('leader', (work) =>
        forwardFeedback(work, { feedbackId: sent, agency: 'Điện lực', date: '2026-11-27' })
      )
    )
    const alerts = async (whose: string) =>
      (await ward.told(whose)).flatMap(({ say, with: told }) =>
        say === 'feedback.alert.forward_due' ? [told?.code] : []
      )
    await tendUntil('2026-11-30')
    expect([await alerts(counter), await alerts(leader)]).toEqual([[], []])
    await tendUntil('2026-12-01')
    const { code } = await ward.row(late)
    expect([await alerts(counter), await alerts(leader)]).toEqual([[code], [code]])
    await tendUntil('2026-12-03')
    expect(await alerts(counter)).toEqual([code])
  })

  it('is never crowded out by what has been asked after already', async () => {
    ward.clock.set('2026-11-25T02:00:00Z')
    const chat = await ward.openChat()
    const forwarded = async (n: number) => {
      const { feedbackId } = await ward.report(chat, `Cột điện số ${n} nghiêng`)
      await ward.run((work) =>
        work.db.feedback.updateMany({ where: { id: feedbackId }, data: { status: 'forwarded' } })
      )
      return { feedbackId, agency: 'Điện lực', date: new Date('2026-11-25'), nextNudgeAt: ward.clock.now() }
    }
    const many = await Promise.all(Array.from({ length: 3 }, (_, n) => forwarded(n)))
    await ward.run((work) =>
      work.db.feedbackForwarding.createMany({
        data: Array.from({ length: 210 }, (_, n) => many[n % 2]!),
      })
    )
    await ward.run(tendFeedback, 'job:tend-feedback')
    await ward.run(tendFeedback, 'job:tend-feedback')
    await ward.run((work) => work.db.feedbackForwarding.createMany({ data: [many[2]!] }))
    await ward.run(tendFeedback, 'job:tend-feedback')
    const events = (await ward.history(many[2]!.feedbackId)).map(({ event }) => event)
    expect(events.filter((event) => event === 'nudge_due')).toHaveLength(1)
    await ward.run((work) => work.db.feedbackForwarding.deleteMany({}))
  })
})

describe('after the answer', () => {
  it('who has not said how it was is reminded once, after three days, and then left in peace', async () => {
    const { chat, feedbackId } = await inWork()
    await ward.answer(feedbackId)
    const reminders = async () => (await keysTold(chat)).filter((say) => say === 'feedback.told.rating_reminder').length
    await tendUntil('2026-11-27')
    expect(await reminders()).toBe(0)
    await tendUntil('2026-11-28')
    expect(await reminders()).toBe(1)
    await tendUntil('2026-12-04')
    expect(await reminders()).toBe(1)
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'completed' })
    expect(await ward.run((work) => work.db.feedbackRating.count({ where: { feedbackId } }))).toBe(0)
  })

  it('who has said it is not reminded', async () => {
    const { chat, feedbackId } = await inWork()
    await ward.answer(feedbackId)
    okay(await ward.byWorker((work) => rateFeedback(work, { feedbackId, conversationId: chat, score: 5 })))
    await tendUntil('2026-12-04')
    expect(await keysTold(chat)).not.toContain('feedback.told.rating_reminder')
  })
})

describe('praise', () => {
  async function praised() {
    ward.clock.set('2026-11-25T02:00:00Z')
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat, 'Cảm ơn cô Hạnh hướng dẫn tận tình', { kind: 'praise' })
    return { chat, feedbackId }
  }

  it('is passed on to the unit in one press, its writer is thanked, and no clock runs on it', async () => {
    const { chat, feedbackId } = await praised()
    const pass = () => ward.as('oneStop', (work) => passOnPraise(work, { feedbackId, unit: 'Một cửa', key: 'p1' }))
    okay(await pass())
    okay(await pass())
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'assigned', unit: 'Một cửa', dueAt: null, nextAt: null })
    expect(await keysTold(chat)).toEqual(['feedback.told.praise_passed_on'])
    await tendUntil('2027-01-10')
    expect(await keysTold(chat)).toEqual(['feedback.told.praise_passed_on'])
  })

  it('is no other report, and passed on by no other hand', async () => {
    const { feedbackId } = await ward.report(await ward.openChat())
    const pass = (who: 'oneStop' | 'specialist', id: string) =>
      ward.as(who, (work) => passOnPraise(work, { feedbackId: id, unit: 'Một cửa' }))
    expect(await pass('oneStop', feedbackId)).toEqual({ ok: false, refusal: 'not_praise' })
    expect(await pass('specialist', (await praised()).feedbackId)).toEqual({ ok: false, refusal: 'not_yours_to_do' })
  })

  it('has an end of its own: the unit says that it was told, a leader sends that, and nobody is asked for marks', async () => {
    const { chat, feedbackId } = await praised()
    okay(await ward.as('oneStop', (work) => passOnPraise(work, { feedbackId, unit: 'Một cửa' })))
    okay(await ward.as('specialist', (work) => takeFeedback(work, { feedbackId })))
    await ward.answer(feedbackId)
    const told = await ward.told(chat)
    expect(told.map(({ say }) => say)).toContain('feedback.told.answered')
    expect(told.flatMap(({ choices = [] }) => choices)).toEqual([])
    await tendUntil('2026-12-03')
    expect(await keysTold(chat)).not.toContain('feedback.told.rating_reminder')
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'completed' })
  })
})

describe('what does not come by chat', () => {
  const others = intakes.filter((intake) => !['zalo', 'telegram', 'web', 'suggestion_box'].includes(intake))

  it.each(others)('%s: the same register, with who told it and for whom, sealed', async (intake) => {
    ward.clock.set('2026-11-25T02:00:00Z')
    const reporter = { name: 'Bà Lan', phone: '0912 000 111', address: 'số 5 ngõ 9', onBehalfOf: 'bà con tổ 3' }
    const entry = { intake, text: 'Xin thêm ghế đá ở công viên', reporter, key: `entry-${intake}` } as const
    const sent = okay(await ward.as('oneStop', (work) => takeDownFeedback(work, entry)))
    expect(sent.code).toMatch(/^PA-2611-\d{4}$/)
    const row = await ward.row(sent.feedbackId)
    expect(row).toMatchObject({ intake, status: 'awaiting_intake', conversationId: null })
    expect(row.intakeDueAt).not.toBeNull()
    expect(JSON.stringify(row)).not.toContain('Lan')
    expect(await ward.run(async (work) => work.seal.openJson(row.reporter!))).toEqual(reporter)
    const again = okay(await ward.as('oneStop', (work) => takeDownFeedback(work, entry)))
    expect(again.code).toBe(sent.code)
  })

  it('is entered by the one-stop counter alone', async () => {
    const entry = { intake: 'telephone', text: 'Mất nước', key: 'x' } as const
    expect((await ward.as('specialist', (work) => takeDownFeedback(work, entry))).ok).toBe(false)
  })
})

describe('more than one turn can hold', () => {
  it('every promise is spoken of once, the longest overdue first, and a later answer takes its place', async () => {
    const other = await makeFeedbackWard(at)
    other.clock.set('2027-04-01T02:00:00Z')
    const enteredAt = new Date('2026-11-25T02:00:00Z')
    const ids = Array.from({ length: tendedAtOnce + 2 }, () => newId())
    const answerOf = (feedbackId: string, promisedDate: Date | null, decidedAt: Date) => ({
      ...{ feedbackId, promisedDate, decidedAt, outcome: 'planned', text: Buffer.from('x'), status: 'approved' },
      proposedAt: decidedAt,
    })
    await other.run(async ({ db }) => {
      await db.feedback.createMany({
        data: ids.map((id) => ({ id, intake: 'web', status: 'completed', enteredAt, createdAt: enteredAt })),
      })
      const promised = ids.map((id, n) => answerOf(id, new Date(Date.UTC(2027, 2, 31) - n * 86_400_000), enteredAt))
      await db.feedbackAnswer.createMany({
        data: [...promised, answerOf(ids[0]!, null, new Date('2026-12-25T02:00:00Z'))],
      })
    })
    const told = async () =>
      (await other.run(({ db }) => db.feedbackEvent.findMany({ where: { event: 'promise_due' } }))).map(
        ({ feedbackId }) => feedbackId
      )
    expect(await other.run(tendFeedback, 'job:tend-feedback')).toBe(tendedAtOnce)
    expect(new Set(await told())).toEqual(new Set(ids.slice(2)))
    expect(await other.run(tendFeedback, 'job:tend-feedback')).toBe(1)
    expect(await told()).toHaveLength(tendedAtOnce + 1)
    expect(await other.run(tendFeedback, 'job:tend-feedback')).toBe(0)
  })

  it('the job goes on until all is done', async () => {
    const other = await makeFeedbackWard(at)
    const nextAt = new Date('2026-11-20T02:00:00Z')
    await other.run(({ db }) =>
      db.feedback.createMany({
        data: Array.from({ length: tendedAtOnce + 5 }, () => ({
          ...{ id: newId(), intake: 'web', status: 'draft', nextAt, enteredAt: nextAt, createdAt: nextAt },
        })),
      })
    )
    const one = { ward: { findMany: async () => [{ id: other.wardId }] } } as never
    await tendFeedbackEverywhere({ database: one, transact: other.transact, log: silentLog })
    expect(await other.run(({ db }) => db.feedback.count())).toBe(0)
  })
})
