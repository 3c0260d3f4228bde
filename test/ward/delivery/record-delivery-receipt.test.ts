import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { recordReceipt } from '../../../src/ward/message/record-receipt.ts'
import { endDoubts } from '../../../src/ward/notice/reconcile-notices.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard
let chat: string

beforeEach(async () => {
  ward = await openMassWard()
  chat = (await ward.addChats(1))[0]!
})
afterEach(() => ward.close())

const receipt = (...ids: string[]) => ward.run((work) => recordReceipt(work, chat, ids, 'delivered'))

/** A message whose answer was lost. */
async function doubt(messageClass = 'notice'): Promise<string> {
  ward.platform.judge = () => ({ kind: 'unknown', why: 'timeout' })
  const noticeId = await ward.schedule({ class: messageClass })
  await ward.work()
  ward.platform.judge = () => undefined
  expect(await ward.ledger(noticeId)).toEqual({ u: 1 })
  return noticeId
}

/** A bubble of the conversation with the bot. */
const bubble = (data: { status: string; providerId?: string; attempts?: number }) =>
  ward.run(({ db, now, seal }) =>
    db.outbox.create({
      data: {
        conversationId: chat,
        class: 'reply',
        source: 'inbound',
        sourceRow: newId(),
        saying: seal.json({ say: 'x' }),
        nextAt: now,
        expiresAt: now,
        createdAt: now,
        ...data,
      },
    })
  )

test('a receipt that is here before the claim is settled finds its message then', async () => {
  ward.platform.judge = async () => {
    expect(await receipt('m1')).toBe('ignored')
    return undefined
  }
  const noticeId = await ward.schedule()
  await ward.work()
  expect(await ward.ledger(noticeId)).toEqual({ a: 1 })
  await ward.run(endDoubts)
  expect(await ward.ledger(noticeId)).toEqual({ d: 1 })
  expect(await ward.run(({ db }) => db.looseId.count())).toBe(0)
})

test('what is known to have arrived does not stay in doubt when the worker dies before it could write it down', async () => {
  ward.platform.judge = async () => {
    await receipt('m1')
    throw new Error('killed')
  }
  const noticeId = await ward.schedule({ class: 'greeting' })
  await ward.work().catch(() => undefined)
  ward.clock.pass(10)
  ward.bells.push({ job: 'send-notice', wardId: ward.wardId, rowId: noticeId, dueAt: ward.clock.now() })
  await ward.work()
  expect(await ward.ledger(noticeId)).toEqual({ u: 1 })
  await ward.run(endDoubts)
  expect(await ward.ledger(noticeId)).toEqual({ d: 1 })
})

test('a receipt of a number nobody knows ends the only doubt of its chat', async () => {
  const noticeId = await doubt()
  expect(await receipt('zalo-knows-it')).toBe('receipt')
  expect(await ward.ledger(noticeId)).toEqual({ d: 1 })
})

test('not while another message is on its way to the chat: it may be that one’s', async () => {
  const noticeId = await doubt()
  const { id } = await bubble({ status: 'claimed' })
  expect(await receipt('of-the-reply')).toBe('ignored')
  expect(await ward.ledger(noticeId)).toEqual({ u: 1 })
  await ward.run(({ db }) =>
    db.outbox.updateMany({ where: { id }, data: { status: 'accepted', providerId: 'of-the-reply', attempts: 1 } })
  )
  await ward.run(endDoubts)
  expect(await ward.ledger(noticeId)).toEqual({ u: 1 })
  const reply = await ward.run(({ db }) => db.outbox.findFirstOrThrow({ where: { id } }))
  expect(reply.status).toBe('delivered')
  expect(await receipt('of-the-notice')).toBe('receipt')
  expect(await ward.ledger(noticeId)).toEqual({ d: 1 })
})

test('not while another message had to be tried twice: one of its tries may have arrived', async () => {
  const noticeId = await doubt()
  await bubble({ status: 'accepted', providerId: 'second-try', attempts: 2 })
  expect(await receipt('first-try')).toBe('ignored')
  expect(await ward.ledger(noticeId)).toEqual({ u: 1 })
})

test('nor is a piece of a long message taken for it', async () => {
  const noticeId = await doubt()
  await ward.run(({ db, now }) =>
    db.looseId.create({ data: { conversationId: chat, providerId: 'piece-1', state: 'part', at: now } })
  )
  expect(await receipt('piece-1')).toBe('ignored')
  await ward.run(endDoubts)
  expect(await ward.ledger(noticeId)).toEqual({ u: 1 })
})

test('a receipt for several messages moves each of them', async () => {
  const noticeId = await ward.schedule()
  await ward.work()
  const { id } = await bubble({ status: 'accepted', providerId: 'a-reply', attempts: 1 })
  expect(await receipt('a-reply', 'm1')).toBe('receipt')
  expect(await ward.ledger(noticeId)).toEqual({ d: 1 })
  const reply = await ward.run(({ db }) => db.outbox.findFirstOrThrow({ where: { id } }))
  expect(reply.status).toBe('delivered')
})
