import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { acceptFeedback, askDetails } from '../../../src/ward/feedback/handle-intake.ts'
import { listMyReports, showMyReport } from '../../../src/ward/feedback/chat-reports.ts'
import { draftReport } from '../../../src/ward/feedback/draft-report.ts'
import type { ReportPiece } from '../../../src/ward/feedback/report-chat.ts'
import { findPhotoToLookAt, settlePhoto } from '../../../src/ward/feedback/look-at-photo.ts'
import {
  dropReport,
  followUpReport,
  joinReport,
  sendReport,
  withdrawReport,
} from '../../../src/ward/feedback/report-deeds.ts'
import { tendFeedback } from '../../../src/ward/feedback/tend-feedback.ts'
import { recordPlaces } from '../../../src/ward/place/record-places.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
  await ward.run((work) => work.db.neighbourhood.create({ data: { code: '12', name: 'Tổ dân phố 12' } }))
  const kept = await ward.run((work) =>
    recordPlaces(
      work,
      [
        { kind: 'đường', name: 'Thạch Hãn' },
        {
          kind: 'kiệt',
          name: 'Kiệt 43',
          parent: 'Thạch Hãn',
          neighbourhood: 'tổ 12',
          latitude: '16,4701',
          longitude: '107,5771',
        },
        { kind: 'chợ', name: 'Chợ Mới', aliases: 'chợ đầu mối|cho moi' },
      ],
      'ward'
    )
  )
  expect(kept).toEqual({ kept: 3, faults: [] })
})
afterAll(() => at.drop())

const draft = (conversationId: string, piece: ReportPiece, inboundId = newId()) =>
  ward.byWorker((work) => draftReport(work, { conversationId, inboundId }, piece))
const talk = (conversationId: string) => ({ conversationId, inboundId: newId() })
const send = (conversationId: string, inboundId = newId()) =>
  ward.byWorker((work) => sendReport(work, { conversationId, inboundId }, {}))

async function sent(conversationId: string, text: string): Promise<string> {
  await draft(conversationId, { text })
  const done = await send(conversationId)
  if (done.kind !== 'sent') throw new Error(done.kind)
  return done.code
}

describe('a report in the chat', () => {
  it('grows out of several messages, a place and a photo, and is sent once', async () => {
    const chat = await ward.openChat()
    expect(await draft(chat, { text: 'alo' })).toMatchObject({ missing: 'what', title: '' })
    expect(await draft(chat, { text: 'cho tui phản ánh cái' })).toMatchObject({ missing: 'what' })
    const what = await draft(chat, { text: 'cái cống trước nhà số 5 kiệt 43' })
    expect(what).toMatchObject({ missing: null, place: 'Kiệt 43 Thạch Hãn, Tổ dân phố 12' })
    await draft(chat, { text: 'nó bể rồi nước chảy lênh láng' })
    await draft(chat, { photo: 'telegram-file-1' })
    expect(await draft(chat, { photo: 'telegram-file-1' })).toMatchObject({
      photos: 1,
      title: 'cái cống trước nhà số 5 kiệt 43 nó bể rồi nước chảy lênh láng',
    })

    const inboundId = newId()
    const first = await send(chat, inboundId)
    expect(first).toMatchObject({ kind: 'sent', code: 'PA-2611-0001' })
    expect(await send(chat)).toMatchObject({ kind: 'sent', code: 'PA-2611-0001' })
    expect(await ward.run((work) => work.db.feedback.count({ where: { conversationId: chat } }))).toBe(1)
  })

  it('without a place asks where once, and takes any words for it', async () => {
    const chat = await ward.openChat()
    expect(await draft(chat, { text: 'đèn đường tắt hết trơn' })).toMatchObject({ missing: 'where' })
    expect(await draft(chat, { where: 'chỗ quán bà Tư' })).toMatchObject({ missing: null, place: 'chỗ quán bà Tư' })
    expect(await draft(chat, { kind: 'praise', afresh: true, text: 'khen cô Hạnh một cửa nhiệt tình' })).toMatchObject({
      missing: null,
    })
  })

  it('takes a pin to the nearest place, and a neighbourhood by its name', async () => {
    const chat = await ward.openChat()
    expect(await draft(chat, { latitude: 16.4702, longitude: 107.577 })).toMatchObject({
      missing: 'what',
      place: 'Kiệt 43 Thạch Hãn, Tổ dân phố 12',
    })
    const other = await ward.openChat()
    expect(await draft(other, { text: 'cây đổ', neighbourhood: '12' })).toMatchObject({
      missing: null,
      place: 'Tổ dân phố 12',
    })
  })

  it.each(['ổ gà lớn đường Lê Lợi', 'cống bể trước số nhà 7', 'rác đầu ngõ 99'])(
    'does not ask where when it was said: %s',
    async (text) => {
      expect((await draft(await ward.openChat(), { text })).missing).toBeNull()
    }
  )

  it('leaves citizen numbers out', async () => {
    const chat = await ward.openChat()
    expect((await draft(chat, { text: 'tôi là 001099012345, rác ở chợ Mới' })).title).toBe('tôi là …, rác ở chợ Mới')
  })

  it('dropped or lapsed is gone', async () => {
    const chat = await ward.openChat()
    await draft(chat, { text: 'rác ở chợ Mới' })
    expect(await ward.byWorker((work) => dropReport(work, talk(chat), {}))).toEqual({ kind: 'dropped' })
    await draft(chat, { text: 'rác ở chợ Mới' })
    const now = ward.clock.now()
    ward.clock.set(new Date(now.getTime() + 25 * 3_600_000))
    await ward.run(tendFeedback, 'job:tend-feedback')
    ward.clock.set(now)
    expect(await ward.run((work) => work.db.feedback.count({ where: { conversationId: chat } }))).toBe(0)
  })

  it('two messages at once make one draft', async () => {
    const chat = await ward.openChat()
    const both = await Promise.allSettled([draft(chat, { text: 'rác ở chợ Mới' }), draft(chat, { text: 'hôi lắm' })])
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await ward.run((work) => work.db.feedback.count({ where: { conversationId: chat, status: 'draft' } }))).toBe(
      1
    )
  })

  it('names the neighbourhood of one much like it that no place of the ward is known of', async () => {
    const [one, two] = [await ward.openChat(), await ward.openChat()]
    const text = 'rác chất đống đầu hẻm mấy hôm nay chưa ai dọn'
    await draft(one, { text, neighbourhood: '12' })
    await sent(one, 'chưa ai dọn')
    const { duplicates } = await draft(two, { text, neighbourhood: '12' })
    expect(duplicates).toMatchObject([{ topic: 'rubbish', place: 'Tổ dân phố 12' }])
  })

  it('shows what is much like it at the same place, of private ones no words, and joining is being told', async () => {
    const [one, two] = [await ward.openChat(), await ward.openChat()]
    const code = await sent(one, 'Rác nhà ông Bảy đổ đầy chợ Mới')
    const view = await draft(two, { text: 'chợ mới rác quá trời' })
    expect(view.duplicates).toEqual([
      expect.objectContaining({ code, topic: 'rubbish', place: 'Chợ Mới', words: null }),
    ])
    expect((await draft(one, { text: 'rác chợ Mới nữa' })).duplicates).toEqual([])
    expect(await ward.byWorker((work) => joinReport(work, talk(two), { code }))).toMatchObject({ kind: 'joined', code })
    expect(await ward.run((work) => work.db.feedback.count({ where: { conversationId: two } }))).toBe(0)
    const row = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { code } }))
    await ward.as('oneStop', (work) =>
      acceptFeedback(work, {
        feedbackId: row.id,
        kind: 'problem',
        field: 'rubbish',
        urgency: 'normal',
        authority: 'ward',
      })
    )
    expect((await ward.told(two)).map((saying) => saying.say)).toEqual(['feedback.told.received'])
    const { reports } = await ward.run((work) => listMyReports(work, talk(two), {}))
    expect(reports.map((report) => [report.code, report.text])).toEqual([[code, 'Chợ Mới']])
    expect(await ward.byWorker((work) => withdrawReport(work, talk(one), { code }))).toEqual({ kind: 'left_to_others' })
    expect((await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { code } }))).status).toBe('received')
  })

  it('of another chat is answered like one that never was', async () => {
    const [one, two] = [await ward.openChat(), await ward.openChat()]
    const code = await sent(one, 'Đèn tắt ở kiệt 43')
    const answers = await Promise.all(
      [code, 'PA-2611-9999'].map((asked) => ward.run((work) => showMyReport(work, talk(two), { code: asked })))
    )
    expect(answers).toEqual([{ kind: 'not_yours' }, { kind: 'not_yours' }])
    expect(await ward.byWorker((work) => followUpReport(work, talk(two), { code, text: 'x' }))).toEqual({
      kind: 'not_yours',
    })
  })

  it('goes on with the resident’s answer, and a message that comes twice is one', async () => {
    const chat = await ward.openChat()
    const code = await sent(chat, 'Ngập ở kiệt 43')
    const row = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { code } }))
    await ward.as('oneStop', (work) => askDetails(work, { feedbackId: row.id, question: 'Đoạn nào ạ?' }))
    expect(await ward.run((work) => showMyReport(work, talk(chat), { code }))).toMatchObject({
      report: { question: 'Đoạn nào ạ?' },
    })
    const message = talk(chat)
    const add = () =>
      ward.byWorker((work) => followUpReport(work, message, { code, text: 'đầu kiệt', photo: 'file-9' }))
    expect(await add()).toMatchObject({ kind: 'resumed' })
    await add()
    expect((await ward.history(row.id)).map((line) => line.event)).toEqual(['send', 'ask_details', 'give_details'])
    expect(await ward.run((work) => work.db.feedbackFile.count({ where: { feedbackId: row.id } }))).toBe(1)
  })

  it('has its photos fetched later, once, and papers taken out with the reason', async () => {
    const file = await ward.run((work) =>
      work.db.feedbackFile.findFirstOrThrow({ where: { fetchKey: { not: null } }, orderBy: { id: 'desc' } })
    )
    const look = () => ward.run((work) => findPhotoToLookAt(work, file.id))
    expect(await look()).toMatchObject({ fetchKey: 'file-9', bytes: null })
    const settle = (photo: { bytes: Uint8Array; mime: string } | null, shape: 'none' | 'page') =>
      ward.run((work) => settlePhoto(work, { fileId: file.id, photo, shape }))
    expect(await settle(null, 'none')).toBe('later')
    expect(await settle({ bytes: new Uint8Array([7]), mime: 'image/jpeg' }, 'none')).toBe('kept')
    const row = await ward.run(async (work) =>
      work.seal.openBytes((await work.db.feedbackFile.findFirstOrThrow({ where: { id: file.id } })).bytes!)
    )
    expect([...row]).toEqual([7])
    expect(await look()).toBeNull()
    expect(await settle({ bytes: new Uint8Array([8]), mime: 'image/jpeg' }, 'page')).toBe('refused')
    expect(await ward.run((work) => work.db.feedbackFile.count({ where: { id: file.id } }))).toBe(0)
  })
})
