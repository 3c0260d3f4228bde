import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadTranslate } from '../../../src/platform/i18n.ts'
import { atWardTime } from '../../../src/platform/ward-time.ts'
import type { Saying } from '../../../src/ward/message/message.ts'
import { sendBackNotice } from '../../../src/ward/notice/approve-notice.ts'
import { draftNotice } from '../../../src/ward/notice/draft-notice.ts'
import { endDeputy, nameDeputy } from '../../../src/ward/notice/may-approve.ts'
import { submitNotice } from '../../../src/ward/notice/submit-notice.ts'
import type { Role } from '../../../src/ward/official/permission.ts'
import { loadReference } from '../../../src/ward/ward/load-reference.ts'
import { makeOfficial } from '../../support/console-client.ts'
import { makeTalk } from '../../support/make-talk.ts'
import { okay } from '../../support/okay.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let author: Chatting

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set(atWardTime('2026-11-25', '02:00'))
  await ward.run(loadReference)
  author = await chatting('specialist')
})

type Chatting = { id: string; chat: string }

/** An official with a chat of their own. */
async function chatting(role: Role): Promise<Chatting> {
  const [{ id }, { conversationId: chat }] = [await makeOfficial(ward, [role]), await makeTalk(ward)]
  const proven = { provenBy: 'console_code', linkedAt: ward.clock.now(), lastSeenAt: ward.clock.now() }
  await ward.run(({ db }) => db.chatLink.create({ data: { conversationId: chat, officialId: id, ...proven } }))
  return { id, chat }
}

const storm = { title: 'Khẩn: bão số 9', body: 'Bà con ở trong nhà, tắt cầu dao điện khi nước vào. Gọi 112.' }
const drafted = async (kind: 'emergency' | 'general' = 'emergency', authorId: string | null = author.id) => {
  const draft = { kind, title: storm.title, words: { vi: storm }, audience: { households: true }, authorId }
  return okay(await ward.run((work) => draftNotice(work, draft))).id
}
const submit = async (noticeId: string, officialId: string | null = author.id) =>
  okay(await ward.run((work) => submitNotice(work, { noticeId, officialId })))
const told = async () => {
  const rows = await ward.run((work) => work.db.outbox.findMany({ orderBy: { id: 'asc' } }))
  return rows.map((row) => ({ to: row.conversationId, class: row.class, saying: at.seal.openJson<Saying>(ward.wardId, row.saying) })) // prettier-ignore
}
const whoWasTold = async () => (await told()).map(({ to }) => to).sort()
const chatsOf = (...officials: Chatting[]) => officials.map(({ chat }) => chat).sort()

describe('an emergency that waits for approval', () => {
  test('is told at once to all who may approve it, and to nobody else: that it waits and where, not what it says', async () => {
    const approvers = [await chatting('leader'), await chatting('duty')]
    await chatting('one_stop')
    const noticeId = await drafted()
    expect(await submit(noticeId)).toEqual({ untold: false })
    expect(await whoWasTold()).toEqual(chatsOf(...approvers))
    const waits = { say: 'notice.approval.waits', with: { at: ward.clock.now().toISOString(), noticeId } }
    for (const message of await told()) expect(message).toMatchObject({ class: 'alarm', saying: waits })
    const translate = await loadTranslate('https://phuong.example.vn')
    expect(translate(waits.say, waits.with)).toContain(`https://phuong.example.vn/console/notices/${noticeId}`)
  })

  test('is told to who stands in for a leader on leave, until the leader is back', async () => {
    const [leader, deputy] = [await chatting('leader'), await chatting('one_stop')]
    const leave = { officialId: leader.id, deputyId: deputy.id, fromDate: '2026-11-25', toDate: '2026-11-30' }
    const { id: deputyshipId } = okay(await ward.run((work) => nameDeputy(work, leave)))
    await submit(await drafted())
    expect(await whoWasTold()).toEqual(chatsOf(leader, deputy))
    okay(await ward.run((work) => endDeputy(work, { deputyshipId, officialId: leader.id })))
    await submit(await drafted())
    expect(await whoWasTold()).toEqual(chatsOf(leader, deputy, leader))
  })

  test('is told once each time it is submitted', async () => {
    const leader = await chatting('leader')
    const noticeId = await drafted()
    const both = [1, 2].map(() => ward.run((work) => submitNotice(work, { noticeId, officialId: author.id })))
    expect((await Promise.all(both)).map(okay)).toEqual([{ untold: false }, { untold: false }])
    expect(await whoWasTold()).toEqual(chatsOf(leader))
    const back = { noticeId, officialId: leader.id, reason: 'Ghi rõ giờ' }
    okay(await ward.run((work) => sendBackNotice(work, back)))
    ward.clock.pass(60)
    await submit(noticeId)
    expect(await whoWasTold()).toEqual(chatsOf(leader, leader))
  })

  test('is not told to who submits it; where nobody else can be told, its author is', async () => {
    const duty = await chatting('duty')
    const noticeId = await drafted()
    for (const press of ['first', 'second']) expect(await submit(noticeId, duty.id), press).toEqual({ untold: true })
    expect(await told()).toMatchObject([
      { to: author.chat, saying: { say: 'notice.approval.nobody_told', with: { title: storm.title } } },
    ])
  })

  test.each([
    ['has left', { leftAt: new Date('2026-11-20T00:00:00Z') }],
    ['was silent for longer than Zalo lets anybody write to', { lastInboundAt: new Date('2026-11-17T00:00:00Z') }],
  ])('does not count on an approver whose chat %s', async (_, chat) => {
    const leader = await chatting('leader')
    const where = { id: leader.chat }
    await ward.run(({ db }) => db.conversation.update({ where, data: { channel: 'zalo', ...chat } }))
    expect(await submit(await drafted())).toEqual({ untold: true })
    expect(await whoWasTold()).toEqual(chatsOf(author))
  })

  test('of another system that nobody can be told of has no author to tell', async () => {
    expect(await submit(await drafted('emergency', null), null)).toEqual({ untold: true })
    expect(await told()).toEqual([])
  })
})

test('any other notice waits on its page', async () => {
  await chatting('leader')
  expect(await submit(await drafted('general'))).toEqual({ untold: false })
  expect(await told()).toEqual([])
})
