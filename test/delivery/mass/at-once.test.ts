import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settleAndClaim, settleLate } from '../../../src/delivery/mass/batch-ledger.ts'
import { inWardSession, type BatchSession } from '../../../src/delivery/mass/batch-session.ts'
import { releaseBatch, takeBatch, type Batch } from '../../../src/delivery/mass/hold-batch.ts'
import { expireNotice } from '../../../src/ward/notice/close-notice.ts'
import { doWithoutAccount } from '../../../src/ward/notice/do-without-account.ts'
import { stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { judgeProbe } from '../../../src/ward/notice/judge-probe.ts'
import { endRefusedBatches } from '../../../src/ward/notice/next-way.ts'
import { endDoubts } from '../../../src/ward/notice/reconcile-notices.ts'
import type { Work } from '../../../src/ward/work.ts'
import { wakeNoticesOf } from '../../../workers/reconcile-notices.ts'
import { holdOpen, makeSignal, untilWaiting } from '../../support/at-once.ts'
import { linkTogether, officialWithChat, openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard
let zalo: string[]
let telegram: string[]

beforeEach(async () => {
  ward = await openMassWard()
  zalo = await ward.addChats(2)
})
afterEach(() => ward.close())

const urgent = { class: 'emergency', kind: 'emergency' } as const

/** Two people with a chat on Zalo and one on Telegram each. */
async function twoWaysEach(): Promise<void> {
  telegram = await ward.addChats(2, 'telegram')
  for (const n of [0, 1]) await linkTogether(ward, zalo[n]!, telegram[n]!)
}

/** Freezes the audience, and one sender takes one turn. */
async function oneTurn(noticeId: string): Promise<void> {
  for (const bell of ward.bells.splice(0)) await ward.runBell(bell)
  const [bell] = ward.bells.splice(0)
  await ward.runBell(bell!).catch(() => undefined) // a dead sender says nothing
  expect(await ward.statusOf(noticeId)).not.toBe('scheduled')
}

/** The platform has refused the chat of this row since; its batch was given back. */
const refused = (recipientId: string, channel: string) =>
  ward.run(async ({ db }) => {
    await db.delivery.updateMany({ where: { recipientId }, data: { status: 'f', why: 'l' } })
    await db.deliveryBatch.updateMany({ where: { channel }, data: { refused: true, done: true, token: null } })
  })

/** A sender that is through with a batch and gives it back while `meanwhile` has not committed yet. */
async function givenBackDuring(noticeId: string, meanwhile: (work: Work) => Promise<unknown>): Promise<void> {
  const { number } = await ward.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))
  const now = ward.clock.now()
  const leaseUntil = new Date(now.getTime() + 60_000)
  await inWardSession(ward.pool, ward.wardId, async (session) => {
    const batch = (await takeBatch(session, { notice: number, token: randomUUID(), now, leaseUntil, again: true }))!
    const cycle = { batch, ways: ['z', 'g'], limit: 50, now, leaseUntil }
    const { rows } = await settleAndClaim(session, { ...cycle, settled: [] })
    expect(rows).toHaveLength(1)
    const sent = { status: 'a', why: '-', attempts: 1, at: now, provider: 'm' }
    await settleAndClaim(session, {
      ...cycle,
      settled: rows.map(({ slot, recipientId }) => ({ slot, recipientId, ...sent })),
    })
    const other = holdOpen(ward, meanwhile)
    await other.reached
    const given = releaseBatch(session, batch, { ways: ['z', 'g'], notBefore: now, otherWay: [] })
    await Promise.race([given, untilWaiting(ward.store.database)])
    other.letGo()
    await Promise.all([given, other.done])
  })
}

describe('a batch is given back while somebody is put into it', () => {
  test('who was refused on another way: they are told', async () => {
    await twoWaysEach()
    ward.platform.judge = (to) =>
      to === 'zalo-0'
        ? { kind: 'refused', why: 'citizen_left' }
        : to === 'zalo-1'
          ? { kind: 'try_later', why: 'rate_limited', afterSeconds: 600 }
          : undefined
    const noticeId = await ward.schedule(urgent)
    await oneTurn(noticeId)
    await refused(zalo[1]!, 'zalo')
    await givenBackDuring(noticeId, (work) => endRefusedBatches((useCase) => useCase(work), noticeId))
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2 })
  })

  test('whose doubt has ended without a receipt: they are told once more', async () => {
    ward.platform.judge = (to) =>
      to === 'zalo-0'
        ? { kind: 'unknown', why: 'timeout' }
        : { kind: 'try_later', why: 'rate_limited', afterSeconds: 3_000 }
    const noticeId = await ward.schedule()
    await oneTurn(noticeId)
    ward.clock.pass(3_601)
    ward.platform.judge = () => undefined
    await givenBackDuring(noticeId, endDoubts)
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2 })
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })
})

describe('two at work on one notice do not block each other', () => {
  /** Somebody has a row of the ledger in hands until both wait for it, the first one first. */
  async function bothWantRowOf(recipientId: string, first: () => Promise<unknown>, second: () => Promise<unknown>) {
    const row = holdOpen(ward, ({ db }) => db.delivery.updateMany({ where: { recipientId }, data: { attempts: 1 } }))
    await row.reached
    const one = first()
    await untilWaiting(ward.store.database)
    const two = second()
    await untilWaiting(ward.store.database, 2)
    row.letGo()
    await Promise.all([row.done, one, two])
  }

  test('when each looks for the next way of those whom the other’s account refused', async () => {
    await twoWaysEach()
    const [web] = await ward.addChats(1, 'web')
    await linkTogether(ward, zalo[0]!, web!)
    ward.platform.judge = (to) => (to === 'zalo-0' ? { kind: 'refused', why: 'citizen_left' } : undefined)
    const noticeId = await ward.schedule(urgent)
    await oneTurn(noticeId)
    ward.platform.judge = () => undefined
    await refused(telegram[0]!, 'telegram')
    // the second one knows of Telegram’s batch only, and begins with it when the first one is at Zalo’s
    const [listed, begins] = [makeSignal(), makeSignal()]
    const second = endRefusedBatches(async (useCase) => {
      const value = await ward.run(useCase)
      listed.give()
      await begins.given
      return value
    }, noticeId)
    await listed.given
    await refused(zalo[1]!, 'zalo')
    const first = () => endRefusedBatches((useCase) => ward.run(useCase), noticeId)
    await bothWantRowOf(telegram[0]!, first, () => {
      begins.give()
      return second
    })
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2 })
  })

  test('when one finds it too late and the other looks for the next way', async () => {
    await twoWaysEach()
    ward.platform.judge = () => ({ kind: 'try_later', why: 'provider_down', afterSeconds: 600 })
    const mend = ward.breakStatement('next-due')
    const noticeId = await ward.schedule(urgent)
    await oneTurn(noticeId)
    mend()
    await bothWantRowOf(
      zalo[0]!,
      () => ward.run((work) => expireNotice(work, { noticeId })),
      () => endRefusedBatches((useCase) => ward.run(useCase), noticeId)
    )
    expect(await ward.ledger(noticeId)).toEqual({ x: 2 })
  })

  test('when both judge the first ones: the author hears once that it rests', async () => {
    await ward.addChats(30, 'web')
    const authorId = await officialWithChat(ward)
    ward.platform.judge = () => ({ kind: 'refused', why: 'not_a_chat' })
    const mend = ward.breakStatement('next-due')
    const noticeId = await ward.schedule({ authorId })
    await oneTurn(noticeId)
    mend()
    const notice = holdOpen(ward, ({ db }) => db.notice.updateMany({ where: { id: noticeId }, data: { topic: null } }))
    await notice.reached
    const judge = () => ward.run((work) => judgeProbe(work, { noticeId }))
    const one = judge()
    await untilWaiting(ward.store.database)
    ward.clock.pass(1)
    const two = judge()
    await untilWaiting(ward.store.database, 2)
    notice.letGo()
    expect((await Promise.all([one, two])).sort()).toEqual(['nothing', 'paused'])
    expect(await ward.run(({ db }) => db.outbox.count({ where: { source: 'notice_paused' } }))).toBe(1)
  })
})

describe('a sender whose answer or claim comes late', () => {
  /** The first claim of a notice, by a sender of its own. */
  async function withClaim(
    noticeId: string,
    then: (session: BatchSession, claim: () => Promise<{ slot: number; recipientId: string }[]>) => Promise<unknown>
  ): Promise<void> {
    for (const bell of ward.bells.splice(0)) if (bell.job === 'start-notice') await ward.runBell(bell)
    const { number } = await ward.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))
    const now = ward.clock.now()
    const leaseUntil = new Date(now.getTime() + 60_000)
    await inWardSession(ward.pool, ward.wardId, (session) =>
      then(session, async () => {
        const token = randomUUID()
        const batch: Batch = (await takeBatch(session, { notice: number, token, now, leaseUntil, again: false }))!
        return (await settleAndClaim(session, { batch, ways: ['z'], settled: [], limit: 1, now, leaseUntil })).rows
      })
    )
  }

  test('a claim of the very moment in which it becomes too late is on its way, not expired', async () => {
    const noticeId = await ward.schedule()
    await withClaim(noticeId, async ({ client }, claim) => {
      await client.query('begin')
      expect(await claim()).toHaveLength(1)
      const expiring = ward.run((work) => expireNotice(work, { noticeId }))
      await Promise.race([expiring, untilWaiting(ward.store.database)])
      await client.query('commit')
      expect(await expiring).toBe(1)
    })
    expect(await ward.ledger(noticeId)).toEqual({ w: 1, x: 1 })
  })

  test('an answer that is too late for its claim ends the doubt of its own chat only', async () => {
    const [elsewhere] = await ward.addChats(1, 'telegram')
    const noticeId = await ward.schedule()
    await withClaim(noticeId, async (session, claim) => {
      const [row] = await claim()
      const doubt = { status: 'u', why: 'n' }
      await ward.run(({ db }) => db.delivery.updateMany({ where: { slot: row!.slot }, data: doubt }))
      const { number } = await ward.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))
      const answer = { ...row!, status: 'a', why: '-', attempts: 1, at: ward.clock.now(), provider: 'm' }
      await settleLate(session, number, [{ ...answer, recipientId: elsewhere! }])
      expect(await ward.ledger(noticeId)).toMatchObject({ u: 1 })
      await settleLate(session, number, [answer])
      expect(await ward.ledger(noticeId)).toMatchObject({ a: 1 })
    })
  })

  test('two that find the same account refused pass the lead to one other', async () => {
    await ward.addChats(60, 'telegram')
    await ward.addChats(600, 'web')
    const noticeId = await ward.schedule()
    for (const bell of ward.bells.splice(0)) if (bell.job === 'start-notice') await ward.runBell(bell)
    const { accountId } = await ward.run(({ db }) => db.conversation.findFirstOrThrow({ where: { id: zalo[0]! } }))
    const without = () => ward.run((work) => doWithoutAccount(work, { noticeId, accountId }))
    await ward.run(({ db }) => db.deliveryBatch.updateMany({ where: { probe: true }, data: { probe: false } }))
    const first = holdOpen(ward, (work) => doWithoutAccount(work, { noticeId, accountId }))
    await first.reached
    const second = without()
    await Promise.race([second, untilWaiting(ward.store.database)])
    first.letGo()
    await Promise.all([first.done, second])
    const leading = await ward.run(({ db }) => db.deliveryBatch.findMany({ where: { probe: true } }))
    expect(leading).toHaveLength(1)
  })
})

describe('a notice is stopped while an emergency waits for its answer, and the sender dies', () => {
  test.each(['release-batch', 'next-due'] as const)('at %s: what may have left is in doubt', async (statement) => {
    const noticeId = await ward.schedule(urgent)
    ward.platform.judge = async (to) => {
      if (to !== 'zalo-0') return undefined
      await ward.run((work) => stopNotice(work, { noticeId }))
      return { kind: 'unknown', why: 'timeout' }
    }
    ward.breakStatement(statement)
    await oneTurn(noticeId)
    ward.clock.pass(10)
    await wakeNoticesOf(ward.wardId, ward.transact)
    expect(await ward.ledger(noticeId)).toEqual({ a: 1, u: 1 })
  })
})
