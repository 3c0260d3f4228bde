import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveAnswer, proposeAnswer } from '../../../src/ward/feedback/answer-feedback.ts'
import { forwardFeedback } from '../../../src/ward/feedback/forward-feedback.ts'
import { acceptFeedback, giveDetails, refuseFeedback } from '../../../src/ward/feedback/handle-intake.ts'
import { assignFeedback, returnFeedback, takeFeedback } from '../../../src/ward/feedback/handle-work.ts'
import { keepProof } from '../../../src/ward/feedback/keep-proof.ts'
import { findPublicFeedback } from '../../../src/ward/feedback/list-public-feedback.ts'
import { mergeFeedback, splitFeedback } from '../../../src/ward/feedback/merge-feedback.ts'
import { rateFeedback } from '../../../src/ward/feedback/rate-feedback.ts'
import { restrictFeedback } from '../../../src/ward/feedback/restrict-feedback.ts'
import { withdrawFeedback } from '../../../src/ward/feedback/withdraw-feedback.ts'
import type { Work } from '../../../src/ward/work.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
})
afterAll(() => at.drop())

const problem = { kind: 'problem', field: 'drainage', urgency: 'normal', authority: 'ward' } as const
const unit = 'Kinh tế - Hạ tầng'
type Outcome = { ok: true; value: unknown } | { ok: false; refusal: string }
const refusalOf = (outcome: Outcome) => (outcome.ok ? null : outcome.refusal)

async function received(text?: string) {
  const chat = await ward.openChat()
  const sent = await ward.report(chat, text)
  const { feedbackId } = sent
  await ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem }))
  return { ...sent, chat }
}

async function inProgress(text?: string) {
  const chat = await ward.openChat()
  const sent = await ward.report(chat, text)
  await ward.intoWork(sent.feedbackId)
  return { ...sent, chat }
}

const noted = { outcome: 'noted', text: 'Phường đã ghi nhận.' } as const

async function answered(text?: string, visibility?: 'public_without_name') {
  const sent = await inProgress(text)
  const { feedbackId } = sent
  await ward.as('specialist', (work) => proposeAnswer(work, { feedbackId, ...noted }))
  const approval = { feedbackId, ...(visibility ? { visibility } : {}) }
  expect(refusalOf(await ward.as('leader', (work) => approveAnswer(work, approval)))).toBeNull()
  return sent
}

// one test for each line of practice §4 "Guards worth a test each", in its order
describe('the guards of practice §4, on the register itself', () => {
  it('1. an answer without an outcome, or "đã xử lý xong" without photo or document, is refused', async () => {
    const { feedbackId } = await inProgress()
    const propose = (outcome: string, proofIds: string[] = []) =>
      ward.as('specialist', (work) => proposeAnswer(work, { feedbackId, outcome, text: 'Đã thay nắp.', proofIds }))
    expect(refusalOf(await propose(''))).toBe('outcome_missing')
    expect(refusalOf(await propose('resolved'))).toBe('proof_missing')
    const bytes = new Uint8Array([1])
    const kept = await ward.as('specialist', (work) => keepProof(work, { feedbackId, bytes, mime: 'application/pdf' }))
    expect(refusalOf(await propose('resolved', kept.ok ? [kept.value.fileId] : []))).toBeNull()
  })

  it('2. forwarding without an agency and a date is refused', async () => {
    const { feedbackId } = await received()
    const forward = (agency: string, date: string) =>
      ward.as('leader', (work) => forwardFeedback(work, { feedbackId, agency, date }))
    expect(refusalOf(await forward('', '2026-11-21'))).toBe('agency_missing')
    expect(refusalOf(await forward('Điện lực', ''))).toBe('date_missing')
    expect(refusalOf(await forward('Điện lực', '2026-11-21'))).toBeNull()
  })

  it('3. "ngoài thẩm quyền" is no reason to refuse', async () => {
    const { feedbackId } = await ward.report(await ward.openChat())
    const refused = await ward.as('oneStop', (work) =>
      refuseFeedback(work, { feedbackId, reason: 'outside_authority' })
    )
    expect(refusalOf(refused)).toBe('forward_instead')
    expect((await ward.row(feedbackId)).status).toBe('awaiting_intake')
  })

  it('4. merging is one level deep, into an open report, and keeps the words of who reported', async () => {
    const [main, second, third, over] = [await received(), await received('Cống bể, chữ của tôi'), await received(), await answered()] // prettier-ignore
    const merge = (from: { feedbackId: string }, into: { feedbackId: string }) =>
      ward.as('oneStop', (work) => mergeFeedback(work, { feedbackId: from.feedbackId, mainId: into.feedbackId }))
    expect(refusalOf(await merge(second, over))).toBe('main_closed')
    expect(refusalOf(await merge(second, main))).toBeNull()
    expect(refusalOf(await merge(third, second))).toBe('main_is_merged')
    expect(refusalOf(await merge(main, third))).toBe('others_are_merged_here')
    const words = await ward.run(async (work) =>
      work.seal.openText((await work.db.feedback.findFirstOrThrow({ where: { id: second.feedbackId } })).text!)
    )
    expect(words).toBe('Cống bể, chữ của tôi')
  })

  it('5. splitting and giving back need a reason and never reset the hour of the intake', async () => {
    const [main, merged, given] = [await received(), await received(), await received()]
    const before = await ward.row(merged.feedbackId)
    await ward.as('oneStop', (work) => mergeFeedback(work, { feedbackId: merged.feedbackId, mainId: main.feedbackId }))
    ward.clock.pass(7 * 86_400)
    const split = (reason: string) =>
      ward.as('oneStop', (work) => splitFeedback(work, { feedbackId: merged.feedbackId, reason }))
    expect(refusalOf(await split(' '))).toBe('reason_missing')
    expect(refusalOf(await split('Khác chỗ'))).toBeNull()
    const { submittedAt, intakeDueAt, dueAt } = before
    expect(await ward.row(merged.feedbackId)).toMatchObject({ submittedAt, intakeDueAt })

    const first = await ward.row(given.feedbackId)
    await ward.as('oneStop', (work) => assignFeedback(work, { feedbackId: given.feedbackId, unit }))
    const giveBack = (reason: string) =>
      ward.as('specialist', (work) => returnFeedback(work, { feedbackId: given.feedbackId, reason }))
    expect(refusalOf(await giveBack(''))).toBe('reason_missing')
    expect(refusalOf(await giveBack('Việc của đơn vị khác'))).toBeNull()
    expect(await ward.row(given.feedbackId)).toMatchObject({ submittedAt: first.submittedAt, dueAt: first.dueAt })
    expect(dueAt).not.toBeNull()
  })

  it('6. the second "không hài lòng" goes to the leader, not to the same officer', async () => {
    const { feedbackId, chat } = await answered()
    const rate = () =>
      ward.byWorker((work) => rateFeedback(work, { feedbackId, conversationId: chat, score: 1, reason: 'vague' }))
    const propose = (who: 'specialist' | 'leader') =>
      ward.as(who, (work) => proposeAnswer(work, { feedbackId, ...noted }))
    expect(await rate()).toMatchObject({ value: { kind: 'reopened' } })
    expect(refusalOf(await propose('specialist'))).toBeNull()
    await ward.as('leader', (work) => approveAnswer(work, { feedbackId }))
    expect(await rate()).toMatchObject({ value: { kind: 'escalated' } })
    expect(refusalOf(await propose('specialist'))).toBe('author_again')
    expect(refusalOf(await propose('leader'))).toBeNull()
  })

  it('7. nobody approves an answer of their own', async () => {
    const { feedbackId } = await inProgress()
    await ward.as('leader', (work) => proposeAnswer(work, { feedbackId, ...noted }))
    const approve = (who: 'leader' | 'deputy') => ward.as(who, (work) => approveAnswer(work, { feedbackId }))
    expect(refusalOf(await approve('leader'))).toBe('author_cannot_approve')
    expect(refusalOf(await approve('deputy'))).toBeNull()
  })

  it('8. what is published names nobody, and no photo of a resident is published (faces)', async () => {
    const words = 'Nhà bà Nguyễn Thị Hoa, số nhà 12, xe 30A-123.45, gọi 0912 345 678'
    const { feedbackId, code } = await inProgress(words)
    await ward.run((work) =>
      work.db.feedbackFile.create({
        data: { feedbackId, mime: 'image/jpeg', bytes: work.seal.text('x'), addedBy: 'citizen', createdAt: work.now },
      })
    )
    await ward.as('specialist', (work) => proposeAnswer(work, { feedbackId, ...noted }))
    const approve = (publicText?: string) =>
      ward.as('leader', (work) =>
        approveAnswer(work, { feedbackId, visibility: 'public_without_name', ...(publicText ? { publicText } : {}) })
      )
    expect(refusalOf(await approve('Nhà bà Hoa đổ rác'))).toBe('not_redacted')
    expect(refusalOf(await approve())).toBeNull()
    const shown = await ward.run((work) => findPublicFeedback(work, { code }))
    expect(shown?.text).toBe('Nhà bà …, số nhà …, xe …, gọi …')
    expect(shown?.proofs).toEqual([])
  })

  it('9. a report that touches something restricted is never more than private', async () => {
    const { feedbackId, code } = await answered('Rác đầu ngõ', 'public_without_name')
    expect((await ward.row(feedbackId)).visibility).toBe('public_without_name')
    await ward.as('specialist', (work) =>
      restrictFeedback(work, { feedbackId, why: 'domestic_violence', officialId: ward.ids.leader })
    )
    expect((await ward.row(feedbackId)).visibility).toBe('private')
    expect(await ward.run((work) => findPublicFeedback(work, { code }))).toBeNull()
    const other = await inProgress()
    await ward.as('specialist', (work) =>
      restrictFeedback(work, { feedbackId: other.feedbackId, why: 'child', officialId: ward.ids.leader })
    )
    await ward.as('specialist', (work) => proposeAnswer(work, { feedbackId: other.feedbackId, ...noted }))
    const publish = { feedbackId: other.feedbackId, visibility: 'public', publicText: 'Rác đầu ngõ' } as const
    expect(refusalOf(await ward.as('leader', (work) => approveAnswer(work, publish)))).toBe('restricted_stays_private')
  })

  it('10. every step writes who, when and why, and nothing written changes or goes', async () => {
    const { feedbackId } = await answered()
    const lines = await ward.history(feedbackId)
    expect(lines.map(({ seq, from, to, event }) => [seq, from, event, to])).toEqual([
      [1, 'draft', 'send', 'awaiting_intake'],
      [2, 'awaiting_intake', 'accept', 'received'],
      [3, 'received', 'assign', 'assigned'],
      [4, 'assigned', 'take', 'in_progress'],
      [5, 'in_progress', 'propose_answer', 'awaiting_approval'],
      [6, 'awaiting_approval', 'approve', 'answered'],
    ])
    expect(lines.every(({ actor, at: when }) => actor !== '' && when instanceof Date)).toBe(true)
    expect(lines[2]!.actor).toBe(`official:${ward.ids.oneStop}`)
    const change = (work: Work) => work.db.feedbackEvent.updateMany({ where: { feedbackId }, data: { event: 'x' } })
    await expect(ward.run(change)).rejects.toThrow(/permission denied/)
    const remove = (work: Work) => work.db.feedbackEvent.deleteMany({ where: { feedbackId } })
    await expect(ward.run(remove)).rejects.toThrow(/permission denied/)
  })

  it('11. whatever is delivered twice has one effect: one line, one word to the resident', async () => {
    const chat = await ward.openChat()
    const { feedbackId } = await ward.report(chat)
    const twice = async (step: () => Promise<Outcome>) => {
      expect(refusalOf(await step())).toBeNull()
      const [lines, told] = [await ward.history(feedbackId), await ward.told(chat)]
      expect(refusalOf(await step())).toBeNull()
      expect([await ward.history(feedbackId), await ward.told(chat)]).toEqual([lines, told])
    }
    await twice(() => ward.as('oneStop', (work) => acceptFeedback(work, { feedbackId, ...problem, key: 'k1' })))
    await twice(() => ward.as('oneStop', (work) => assignFeedback(work, { feedbackId, unit, key: 'k2' })))
    await twice(() => ward.as('specialist', (work) => takeFeedback(work, { feedbackId, key: 'k3' })))
    await twice(() => ward.as('specialist', (work) => proposeAnswer(work, { feedbackId, ...noted, key: 'k4' })))
    await twice(() => ward.as('leader', (work) => approveAnswer(work, { feedbackId, key: 'k5' })))
    const rated = { feedbackId, conversationId: chat, score: 1, reason: 'late', key: 'm6' } as const
    await twice(() => ward.byWorker((work) => rateFeedback(work, rated)))
    const gone = { feedbackId, conversationId: chat, key: 'm7' }
    await twice(() => ward.byWorker((work) => withdrawFeedback(work, gone)))
    const words = { feedbackId, text: 'Bên trái', asChat: chat, key: 'm8' }
    expect(refusalOf(await ward.byWorker((work) => giveDetails(work, words)))).toBe('not_possible_now')
  })
})
