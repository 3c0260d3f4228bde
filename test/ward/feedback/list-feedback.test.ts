import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFeedback, findFeedbackFile } from '../../../src/ward/feedback/find-feedback.ts'
import { acceptFeedback } from '../../../src/ward/feedback/handle-intake.ts'
import { keepProof, removeFile } from '../../../src/ward/feedback/keep-proof.ts'
import { countFeedback, listFeedback } from '../../../src/ward/feedback/list-feedback.ts'
import { purgeFeedback } from '../../../src/ward/feedback/purge-feedback.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard
let chat: string
const codes: Record<string, string> = {}

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
  chat = await ward.openChat()
  for (const [name, text] of Object.entries({
    drain: 'Nắp cống đầu kiệt 43 bị bể',
    lamp: 'Đèn đường trước trường học tắt',
    noise: 'Karaoke ồn ở kiệt 43',
  })) {
    codes[name] = (await ward.report(chat, text)).code
  }
})
afterAll(() => at.drop())

const found = async (words: string) =>
  (await ward.run((work) => listFeedback(work, { words }))).lines.map(({ code }) => code)

describe('the officials’ inbox', () => {
  it('finds reports by any of their words, with or without marks, and by the code', async () => {
    expect(await found('nap cong be')).toEqual([codes.drain])
    expect(await found('NẮP CỐNG')).toEqual([codes.drain])
    expect(await found('kiet 43')).toEqual([codes.noise, codes.drain])
    expect(await found('kiet 43 karaoke')).toEqual([codes.noise])
    expect(await found('pa-2611-1')).toEqual([codes.drain])
    expect(await found('cây đổ')).toEqual([])
  })

  it('shows the newest first, page by page, with their clocks', async () => {
    const first = await ward.run((work) => listFeedback(work, { limit: 2 }))
    expect(first.lines.map(({ code, time }) => [code, time])).toEqual([[codes.noise, 'in_time'], [codes.lamp, 'in_time']]) // prettier-ignore
    const second = await ward.run((work) => listFeedback(work, { limit: 2, after: first.next! }))
    expect(second).toMatchObject({ next: null, lines: [{ code: codes.drain }] })
    expect(await ward.run(countFeedback)).toEqual({ awaiting_intake: 3 })
  })

  it('lists what is overdue', async () => {
    expect((await ward.run((work) => listFeedback(work, { overdue: true }))).lines).toEqual([])
    const now = ward.clock.now()
    ward.clock.set('2026-11-27T03:00:00Z')
    expect((await ward.run((work) => listFeedback(work, { overdue: true }))).lines.map(({ time }) => time)).toEqual([
      'overdue',
      'overdue',
      'overdue',
    ])
    ward.clock.set(now)
  })

  it('shows one with its history, and the steps open to those who look', async () => {
    const { id } = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { code: codes.drain! } }))
    await ward.as('oneStop', (work) =>
      acceptFeedback(work, { feedbackId: id, kind: 'problem', field: 'drainage', urgency: 'urgent', authority: 'ward' })
    )
    const page = await ward.run((work) => findFeedback(work, { code: codes.drain, roles: ['one_stop'] }))
    if (!page.ok) throw new Error(page.refusal)
    expect(page.value.history.map(({ event, by }) => [event, by])).toEqual([['send', 'citizen'], ['accept', `official:${ward.ids.oneStop}`]]) // prettier-ignore
    expect(page.value.history[1]?.details).toMatchObject({ urgency: 'urgent' })
    expect(page.value.steps).toEqual(['assign', 'forward', 'merge', 'guide_to_complaint'])
  })

  it('hides restricted reports from those who may not read them', async () => {
    const secret = await ward.report(chat, 'Chuyện kín ở kiệt 43', { restricted: 'domestic_violence' })
    expect(await found('chuyen kin')).toEqual([])
    expect(
      (await ward.run((work) => listFeedback(work, { words: 'chuyen kin', mayReadRestricted: true }))).lines
    ).toHaveLength(1)
    expect(await ward.run((work) => findFeedback(work, { id: secret.feedbackId }))).toEqual({
      ok: false,
      refusal: 'not_found',
    })
    expect((await ward.run((work) => findFeedback(work, { id: secret.feedbackId, mayReadRestricted: true }))).ok).toBe(
      true
    )
    expect(await ward.run((work) => work.db.auditLine.count({ where: { action: 'feedback.restricted_read' } }))).toBe(1)
  })

  it('keeps files with the report, and takes one away for good', async () => {
    const { id: feedbackId } = await ward.run((work) =>
      work.db.feedback.findFirstOrThrow({ where: { code: codes.lamp! } })
    )
    const kept = await ward.as('specialist', (work) =>
      keepProof(work, { feedbackId, bytes: new Uint8Array([1, 2]), mime: 'image/jpeg' })
    )
    if (!kept.ok) throw new Error(kept.refusal)
    const { fileId } = kept.value
    expect(await ward.run((work) => findFeedbackFile(work, { feedbackId, fileId }))).toMatchObject({
      ok: true,
      value: { mime: 'image/jpeg' },
    })
    expect(await ward.as('specialist', (work) => removeFile(work, { feedbackId, fileId }))).toMatchObject({ ok: true })
    expect(await ward.run((work) => findFeedbackFile(work, { feedbackId, fileId }))).toEqual({
      ok: false,
      refusal: 'not_found',
    })
    expect(
      await ward.as('specialist', (work) =>
        keepProof(work, { feedbackId, bytes: new Uint8Array([1]), mime: 'text/html' })
      )
    ).toEqual({ ok: false, refusal: 'file_unreadable' })
  })

  it('forgets what ended two years ago, open work never', async () => {
    const { id } = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { code: codes.noise! } }))
    await ward.run((work) => work.db.feedback.updateMany({ where: { id }, data: { status: 'withdrawn' } }))
    const before = await ward.run((work) => work.db.feedback.count())
    ward.clock.set('2028-12-01T03:00:00Z')
    expect(await ward.run(purgeFeedback)).toBe(1)
    expect(await ward.run((work) => work.db.feedback.count())).toBe(before - 1)
    expect(await ward.run((work) => work.db.searchToken.count({ where: { rowId: id } }))).toBe(0)
  })
})
