import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { approveAnswer, proposeAnswer, sendBackAnswer } from '../../../src/ward/feedback/answer-feedback.ts'
import {
  agreeForwarding,
  forwardFeedback,
  nudgeAgency,
  recordAgencyAnswer,
  recordAgencyReturn,
} from '../../../src/ward/feedback/forward-feedback.ts'
import { guideToComplaint } from '../../../src/ward/feedback/guide-to-complaint.ts'
import {
  acceptFeedback,
  askDetails,
  giveDetails,
  refuseFeedback,
  reopenWithFacts,
} from '../../../src/ward/feedback/handle-intake.ts'
import {
  assignFeedback,
  nameHandler,
  noteProgress,
  returnFeedback,
  takeFeedback,
} from '../../../src/ward/feedback/handle-work.ts'
import { keepProof } from '../../../src/ward/feedback/keep-proof.ts'
import { mergeFeedback, splitFeedback } from '../../../src/ward/feedback/merge-feedback.ts'
import { explainRating, rateFeedback } from '../../../src/ward/feedback/rate-feedback.ts'
import { submitFeedback, takeDownFeedback } from '../../../src/ward/feedback/submit-feedback.ts'
import { tendFeedback } from '../../../src/ward/feedback/tend-feedback.ts'
import { withdrawFeedback } from '../../../src/ward/feedback/withdraw-feedback.ts'
import { findEverywhere } from '../../support/find-everywhere.ts'
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

const problem = { kind: 'problem', field: 'drainage', urgency: 'normal', authority: 'ward' } as const
const tend = () => ward.run(tendFeedback, 'job:tend-feedback')

async function inProgress(conversationId: string, text?: string) {
  const sent = await ward.report(conversationId, text)
  const { feedbackId } = sent
  await ward.intoWork(feedbackId)
  return sent
}

async function answered(conversationId: string, text?: string) {
  const sent = await inProgress(conversationId, text)
  await ward.answer(sent.feedbackId)
  return sent
}

describe('a report through the ward', () => {
  it('goes from the chat to the answer, every step in the history and told once', async () => {
    const chat = await ward.openChat()
    const { feedbackId, code, intakeDueAt } = await ward.report(chat)
    expect(code).toMatch(/^PA-2611-\d{4}$/)
    expect(intakeDueAt.toISOString()).toBe('2026-11-25T01:00:00.000Z')
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem })))
    okay(
      await ward.as('oneStop', (work) => assignFeedback(work, { feedbackId, unit: 'Kinh tế - Hạ tầng', key: 'form-1' }))
    )
    okay(
      await ward.as('oneStop', (work) => assignFeedback(work, { feedbackId, unit: 'Kinh tế - Hạ tầng', key: 'form-1' }))
    )
    okay(await ward.as('specialist', (work) => takeFeedback(work, { feedbackId })))
    okay(await ward.as('specialist', (work) => noteProgress(work, { feedbackId, text: 'Đang chờ nắp mới về.' })))
    const { fileId } = okay(
      await ward.as('specialist', (work) =>
        keepProof(work, { feedbackId, bytes: new Uint8Array([1]), mime: 'image/jpeg' })
      )
    )
    expect(
      await ward.as('specialist', (work) =>
        proposeAnswer(work, { feedbackId, outcome: 'resolved', text: 'Đã thay nắp.' })
      )
    ).toEqual({ ok: false, refusal: 'proof_missing' })
    okay(
      await ward.as('specialist', (work) =>
        proposeAnswer(work, { feedbackId, outcome: 'resolved', text: 'Đã thay nắp.', proofIds: [fileId] })
      )
    )
    okay(await ward.as('leader', (work) => sendBackAnswer(work, { feedbackId, reason: 'Ghi rõ ngày' })))
    okay(
      await ward.as('specialist', (work) =>
        proposeAnswer(work, { feedbackId, outcome: 'resolved', text: 'Đã thay nắp sáng 27/11.', proofIds: [fileId] })
      )
    )
    okay(await ward.as('leader', (work) => approveAnswer(work, { feedbackId })))
    const done = okay(await ward.byWorker((work) => rateFeedback(work, { feedbackId, conversationId: chat, score: 5 })))
    expect(done.kind).toBe('completed')

    const lines = await ward.history(feedbackId)
    expect(lines.map((line) => line.event)).toEqual([
      'send', 'accept', 'assign', 'take', 'progress_note', 'propose_answer', 'send_back', 'propose_answer', 'approve', 'complete',
    ]) // prettier-ignore
    expect(lines.map((line) => line.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect((await ward.told(chat)).map((saying) => saying.say)).toEqual([
      'feedback.told.received', 'feedback.told.assigned', 'feedback.told.in_progress', 'feedback.told.progress', 'feedback.told.answered', 'feedback.told.outcome.resolved',
    ]) // prettier-ignore
  })

  it('keeps what was said sealed', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat, 'Chuyện riêng của xóm Giếng Đá')
    const stored = await ward.run(
      (work) => work.db.$queryRaw<{ all: string }[]>`
        select (select row_to_json(f)::text from feedback f where id = ${feedbackId}::uuid) ||
               (select coalesce(string_agg(row_to_json(t)::text, ''), '') from search_token t where row_id = ${feedbackId}::uuid) as all`
    )
    expect(stored[0]!.all).not.toMatch(/giếng|gieng/i)
  })

  it('gets numbers without a gap, however many come at once and whatever is not kept', async () => {
    const fresh = await makeFeedbackWard(at)
    const chats = await Promise.all(Array.from({ length: 12 }, () => fresh.openChat()))
    const sent = await Promise.all(chats.map((chat) => fresh.report(chat)))
    await fresh
      .run(async (work) => {
        const id = newId()
        await work.db.feedback.createMany({
          data: [
            {
              id,
              intake: 'web',
              conversationId: chats[0]!,
              text: work.seal.text('x'),
              enteredAt: work.now,
              createdAt: work.now,
            },
          ],
        })
        await submitFeedback(work, { feedbackId: id, asChat: chats[0]! })
        throw new Error('the power goes out')
      })
      .catch(() => {})
    const last = await fresh.report(chats[0]!)
    expect([...sent.map(({ code }) => code), last.code].sort()).toEqual(
      Array.from({ length: 13 }, (_, n) => `PA-2611-${String(n + 1).padStart(4, '0')}`)
    )
    fresh.clock.set('2026-12-01T02:00:00Z')
    expect((await fresh.report(chats[1]!)).code).toBe('PA-2612-0001')
  })

  it('entered twice from paper is one, with whom it was for', async () => {
    const entry = {
      intake: 'suggestion_box',
      text: 'Xin thêm ghế đá ở công viên',
      reporter: { name: 'Bà Lan', onBehalfOf: 'tổ 3' },
      key: 'hom-thu-2026-11-20-01',
    } as const
    const first = okay(await ward.as('oneStop', (work) => takeDownFeedback(work, entry)))
    const second = okay(await ward.as('oneStop', (work) => takeDownFeedback(work, entry)))
    expect(second.code).toBe(first.code)
    expect((await ward.history(first.feedbackId)).map((line) => line.event)).toEqual(['send'])
  })

  it('is moved by nobody from another chat and by no official of another part', async () => {
    const [chat, stranger] = [await ward.openChat(), await ward.openChat()]
    const { feedbackId } = await ward.report(chat)
    expect(await ward.byWorker((work) => withdrawFeedback(work, { feedbackId, conversationId: stranger }))).toEqual({
      ok: false,
      refusal: 'not_yours_to_do',
    })
    expect(await ward.as('specialist', (work) => acceptFeedback(work, { feedbackId, ...problem }))).toEqual({
      ok: false,
      refusal: 'not_yours_to_do',
    })
    expect(await ward.byWorker((work) => acceptFeedback(work, { feedbackId, ...problem }))).toEqual({
      ok: false,
      refusal: 'not_yours_to_do',
    })
  })
})

describe('asking the resident', () => {
  it('stops the clock, reminds twice, closes, and any answer opens it again', async () => {
    const fresh = await makeFeedbackWard(at)
    const chat = await fresh.openChat()
    const { feedbackId } = await fresh.report(chat)
    okay(await fresh.as('oneStop', (work) => askDetails(work, { feedbackId, question: 'Ở đoạn nào ạ?' })))
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-28', '2026-11-29', '2026-12-02']) {
      fresh.clock.set(`${day}T04:00:00Z`)
      await fresh.run(tendFeedback, 'job:tend-feedback')
    }
    expect((await fresh.row(feedbackId)).status).toBe('closed_incomplete')
    const keys = (await fresh.told(chat)).map((saying) => saying.say)
    expect(keys).toEqual([
      'feedback.told.awaiting_details',
      'feedback.told.reminder',
      'feedback.told.reminder',
      'feedback.told.closed_incomplete',
    ])
    okay(await fresh.byWorker((work) => reopenWithFacts(work, { feedbackId, text: 'Đầu kiệt 43', asChat: chat })))
    const row = await fresh.row(feedbackId)
    expect(row).toMatchObject({ status: 'awaiting_intake', reopens: 1 })
    expect(row.submittedAt?.toISOString()).toBe('2026-11-21T03:00:00.000Z')
  })

  it('in the middle of the work gives back the working time that was left', async () => {
    const fresh = await makeFeedbackWard(at)
    const chat = await fresh.openChat()
    fresh.clock.set('2026-11-23T01:00:00Z')
    const { feedbackId } = await fresh.report(chat)
    await fresh.intoWork(feedbackId)
    const before = (await fresh.row(feedbackId)).dueAt!
    fresh.clock.set('2026-11-26T10:00:00Z') // 17:00 Thursday
    okay(
      await fresh.as('specialist', (work) =>
        askDetails(work, { feedbackId, question: 'Cống bên trái hay bên phải ạ?' })
      )
    )
    fresh.clock.set('2026-11-30T10:00:00Z') // two working days later
    okay(await fresh.byWorker((work) => giveDetails(work, { feedbackId, text: 'Bên trái', asChat: chat, key: 'm1' })))
    okay(await fresh.byWorker((work) => giveDetails(work, { feedbackId, text: 'Bên trái', asChat: chat, key: 'm1' })))
    const row = await fresh.row(feedbackId)
    expect(row.status).toBe('in_progress')
    expect(before.toISOString()).toBe('2026-12-03T10:00:00.000Z')
    expect(row.dueAt!.toISOString()).toBe('2026-12-07T10:00:00.000Z')
  })
})

describe('not the ward’s business', () => {
  it('is forwarded with a leader’s word, asked after, and answered under the other body’s name', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat, 'Cột điện nghiêng sắp đổ')
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem, authority: 'outside' })))
    const forwarding = { feedbackId, agency: 'Công ty Điện lực', date: '2026-11-21', number: '12/CV' }
    expect(await ward.as('oneStop', (work) => forwardFeedback(work, forwarding))).toEqual({
      ok: false,
      refusal: 'leader_must_agree',
    })
    okay(await ward.as('leader', (work) => agreeForwarding(work, { feedbackId })))
    okay(await ward.as('oneStop', (work) => forwardFeedback(work, forwarding)))
    okay(await ward.as('oneStop', (work) => nudgeAgency(work, { feedbackId })))
    okay(await ward.as('oneStop', (work) => recordAgencyAnswer(work, { feedbackId, text: 'Đã gia cố cột.' })))
    const words = await ward.told(chat)
    expect(words.map((saying) => saying.say)).toEqual([
      'feedback.told.received', 'feedback.told.forwarded', 'feedback.told.nudged', 'feedback.told.answered_by_agency', 'feedback.told.outcome.other_body',
    ]) // prettier-ignore
    expect(words[1]!.with).toMatchObject({ agency: 'Công ty Điện lực', date: '2026-11-21', nudgeDate: '2026-11-28' })
  })

  it('sent back by the other body keeps the deadline it had', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat)
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem })))
    const { dueAt } = await ward.row(feedbackId)
    okay(
      await ward.as('leader', (work) => forwardFeedback(work, { feedbackId, agency: 'Cấp nước', date: '2026-11-21' }))
    )
    okay(
      await ward.as('oneStop', (work) => recordAgencyReturn(work, { feedbackId, reason: 'Không thuộc mạng cấp nước' }))
    )
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'received', dueAt })
  })

  it('is refused only for a reason of the list, and never for being another’s business', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat, 'abc')
    expect(
      await ward.as('oneStop', (work) => refuseFeedback(work, { feedbackId, reason: 'outside_authority' }))
    ).toEqual({ ok: false, refusal: 'forward_instead' })
    okay(await ward.as('oneStop', (work) => refuseFeedback(work, { feedbackId, reason: 'no_content' })))
    expect((await ward.told(chat)).map((saying) => saying.say)).toEqual([
      'feedback.told.not_accepted.no_content',
      'feedback.next.no_content',
    ])
  })
})

describe('the same matter told twice', () => {
  it('is merged, hears the answer under its own code, and split again stands under its first hour', async () => {
    const [one, two, three] = [await ward.openChat(), await ward.openChat(), await ward.openChat()]
    const main = await inProgress(one)
    const second = await ward.report(two, 'Kiệt 43 cống bể')
    const third = await ward.report(three, 'Ổ gà ở đường khác')
    for (const { feedbackId } of [second, third])
      okay(await ward.as('oneStop', (work) => mergeFeedback(work, { feedbackId, mainId: main.feedbackId })))
    const late = await ward.report(await ward.openChat())
    expect(
      await ward.as('oneStop', (work) =>
        mergeFeedback(work, { feedbackId: late.feedbackId, mainId: second.feedbackId })
      )
    ).toEqual({ ok: false, refusal: 'main_is_merged' })
    const before = await ward.row(third.feedbackId)
    okay(await ward.as('oneStop', (work) => splitFeedback(work, { feedbackId: third.feedbackId, reason: 'Khác chỗ' })))
    const after = await ward.row(third.feedbackId)
    expect(after).toMatchObject({
      status: 'awaiting_intake',
      mainId: null,
      submittedAt: before.submittedAt,
      intakeDueAt: before.intakeDueAt,
    })

    okay(
      await ward.as('specialist', (work) =>
        proposeAnswer(work, { feedbackId: main.feedbackId, outcome: 'noted', text: 'Ghi nhận.' })
      )
    )
    okay(await ward.as('leader', (work) => approveAnswer(work, { feedbackId: main.feedbackId })))
    expect((await ward.row(second.feedbackId)).status).toBe('answered')
    const heard = (await ward.told(two)).find((saying) => saying.say === 'feedback.told.answered')
    expect(heard?.with).toMatchObject({ code: second.code, text: 'Ghi nhận.' })
    expect((await ward.told(three)).map((saying) => saying.say)).not.toContain('feedback.told.answered')
  })

  it('split and taken in again keeps the deadline of its answer too', async () => {
    const [one, two] = [await ward.openChat(), await ward.openChat()]
    const main = await ward.report(one)
    const { feedbackId } = await ward.report(two)
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem, urgency: 'urgent' })))
    const { dueAt } = await ward.row(feedbackId)
    okay(await ward.as('oneStop', (work) => mergeFeedback(work, { feedbackId, mainId: main.feedbackId })))
    okay(await ward.as('oneStop', (work) => splitFeedback(work, { feedbackId, reason: 'Khác việc' })))
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem, urgency: 'complex' })))
    expect((await ward.row(feedbackId)).dueAt).toEqual(dueAt)
  })
})

describe('after the answer', () => {
  it('a bad mark opens it again, the second one leads to the leader and away from the same officer', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await answered(chat)
    const again = (score: number) =>
      ward.byWorker((work) =>
        rateFeedback(work, { feedbackId, conversationId: chat, score, comment: 'trám có một nửa' })
      )
    expect(okay(await again(2)).kind).toBe('reopened')
    okay(await ward.byWorker((work) => explainRating(work, { feedbackId, conversationId: chat, reason: 'not_done' })))
    okay(
      await ward.as('specialist', (work) =>
        proposeAnswer(work, { feedbackId, outcome: 'noted', text: 'Ghi nhận thêm.' })
      )
    )
    okay(await ward.as('leader', (work) => approveAnswer(work, { feedbackId })))
    expect(okay(await again(1)).kind).toBe('escalated')
    const propose = (who: 'specialist' | 'other') =>
      ward.as(who, (work) => proposeAnswer(work, { feedbackId, outcome: 'noted', text: 'Lần ba.' }))
    expect(await propose('specialist')).toEqual({ ok: false, refusal: 'author_again' })
    expect(
      await ward.as('leader', (work) => nameHandler(work, { feedbackId, officialId: ward.ids.specialist }))
    ).toEqual({ ok: false, refusal: 'author_again' })
    okay(await ward.as('leader', (work) => nameHandler(work, { feedbackId, officialId: ward.ids.other })))
    okay(await propose('other'))
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'awaiting_approval', reopens: 2, dissatisfied: 2 })
  })

  it('nobody approves an answer of their own', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await inProgress(chat)
    okay(await ward.as('leader', (work) => proposeAnswer(work, { feedbackId, outcome: 'noted', text: 'Tôi trả lời.' })))
    expect(await ward.as('leader', (work) => approveAnswer(work, { feedbackId }))).toEqual({
      ok: false,
      refusal: 'author_cannot_approve',
    })
    okay(await ward.as('deputy', (work) => approveAnswer(work, { feedbackId })))
  })

  it('seven days of silence close it unrated, and the same thing within thirty days opens it', async () => {
    const fresh = await makeFeedbackWard(at)
    const chat = await fresh.openChat()
    ward = fresh
    const { feedbackId } = await answered(chat)
    fresh.clock.set('2026-11-27T03:00:00Z')
    await tend()
    expect((await fresh.row(feedbackId)).status).toBe('answered')
    fresh.clock.set('2026-11-28T03:00:01Z')
    await tend()
    expect((await fresh.row(feedbackId)).status).toBe('completed')
    expect(await fresh.run((work) => work.db.feedbackRating.count())).toBe(0)
    expect(
      okay(await fresh.byWorker((work) => rateFeedback(work, { feedbackId, conversationId: chat, score: 1 }))).kind
    ).toBe('reopened')
    expect((await fresh.row(feedbackId)).status).toBe('received')
  })

  it('an overdue report is said sorry for once', async () => {
    const fresh = await makeFeedbackWard(at)
    ward = fresh
    const chat = await fresh.openChat()
    const { feedbackId } = await inProgress(chat)
    const { dueAt } = await fresh.row(feedbackId)
    for (const hours of [-25, -23, 1, 2, 48]) {
      fresh.clock.set(new Date(dueAt!.getTime() + hours * 3_600_000))
      await tend()
    }
    expect((await fresh.told(chat)).filter((saying) => saying.say === 'feedback.told.overdue')).toHaveLength(1)
    expect((await fresh.history(feedbackId)).map((line) => line.event).slice(-2)).toEqual(['due_soon', 'overdue'])
  })

  it('published text is redacted, and a restricted report stays private', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await inProgress(chat, 'Nhà bà Nguyễn Thị Hoa, số nhà 12, đổ rác; gọi 0912 345 678')
    okay(
      await ward.as('specialist', (work) => proposeAnswer(work, { feedbackId, outcome: 'noted', text: 'Ghi nhận.' }))
    )
    const publish = (publicText?: string) =>
      ward.as('leader', (work) => approveAnswer(work, { feedbackId, visibility: 'public_without_name', publicText }))
    expect(await publish('Nhà bà Hoa đổ rác')).toEqual({ ok: false, refusal: 'not_redacted' })
    okay(await publish())
    expect((await ward.row(feedbackId)).publicText).toBe('Nhà bà …, số nhà …, đổ rác; gọi …')
  })

  it('a wrong unit gives it back with a reason, and no clock starts anew', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat)
    okay(await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem })))
    const { dueAt } = await ward.row(feedbackId)
    okay(await ward.as('oneStop', (work) => assignFeedback(work, { feedbackId, unit: 'Văn hóa' })))
    expect(await ward.as('specialist', (work) => returnFeedback(work, { feedbackId, reason: ' ' }))).toEqual({
      ok: false,
      refusal: 'reason_missing',
    })
    okay(await ward.as('specialist', (work) => returnFeedback(work, { feedbackId, reason: 'Việc của Hạ tầng' })))
    expect(await ward.row(feedbackId)).toMatchObject({ status: 'received', unit: null, dueAt })
  })
})

describe('a denunciation that came as a report', () => {
  it('leaves nothing of what was said or who said it, in no table; a number is counted', async () => {
    const fresh = await makeFeedbackWard(at)
    const chat = await fresh.openChat()
    const secret = 'ăn chặn tiền hỗ trợ lũ'
    const inboundId = newId()
    const photoId = newId()
    await fresh.run(async (work) => {
      const hash = work.seal.hash('x', inboundId)
      const content = work.seal.json({ kind: 'text', text: secret })
      await work.db.inbound.create({
        data: {
          id: inboundId,
          accountId: fresh.ids.oneStop,
          eventHash: hash,
          addressHash: hash,
          address: work.seal.text('a'),
          content,
          conversationId: chat,
          status: 'handled',
          occurredAt: work.now,
          receivedAt: work.now,
          handledAt: work.now,
        },
      })
      await work.db.attachment.create({
        data: {
          id: photoId,
          conversationId: chat,
          mime: 'image/jpeg',
          bytes: work.seal.text(secret),
          createdAt: work.now,
        },
      })
      await work.db.learningMessage.create({
        data: {
          textHash: hash,
          masked: work.seal.text(secret),
          guess: 'report_problem',
          confidence: 0.4,
          seenAt: work.now,
        },
      })
      await work.db.conversation.updateMany({ where: { id: chat }, data: { state: work.seal.json({ text: secret }) } })
      work.say({
        to: chat,
        class: 'reply',
        source: 'inbound',
        sourceRow: inboundId,
        parts: [{ say: 'report.preview', with: { text: secret } }],
      })
    })
    const { feedbackId } = await fresh.report(chat, `Ông tổ trưởng ${secret}`, {
      sourceInbounds: [inboundId],
      reporter: Buffer.from(''),
    })
    await fresh.run(async (work) => {
      await work.db.feedbackFile.create({
        data: {
          feedbackId,
          attachmentId: photoId,
          mime: 'image/jpeg',
          bytes: work.seal.text(secret),
          addedBy: 'citizen',
          createdAt: work.now,
        },
      })
    })
    okay(await fresh.as('oneStop', (work) => askDetails(work, { feedbackId, question: `Có phải ${secret}?` })))
    okay(await fresh.byWorker((work) => giveDetails(work, { feedbackId, text: `đúng, ${secret}`, asChat: chat })))

    const found = async () => fresh.run((work) => findEverywhere(work, secret))
    expect((await found()).sort()).toEqual([
      'attachment',
      'conversation',
      'feedback',
      'feedback_event',
      'feedback_file',
      'inbound',
      'learning_message',
      'outbox',
    ])
    okay(await fresh.as('oneStop', (work) => guideToComplaint(work, { feedbackId, what: 'denunciation' })))
    expect(await found()).toEqual([])
    expect(await fresh.run((work) => work.db.searchToken.count({ where: { rowId: feedbackId } }))).toBe(0)
    expect(await fresh.row(feedbackId)).toMatchObject({
      status: 'guided_to_complaint',
      conversationId: null,
      text: null,
      restricted: 'complaint',
    })
    expect(
      await fresh.run((work) => work.db.feedbackTally.findMany({ select: { month: true, what: true, count: true } }))
    ).toEqual([{ month: '2611', what: 'denunciation', count: 1 }])
    const said = await fresh.told(chat)
    expect(said.at(-1)?.say).toBe('feedback.told.guided_to_complaint')
  })
})
