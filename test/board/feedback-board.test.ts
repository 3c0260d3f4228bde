import fastify, { type FastifyInstance } from 'fastify'
import { parse } from 'node-html-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { registerBoard } from '../../src/board/register-board.tsx'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { approveAnswer, proposeAnswer } from '../../src/ward/feedback/answer-feedback.ts'
import type { Visibility } from '../../src/ward/feedback/feedback.ts'
import { guideToComplaint } from '../../src/ward/feedback/guide-to-complaint.ts'
import { askDetails } from '../../src/ward/feedback/handle-intake.ts'
import { keepProof } from '../../src/ward/feedback/keep-proof.ts'
import { rateFeedback } from '../../src/ward/feedback/rate-feedback.ts'
import { restrictFeedback } from '../../src/ward/feedback/restrict-feedback.ts'
import { withdrawFeedback } from '../../src/ward/feedback/withdraw-feedback.ts'
import { makeFeedbackWard, type FeedbackWard } from '../support/feedback-ward.ts'
import { okay } from '../support/okay.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard
let app: FastifyInstance
let slug: string

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
  app = fastify()
  const found = await at.database.ward.findFirstOrThrow()
  slug = found.slug
  registerBoard(app, {
    transact: ward.transact,
    clock: ward.clock,
    t: await loadTranslate(),
    wards: async () => [found],
    findWard: async (wanted) => (wanted === slug ? found : null),
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await at.drop()
})

async function proposed(text: string, visibility: Visibility) {
  const chat = await ward.openChat()
  const { feedbackId, code } = await ward.report(chat, text, { visibility })
  await ward.intoWork(feedbackId, { unit: 'Hạ tầng' })
  const proof = { feedbackId, bytes: new Uint8Array([1, 2, 3]), mime: 'image/jpeg' }
  const { fileId } = okay(await ward.as('specialist', (work) => keepProof(work, proof)))
  const answer = {
    feedbackId,
    outcome: 'resolved',
    text: 'Đã thay nắp, bà Trần Thị Bảy chứng kiến.',
    proofIds: [fileId],
  }
  okay(await ward.as('specialist', (work) => proposeAnswer(work, answer)))
  return { feedbackId, code, chat, fileId }
}
async function published(text: string, visibility: Visibility = 'public_without_name') {
  const report = await proposed(text, visibility)
  okay(await ward.as('leader', (work) => approveAnswer(work, { feedbackId: report.feedbackId })))
  return report
}
/** So many published reports at once. */
async function many(count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => newId())
  await ward.run(async (work) => {
    const [at, text] = [work.now, work.seal.text('Đã thông cống.')]
    await work.db.feedback.createMany({
      data: ids.map((id, n) => ({
        id,
        code: `PA-2601-${String(n + 1).padStart(4, '0')}`,
        status: 'answered',
        intake: 'web',
        field: 'drainage',
        visibility: 'public_without_name',
        publicText: `Cống nghẹt thứ ${n}`,
        submittedAt: at,
        answeredAt: at,
        enteredAt: at,
        createdAt: at,
      })),
    })
    await work.db.feedbackAnswer.createMany({
      data: ids.map((feedbackId) => ({ feedbackId, outcome: 'resolved', text, status: 'approved', proposedAt: at })),
    })
  })
}
const get = (path: string) => app.inject({ url: `/${slug}/feedback${path}` })
/** Everything the public list gives out, in every form. */
const everything = async (): Promise<string> =>
  (await Promise.all(['', '.json', '.csv'].map(get))).map((one) => one.body).join('\n')

describe('the public list of reports', () => {
  it('says so when there is nothing yet, in every form', async () => {
    expect((await get('')).body).toContain('Chưa có phản ánh nào')
    expect((await get('.json')).json()).toEqual({ ward: slug, reports: [], next: null })
    expect((await get('.csv')).body.trim().split('\n')).toHaveLength(1)
  })

  it('shows words, area, unit, dates, outcome, proof and rating, and never who told it', async () => {
    const { code, fileId } = await published('Nắp cống bể, ông Nguyễn Văn Tám số nhà 12 gọi 0912 345 678')
    const page = await get(`/${code}`)
    const root = parse(page.body)
    expect(root.querySelectorAll('h1')).toHaveLength(1)
    expect(page.body).toContain('Đã xử lý xong')
    expect(page.body).toContain('Chưa đánh giá')
    for (const secret of ['Nguyễn', 'Tám', '0912', '345 678', 'số nhà 12', 'Trần Thị Bảy'])
      expect(`${page.body}${await everything()}`, secret).not.toContain(secret)
    const proof = await get(`/${code}/proof/${fileId}`)
    expect([proof.statusCode, proof.headers['content-type']]).toEqual([200, 'image/jpeg'])
    const [one] = (await get('.json')).json<{ reports: Record<string, unknown>[] }>().reports
    expect(Object.keys(one!).sort()).toEqual(
      ['agency', 'answer', 'answeredDate', 'area', 'code', 'dueDate', 'field', 'kind', 'outcome', 'proofs', 'rating', 'status', 'submittedDate', 'text', 'unit'] // prettier-ignore
    )
  })

  it('never shows what is private, restricted, withdrawn, guided, or not approved yet, however it is asked for', async () => {
    const kept = {
      private: await published('Chuyện RIÊNG-TƯ của nhà tôi', 'private'),
      hidden: await published('Chuyện ĐÃ-GỠ', 'hidden'),
      waiting: await proposed('Chuyện CHƯA-DUYỆT', 'public_without_name'),
      restricted: await published('Chuyện HẠN-CHẾ của cháu bé'),
      guided: await (async () => {
        const chat = await ward.openChat()
        const report = await ward.report(chat, 'Chuyện TỐ-CÁO', { visibility: 'public' })
        okay(
          await ward.as('oneStop', (work) =>
            guideToComplaint(work, { feedbackId: report.feedbackId, what: 'denunciation' })
          )
        )
        return { ...report, fileId: report.feedbackId }
      })(),
      withdrawn: await (async () => {
        const chat = await ward.openChat()
        const report = await ward.report(chat, 'Chuyện ĐÃ-RÚT', { visibility: 'public' })
        okay(await ward.run((work) => withdrawFeedback(work, { feedbackId: report.feedbackId, conversationId: chat }), `conversation:${chat}`)) // prettier-ignore
        return { ...report, fileId: report.feedbackId }
      })(),
    }
    const { feedbackId } = kept.restricted
    okay(await ward.as('oneStop', (work) => restrictFeedback(work, { feedbackId, why: 'child' })))
    // a fault elsewhere that leaves public words on a restricted row must not publish it either
    await ward.run((work) =>
      work.db.feedback.update({
        where: { id: feedbackId },
        data: { visibility: 'public', publicText: 'Chuyện HẠN-CHẾ' },
      })
    )
    const given = await everything()
    for (const [why, { code, fileId }] of Object.entries(kept)) {
      expect(given, why).not.toContain(code)
      expect((await get(`/${code}`)).statusCode, why).toBe(404)
      expect((await get(`/${code}/proof/${fileId}`)).statusCode, why).toBe(404)
    }
    expect(given).not.toMatch(/RIÊNG-TƯ|ĐÃ-GỠ|CHƯA-DUYỆT|HẠN-CHẾ|TỐ-CÁO|ĐÃ-RÚT/)
  })

  it('keeps what was published while its reporter is asked for more, and after: its state is no wish to hide it', async () => {
    const { feedbackId, code, chat } = await published('Mương tổ 4 lại đầy bùn')
    const statusShown = async () =>
      (await get('.json'))
        .json<{ reports: { code: string; status: string }[] }>()
        .reports.find((one) => one.code === code)?.status
    okay(await ward.byWorker((work) => rateFeedback(work, { feedbackId, conversationId: chat, score: 1 })))
    expect(await statusShown()).toBe('reopened')
    okay(await ward.as('specialist', (work) => askDetails(work, { feedbackId, question: 'Đoạn nào còn bùn ạ?' })))
    expect(await statusShown()).toBe('awaiting_details')
    const page = await get(`/${code}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Chờ bổ sung thông tin')
    expect(page.body).not.toContain('Đoạn nào còn bùn')
    await ward.run((work) =>
      work.db.feedback.update({ where: { id: feedbackId }, data: { status: 'closed_incomplete' } })
    )
    expect(await statusShown()).toBe('closed_incomplete')
    await ward.run((work) => work.db.feedback.update({ where: { id: feedbackId }, data: { status: 'withdrawn' } }))
    expect(await statusShown()).toBeUndefined()
  })

  it('gives no file that is not the proof of the approved answer', async () => {
    const { code, feedbackId } = await published('Hố ga mất nắp')
    const other = { feedbackId, bytes: new Uint8Array([9]), mime: 'image/jpeg' }
    const { fileId } = okay(await ward.as('specialist', (work) => keepProof(work, other)))
    expect((await get(`/${code}/proof/${fileId}`)).statusCode).toBe(404)
    expect((await get(`/${code}/proof/khong-co`)).statusCode).toBe(404)
  })

  it('narrows by field, goes on page by page, and knows no other ward', async () => {
    await many(32)
    const first = parse((await get('?field=drainage')).body)
    expect(first.querySelectorAll('.reports li')).toHaveLength(30)
    const next = first.querySelector('a[rel=next]')!.getAttribute('href')!
    expect((await app.inject({ url: next })).statusCode).toBe(200)
    expect((await get('?field=noise')).body).toContain('Chưa có phản ánh nào')
    expect((await app.inject({ url: '/phuong-khac/feedback' })).statusCode).toBe(404)
  })
})
