import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SendOutcome } from '../../../src/channels/channel.ts'
import { newId } from '../../../src/platform/ids.ts'
import { listDeliveries } from '../../../src/ward/delivery/list-deliveries.ts'
import { wakeNoticesOf } from '../../../workers/reconcile-notices.ts'
import { linkTogether, openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard
const broken: SendOutcome = { kind: 'refused', why: 'account' }
const isZalo = (to: string) => to.startsWith('zalo')

beforeEach(async () => {
  ward = await openMassWard()
})
afterEach(() => ward.close())

const told = () => ward.platform.log.map(({ to }) => to)
const toldOn = (channel: string) => told().filter((to) => to.startsWith(channel)).length

/** Time goes by, and the reconciler with it. */
async function pass(seconds: number): Promise<void> {
  ward.clock.pass(seconds)
  await wakeNoticesOf(ward.wardId, ward.transact)
  await ward.work()
}

async function authorWithChat(): Promise<{ authorId: string; chat: string }> {
  const [chat] = await ward.addChats(1, 'web', 'author-')
  const authorId = newId()
  await ward.run(async ({ db, now }) => {
    await db.official.create({
      data: { id: authorId, login: 'thu', fullName: 'Cán bộ Thử', passwordHash: '-', createdAt: now },
    })
    await db.chatLink.create({
      data: {
        id: newId(),
        conversationId: chat!,
        officialId: authorId,
        provenBy: 'counter_code',
        linkedAt: now,
        lastSeenAt: now,
      },
    })
  })
  return { authorId, chat: chat! }
}

describe('an account that the platform refuses', () => {
  test('an account that is gone is waited for, too', async () => {
    await ward.addChats(3)
    ward.deps.channelOf = async () => null
    const noticeId = await ward.schedule()
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ w: 3 })
  })

  test('is nobody’s own no: an emergency goes on elsewhere, and reaches the others once the account is mended', async () => {
    await ward.addChats(60)
    await ward.addChats(10, 'telegram')
    ward.platform.judge = (to) => (isZalo(to) ? broken : undefined)
    const noticeId = await ward.schedule({ class: 'emergency', kind: 'emergency' })
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('sending')
    expect(await ward.ledger(noticeId)).toEqual({ a: 10, w: 60 })
    await pass(300)
    expect(toldOn('zalo')).toBe(0)
    ward.platform.judge = () => undefined
    await pass(300)
    expect(await ward.ledger(noticeId)).toEqual({ a: 70 })
    expect(new Set(told()).size).toBe(70)
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('is asked with one claim of a batch only, and again after a while', async () => {
    await ward.addChats(900)
    let asked = 0
    ward.platform.judge = () => {
      asked++
      return broken
    }
    const noticeId = await ward.schedule({ class: 'emergency', kind: 'emergency' })
    await ward.work()
    expect(asked).toBeLessThanOrEqual(150) // three batches
    expect(await ward.ledger(noticeId)).toEqual({ w: 900 })
    const first = asked
    await pass(60)
    expect(asked).toBe(first)
    await pass(120)
    expect(asked).toBeGreaterThan(first)
  })

  test('an emergency takes each person’s next way at once, and no second time when the account is back', async () => {
    const zalo = await ward.addChats(60)
    const telegram = await ward.addChats(60, 'telegram')
    for (const [n, chat] of zalo.entries()) await linkTogether(ward, chat, telegram[n]!)
    ward.platform.judge = (to) => (isZalo(to) ? broken : undefined)
    const noticeId = await ward.schedule({ class: 'emergency', kind: 'emergency' })
    await ward.work()
    expect(toldOn('telegram')).toBe(60)
    ward.platform.judge = () => undefined
    await pass(300)
    await pass(300)
    expect(told()).toHaveLength(60)
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('a notice waits for it and goes on everywhere else; its author and whoever runs the service are told once', async () => {
    const { authorId, chat } = await authorWithChat()
    await ward.addChats(60)
    await ward.addChats(40, 'telegram')
    ward.platform.judge = (to) => (isZalo(to) ? broken : undefined)
    const noticeId = await ward.schedule()
    await ward.run(({ db }) => db.notice.updateMany({ where: { id: noticeId }, data: { authorId } }))
    await ward.work()
    await pass(300)
    expect(toldOn('telegram')).toBe(40)
    expect(toldOn('zalo')).toBe(0)
    expect(await ward.statusOf(noticeId)).toBe('sending')
    const said = await ward.run(({ db }) => db.outbox.findMany({ where: { conversationId: chat, status: 'waiting' } }))
    expect(said.map(({ source }) => source)).toEqual(['notice_account'])
    const alarms = await ward.run(({ db }) => db.channelAccount.findMany({ where: { alarm: { not: null } } }))
    expect(alarms.map(({ channel, alarm }) => [channel, alarm])).toEqual([['zalo', 'account_refused']])

    ward.platform.judge = () => undefined
    await pass(300)
    expect(toldOn('zalo')).toBe(60)
    expect(new Set(told()).size).toBe(told().length)
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })
})

describe('a quota', () => {
  test.for(['notice', 'emergency'] as const)('of one person holds up nobody else in a %s', async (messageClass) => {
    await ward.addChats(60)
    const rests: number[] = []
    ward.deps.pace.rest = async (_account, seconds) => void rests.push(seconds)
    ward.platform.judge = (to) =>
      to === 'zalo-37' ? { kind: 'try_later', why: 'quota', afterSeconds: 3_600 } : undefined
    const noticeId = await ward.schedule({ class: messageClass })
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 59, w: 1 })
    expect(rests).toEqual([])
    ward.platform.judge = () => undefined
    await pass(4_000)
    expect(await ward.ledger(noticeId)).toEqual({ a: 60 })
  })

  test('puts its person on the next way at once', async () => {
    const zalo = await ward.addChats(30)
    const [telegram] = await ward.addChats(1, 'telegram')
    await linkTogether(ward, zalo[27]!, telegram!)
    ward.platform.judge = (to) =>
      to === 'zalo-27' ? { kind: 'try_later', why: 'quota', afterSeconds: 3_600 } : undefined
    const noticeId = await ward.schedule()
    await ward.work()
    expect(toldOn('telegram')).toBe(1)
    expect(await ward.ledger(noticeId)).toEqual({ a: 30 })
    await pass(4_000)
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('that lasts puts a household on the visit list', async () => {
    const chats = await ward.addChats(30)
    for (const chat of chats) await linkTogether(ward, chat)
    ward.platform.judge = (to) =>
      to === 'zalo-27' ? { kind: 'try_later', why: 'quota', afterSeconds: 3_600 } : undefined
    const noticeId = await ward.schedule({ audience: { visits: true } })
    await ward.work()
    await pass(4_000)
    const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
    expect(lines.filter(({ way }) => way === 'visit')).toHaveLength(1)
  })

  test('only what the platform says of the whole account makes it rest', async () => {
    await ward.addChats(60)
    const rests: number[] = []
    ward.deps.pace.rest = async (_account, seconds) => void rests.push(seconds)
    ward.platform.judge = (to) =>
      to === 'zalo-7' ? { kind: 'try_later', why: 'rate_limited', afterSeconds: 30 } : undefined
    await ward.schedule()
    await ward.work()
    expect(rests).toEqual([30])
  })
})

describe('two accounts of one channel', () => {
  test('who blocks the first is told through the second, and each chat is only ever spoken to by its own', async () => {
    const first = await ward.addChats(30, 'zalo', 'one-')
    const second = await ward.addChats(1, 'zalo', 'two-', 'zalo:second')
    await linkTogether(ward, first[25]!, second[0]!)
    const accountOf = await ward.run(({ db }) => db.conversation.findMany({ select: { id: true, accountId: true } }))
    const [one, two] = [first[0], second[0]].map((id) => accountOf.find((chat) => chat.id === id)!.accountId)
    const spoken = new Set<string>()
    const { channelOf } = ward.deps
    ward.deps.channelOf = async (wardId, accountId) => {
      const channel = (await channelOf(wardId, accountId))!
      const send: typeof channel.send = (to, message) => {
        spoken.add(`${to.split('-')[0]} by ${accountId === one ? 'one' : accountId === two ? 'two' : 'nobody'}`)
        return channel.send(to, message)
      }
      return { ...channel, send, prepare: (message) => (to) => send(to, message) }
    }
    // the first account’s batch is open still when the other way is found
    ward.platform.judge = (to) =>
      to === 'one-25'
        ? { kind: 'refused', why: 'citizen_left' }
        : to === 'one-28' && ward.clock.now() < later
          ? { kind: 'try_later', why: 'provider_down', afterSeconds: 60 }
          : undefined
    const later = new Date(ward.clock.now().getTime() + 3_000)
    const noticeId = await ward.schedule()
    await ward.work()
    await pass(100)
    expect([...spoken].sort()).toEqual(['one by one', 'two by two'])
    expect(await ward.ledger(noticeId)).toEqual({ a: 30 })
    expect(told()).toContain('two-0')
    await pass(100)
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })
})

describe('the page of a web chat', () => {
  test('shows nothing to who is spared, and who is told in their place reads it there', async () => {
    const [first, second] = await ward.addChats(2, 'web')
    await linkTogether(ward, first!, second!)
    const noticeId = await ward.schedule()
    for (const bell of ward.bells.splice(0)) await ward.runBell(bell)
    const line = await ward.run(({ db }) => db.delivery.findFirstOrThrow({ select: { recipientId: true } }))
    const [spared, other] = line.recipientId === first ? [first, second] : [second, first]
    await ward.run(({ db, now }) => db.conversation.update({ where: { id: spared! }, data: { noticesStoppedAt: now } }))
    await ward.work()
    const kept = await ward.run(({ db }) => db.outbox.findMany({ select: { conversationId: true } }))
    expect(kept).toEqual([{ conversationId: other }])
    expect(await ward.ledger(noticeId)).toEqual({ a: 1 })
  })
})
