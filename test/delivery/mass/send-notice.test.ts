import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import type { Saying } from '../../../src/ward/message/message.ts'
import { gatherDigests } from '../../../src/ward/notice/expand-notice.ts'
import { pauseNotice, resumeNotice, stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { endDoubts } from '../../../src/ward/notice/reconcile-notices.ts'
import { recordDeliveryReceipt } from '../../../src/ward/delivery/record-delivery-receipt.ts'
import { closeNotice } from '../../../src/ward/notice/close-notice.ts'
import { deliveriesOf, listDeliveries } from '../../../src/ward/delivery/list-deliveries.ts'
import { listVisits, tickVisit } from '../../../src/ward/delivery/visit-list.ts'
import { wakeNoticesOf } from '../../../workers/reconcile-notices.ts'
import { officialWithChat, openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard

beforeEach(async () => {
  ward = await openMassWard()
})
afterEach(() => ward.close())

const toldTwice = () => ward.platform.log.length - new Set(ward.platform.log.map(({ to }) => to)).size

describe('a notice', () => {
  test('reaches everybody once, is counted in the ledger, and is finished', async () => {
    await ward.addChats(700)
    const noticeId = await ward.schedule()
    await ward.work()
    expect(ward.platform.log).toHaveLength(700)
    expect(toldTwice()).toBe(0)
    expect(ward.platform.log[0]!.text).toBe('[UBND phường Thử] Họp tổ dân phố\n\nMời ông/bà dự họp.')
    expect(await ward.ledger(noticeId)).toEqual({ a: 700 })
    expect(await ward.statusOf(noticeId)).toBe('finished')
    const { lines, next } = await ward.run((work) => listDeliveries(work, { noticeId, limit: 2 }))
    expect(lines[0]).toMatchObject({
      slot: 0,
      status: 'accepted',
      way: 'zalo',
    })
    expect(next).toBe(1)
  })

  test('waits for its hour, and for the hours in which a notice may leave', async () => {
    await ward.addChats(3)
    const noticeId = await ward.schedule({ sendAt: new Date('2026-11-23T15:00:00Z') })
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('scheduled')
    ward.clock.set('2026-11-23T15:00:00Z') // 22:00 of the ward's clock
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('sending')
    expect(ward.platform.log).toEqual([])
    ward.clock.set('2026-11-24T00:29:59Z')
    await ward.work()
    expect(ward.platform.log).toEqual([])
    ward.clock.set('2026-11-24T00:30:00Z') // 07:30, over midnight
    await ward.work()
    expect(ward.platform.log).toHaveLength(3)
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('sends the first twenty first, and rests when more than one in ten is refused', async () => {
    await ward.addChats(100)
    let asked = 0
    ward.platform.judge = () => (asked++ % 5 === 0 ? { kind: 'refused', why: 'citizen_left' } : undefined)
    const noticeId = await ward.schedule()
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('paused')
    expect(asked).toBe(20)
    expect(await ward.ledger(noticeId)).toEqual({ f: 4, a: 16, w: 80 })
    await ward.run((work) => resumeNotice(work, { noticeId }))
    ward.platform.judge = () => undefined
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ f: 4, a: 96 })
    expect(await ward.statusOf(noticeId)).toBe('finished_with_failures')
  })

  test('rests after twenty identical refusals of its words, and its author hears of it', async () => {
    await ward.addChats(60)
    ward.platform.judge = () => ({ kind: 'refused', why: 'content' })
    const noticeId = await ward.schedule({ authorId: await officialWithChat(ward) })
    await ward.work()
    const notice = await ward.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))
    expect([notice.status, notice.pausedWhy]).toEqual(['paused', 'content'])
    const told = await ward.run(({ db, seal }) =>
      db.outbox
        .findMany({ where: { source: 'notice_paused' } })
        .then((rows) => rows.map(({ saying }) => seal.openJson<Saying>(saying).say))
    )
    expect(told).toEqual(['notice.paused_by_content'])
  })

  test('pauses and stops with the next claim, and says how many had left', async () => {
    await ward.addChats(400)
    const noticeId = await ward.schedule()
    let sent = 0
    ward.platform.judge = async () => {
      if (++sent === 70) await ward.run((work) => pauseNotice(work, { noticeId }))
      return undefined
    }
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('paused')
    expect(sent).toBe(70) // the probe of 20 and the claim that was under way
    await ward.run((work) => resumeNotice(work, { noticeId }))
    ward.platform.judge = async () => {
      if (++sent === 130) await ward.run((work) => stopNotice(work, { noticeId, reason: 'sai ngày' }))
      return undefined
    }
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('stopped')
    expect((await ward.ledger(noticeId)).a).toBe(sent)
    expect(sent).toBeLessThanOrEqual(170)
    expect(toldTwice()).toBe(0)
  })

  test('is too late once its event is over', async () => {
    await ward.addChats(5)
    ward.platform.judge = () => ({ kind: 'try_later', why: 'provider_down', afterSeconds: 5 })
    const noticeId = await ward.schedule({ expiresAt: new Date('2026-11-23T04:00:00Z') })
    await ward.work()
    for (let minute = 0; minute < 70; minute += 5) {
      ward.clock.pass(300)
      await ward.work()
    }
    expect(ward.platform.log).toEqual([])
    const { e = 0, x = 0 } = await ward.ledger(noticeId)
    expect(e + x).toBe(5)
    expect(await ward.statusOf(noticeId)).toBe('finished_with_failures')
  })
})

describe('a platform in trouble', () => {
  test('down for an hour: everybody is told once when it is back', async () => {
    await ward.addChats(120)
    const noticeId = await ward.schedule()
    const back = new Date(ward.clock.now().getTime() + 3_600_000)
    ward.platform.judge = () =>
      ward.clock.now() < back ? { kind: 'try_later', why: 'provider_down', afterSeconds: 5 } : undefined
    for (let minute = 0; minute < 90; minute++) {
      await ward.work()
      ward.clock.pass(60)
    }
    expect(await ward.ledger(noticeId)).toEqual({ a: 120 })
    expect(toldTwice()).toBe(0)
  })

  test('answers "too many" for ten minutes: no attempt is used up', async () => {
    await ward.addChats(60)
    const noticeId = await ward.schedule()
    const calm = new Date(ward.clock.now().getTime() + 600_000)
    ward.platform.judge = () =>
      ward.clock.now() < calm ? { kind: 'try_later', why: 'rate_limited', afterSeconds: 30 } : undefined
    for (let step = 0; step < 60; step++) {
      await ward.work()
      ward.clock.pass(20)
    }
    expect(await ward.ledger(noticeId)).toEqual({ a: 60 })
    const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
    expect(new Set(lines.map(({ attempts }) => attempts))).toEqual(new Set([1]))
  })

  test('loses the answer of some: a notice goes once more after an hour without a receipt, a greeting never', async () => {
    await ward.addChats(40)
    let n = 0
    ward.platform.judge = () => (n++ % 10 === 3 ? { kind: 'unknown', why: 'timeout' } : undefined)
    const greeting = await ward.schedule({ class: 'greeting' })
    await ward.work()
    expect(await ward.ledger(greeting)).toEqual({ a: 36, u: 4 })
    expect(await ward.statusOf(greeting)).toBe('finished_with_failures')
    const notice = await ward.schedule()
    await ward.work()
    expect(await ward.ledger(notice)).toEqual({ a: 36, u: 4 })
    expect(await ward.statusOf(notice)).toBe('sending')
    ward.platform.judge = () => undefined
    ward.clock.pass(3_601)
    await ward.run(endDoubts)
    await ward.work()
    expect(await ward.ledger(notice)).toEqual({ a: 40 })
    expect(await ward.ledger(greeting)).toEqual({ a: 36, u: 4 })
    expect(await ward.statusOf(notice)).toBe('finished')
  })

  test('a receipt ends a doubt; receipts late, twice and out of order change nothing backwards', async () => {
    const [chat] = await ward.addChats(1)
    const noticeId = await ward.schedule()
    await ward.work()
    const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
    const providerIds = [lines[0]!.providerId!]
    const receipt = (state: 'delivered' | 'read') =>
      ward.run((work) => recordDeliveryReceipt(work, { conversationId: chat!, providerIds, state }))
    expect(await receipt('read')).toBe(true)
    expect(await receipt('delivered')).toBe(false)
    expect(await receipt('read')).toBe(false)
    expect(await ward.ledger(noticeId)).toEqual({ r: 1 })
  })

  test('a dead worker’s claim becomes a doubt, and nothing else of its batch does', async () => {
    await ward.addChats(90)
    const noticeId = await ward.schedule()
    const { number } = await ward.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))
    let sent = 0
    ward.platform.judge = () => {
      if (++sent > 60) throw new Error('killed')
      return undefined
    }
    await ward.work().catch(() => undefined)
    const claimed = await ward.run(
      ({ db }) =>
        db.$queryRaw<
          { n: number }[]
        >`select sum(cardinality(claimed))::int as n from delivery_batch where notice = ${number}`
    )
    expect(claimed[0]!.n).toBeGreaterThan(0)
    ward.platform.judge = () => undefined
    ward.clock.pass(10)
    ward.bells.push({ job: 'send-notice', wardId: ward.wardId, rowId: noticeId, dueAt: ward.clock.now() })
    await ward.work()
    const { a = 0, u = 0 } = await ward.ledger(noticeId)
    expect(u).toBe(claimed[0]!.n)
    expect(a + u).toBe(90)
    expect(toldTwice()).toBe(0)
  })
})

describe('what a dead worker had claimed', () => {
  async function dieInClaim(row: Parameters<MassWard['schedule']>[0] = {}): Promise<string> {
    await ward.addChats(30)
    const noticeId = await ward.schedule(row)
    let asked = 0
    ward.platform.judge = () => {
      if (++asked > 25) throw new Error('killed')
      return undefined
    }
    await expect(ward.work()).rejects.toThrow('killed')
    ward.bells.splice(0)
    ward.platform.judge = () => undefined
    return noticeId
  }
  const sweep = async () => {
    await wakeNoticesOf(ward.wardId, ward.transact)
    await ward.work()
  }

  test('is in doubt when its event is over before anybody comes, and the notice ends', async () => {
    const noticeId = await dieInClaim({ expiresAt: new Date('2026-11-23T04:00:00Z') })
    ward.clock.set('2026-11-23T04:00:01Z')
    await sweep()
    await sweep()
    expect(await ward.ledger(noticeId)).toEqual({ a: 20, u: 10 })
    expect(await ward.statusOf(noticeId)).toBe('finished_with_failures')
    expect(await ward.run(({ db }) => db.doorbell.count({ where: { rowId: noticeId } }))).toBe(0)
    expect(toldTwice()).toBe(0)
  })

  test('is in doubt when the notice was stopped or rests, and nothing is on its way any more', async () => {
    const noticeId = await dieInClaim()
    const paused = await ward.run((work) => pauseNotice(work, { noticeId }))
    expect(paused).toMatchObject({ value: { onTheWay: 10 } })
    ward.clock.pass(10)
    await sweep()
    expect(await ward.ledger(noticeId)).toEqual({ a: 20, u: 10 })
    expect(await ward.run((work) => stopNotice(work, { noticeId }))).toMatchObject({ value: { onTheWay: 0 } })
  })

  test('a stopped notice has no bell any more', async () => {
    const noticeId = await dieInClaim()
    expect(await ward.run(({ db }) => db.doorbell.count({ where: { rowId: noticeId } }))).toBeGreaterThan(0)
    await ward.run((work) => stopNotice(work, { noticeId }))
    expect(await ward.run(({ db }) => db.doorbell.count({ where: { rowId: noticeId } }))).toBe(0)
  })
})

describe('who may have had it already', () => {
  async function inDoubt(expiresAt: Date): Promise<string> {
    await ward.addChats(3)
    ward.platform.judge = (to) => (to === 'zalo-1' ? { kind: 'unknown', why: 'timeout' } : undefined)
    const noticeId = await ward.schedule({ expiresAt })
    await ward.work()
    ward.platform.judge = () => ({ kind: 'try_later', why: 'provider_down', afterSeconds: 5 })
    ward.clock.pass(3_601)
    await ward.run(endDoubts)
    return noticeId
  }

  test('is never written down as too late', async () => {
    const noticeId = await inDoubt(new Date('2026-11-23T05:00:00Z'))
    await ward.work()
    ward.clock.set('2026-11-23T05:00:01Z')
    await wakeNoticesOf(ward.wardId, ward.transact)
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2, l: 1 })
    expect(await ward.statusOf(noticeId)).toBe('finished_with_failures')
  })

  test('is never written down as spared', async () => {
    const noticeId = await inDoubt(new Date('2026-11-23T05:00:00Z'))
    await ward.run(({ db, now }) => db.conversation.updateMany({ data: { noticesStoppedAt: now } }))
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2, l: 1 })
  })

  test('is in doubt, where the notice was stopped while the answer was still out', async () => {
    await ward.addChats(3)
    const noticeId = await ward.schedule({ class: 'emergency', kind: 'emergency' })
    ward.platform.judge = async (to) => {
      if (to === 'zalo-0') await ward.run((work) => stopNotice(work, { noticeId }))
      return to === 'zalo-1' ? { kind: 'unknown', why: 'timeout' } : undefined
    }
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2, u: 1 })
  })

  test('hears of a correction', async () => {
    const noticeId = await inDoubt(new Date('2026-11-23T05:00:00Z'))
    await ward.run((work) => stopNotice(work, { noticeId }))
    expect(await ward.ledger(noticeId)).toEqual({ a: 2, u: 1 })
  })
})

describe('ways', () => {
  async function linkTo(chat: string, citizenId: string): Promise<void> {
    await ward.run(({ db, now }) =>
      db.chatLink.create({
        data: {
          id: newId(),
          conversationId: chat,
          citizenId,
          provenBy: 'counter_code',
          linkedAt: now,
          lastSeenAt: now,
        },
      })
    )
  }

  async function addHousehold(): Promise<{ head: string; spouse: string }> {
    const [household, head, spouse] = [newId(), newId(), newId()]
    await ward.run(async ({ db }) => {
      await db.household.create({ data: { id: household, code: household } })
      const adult = (id: string, headOfHousehold: boolean) => ({
        id,
        reference: id,
        fullName: headOfHousehold ? 'Trần Văn Thử' : 'Lê Thị Thử',
        householdId: household,
        headOfHousehold,
        birthYear: 1975,
      })
      await db.citizen.createMany({ data: [adult(head, true), adult(spouse, false)] })
    })
    return { head, spouse }
  }

  test('who blocked us is told by the next adult of the household, else at the door, where ticking is a delivery', async () => {
    const two = await addHousehold()
    const alone = await addHousehold()
    const [headChat, aloneChat] = await ward.addChats(2, 'zalo', 'blocks-')
    const [spouseChat] = await ward.addChats(1, 'telegram')
    await linkTo(headChat!, two.head)
    await linkTo(spouseChat!, two.spouse)
    await linkTo(aloneChat!, alone.head)
    ward.platform.judge = (to) => (to.startsWith('blocks-') ? { kind: 'refused', why: 'citizen_left' } : undefined)
    const noticeId = await ward.schedule({ audience: { households: true } })
    await ward.work() // both of the first were refused, but nobody waits behind them: there is nothing to hold back
    expect(ward.platform.log.map(({ to }) => to)).toEqual(['telegram-0'])
    const [door] = await ward.run((work) => listVisits(work, { noticeId }))
    expect(door).toMatchObject({
      citizenId: alone.head,
      fullName: 'Trần Văn Thử',
      why: 'citizen_left',
      visitedAt: null,
    })
    expect(await ward.run((work) => tickVisit(work, { noticeId, slot: door!.slot }))).toEqual({
      ok: true,
      value: undefined,
    })
    expect(await ward.run((work) => tickVisit(work, { noticeId, slot: door!.slot }))).toMatchObject({
      refusal: 'not_to_visit',
    })
    expect(await ward.ledger(noticeId)).toEqual({ a: 1, d: 1 })
    const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
    expect(lines.map(({ way, tried }) => [way, tried.map((one) => [one.way, one.why])]).sort()).toEqual([
      ['telegram', [['zalo', 'citizen_left']]],
      ['visit', [['zalo', 'citizen_left']]],
    ])
    const mine = await ward.run((work) => deliveriesOf(work, { citizenId: alone.head }))
    expect(mine).toMatchObject([{ noticeId, status: 'delivered', way: 'visit', ofHousehold: false }])
    const [hers, his] = await ward.run(async (work) => [
      await deliveriesOf(work, { citizenId: two.spouse }),
      await deliveriesOf(work, { citizenId: two.head }),
    ])
    expect(hers).toMatchObject([{ noticeId, way: 'telegram', ofHousehold: false }])
    expect(his).toMatchObject([{ noticeId, way: 'telegram', ofHousehold: true }])
  })

  test('who leaves, or stops notices, while one is under way is told by another of the household, else at the door', async () => {
    const [two, alone] = [await addHousehold(), await addHousehold()]
    const [headChat, aloneChat] = await ward.addChats(2)
    const [spouseChat] = await ward.addChats(1, 'telegram')
    await linkTo(headChat!, two.head)
    await linkTo(spouseChat!, two.spouse)
    await linkTo(aloneChat!, alone.head)
    const noticeId = await ward.schedule({ audience: { households: true } })
    for (const bell of ward.bells.splice(0)) await ward.runBell(bell)
    await ward.run(async ({ db, now }) => {
      await db.conversation.update({ where: { id: headChat! }, data: { leftAt: now } })
      await db.conversation.update({ where: { id: aloneChat! }, data: { noticesStoppedAt: now } })
    })
    await ward.work()
    expect(ward.platform.log.map(({ to }) => to)).toEqual(['telegram-0'])
    expect(await ward.run((work) => listVisits(work, { noticeId }))).toMatchObject([
      { citizenId: alone.head, why: 'opted_out' },
    ])
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('the brake holds where everybody has another way too: nobody is moved before the first ones are judged', async () => {
    const chats = await ward.addChats(40)
    for (const chat of chats) await linkTo(chat, (await addHousehold()).head)
    ward.platform.judge = () => ({ kind: 'refused', why: 'not_a_chat' })
    const noticeId = await ward.schedule({ audience: { households: true } })
    await ward.work()
    await wakeNoticesOf(ward.wardId, ward.transact)
    expect(await ward.statusOf(noticeId)).toBe('paused')
    expect(await ward.ledger(noticeId)).toEqual({ f: 20, w: 20 })
    const closed = await ward.run(({ db }) => db.conversation.count({ where: { leftAt: { not: null } } }))
    expect(closed).toBe(0)
    // an official has looked, and says that they may go: the refused are visited
    ward.platform.judge = () => undefined
    await ward.run((work) => resumeNotice(work, { noticeId }))
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 20, w: 20 })
    expect(await ward.run((work) => listVisits(work, { noticeId }))).toHaveLength(20)
  })

  test('after an hour in which the platform was away, who is refused still gets another way', async () => {
    const home = await addHousehold()
    const [chat] = await ward.addChats(1, 'zalo', 'blocks-')
    await linkTo(chat!, home.head)
    const noticeId = await ward.schedule({ audience: { households: true } })
    ward.platform.judge = () => ({ kind: 'try_later', why: 'provider_down', afterSeconds: 5 })
    for (let minute = 0; minute < 90; minute++) {
      if (minute === 60) ward.platform.judge = () => ({ kind: 'refused', why: 'citizen_left' })
      await ward.work()
      ward.clock.pass(60)
    }
    expect(await ward.run((work) => listVisits(work, { noticeId }))).toMatchObject([{ citizenId: home.head }])
  })

  test('a worker that dies between its last answer and giving the batch back leaves nobody behind', async () => {
    const home = await addHousehold()
    const [headChat] = await ward.addChats(1, 'zalo', 'blocks-')
    const [spouseChat] = await ward.addChats(1, 'telegram')
    await linkTo(headChat!, home.head)
    await linkTo(spouseChat!, home.spouse)
    ward.platform.judge = () => ({ kind: 'refused', why: 'citizen_left' })
    const noticeId = await ward.schedule({ audience: { households: true } })
    const mend = ward.breakStatement('release-batch')
    await expect(ward.work()).rejects.toThrow('killed')
    mend()
    ward.bells.splice(0)
    ward.platform.judge = () => undefined
    await wakeNoticesOf(ward.wardId, ward.transact)
    expect(await ward.statusOf(noticeId)).toBe('sending')
    ward.clock.pass(10)
    await wakeNoticesOf(ward.wardId, ward.transact)
    await ward.work()
    expect(ward.platform.log.map(({ to }) => to)).toEqual(['telegram-0'])
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('a worker that dies before it has looked for another way leaves nobody behind', async () => {
    const home = await addHousehold()
    const [headChat] = await ward.addChats(1, 'zalo', 'blocks-')
    const [spouseChat] = await ward.addChats(1, 'telegram')
    await linkTo(headChat!, home.head)
    await linkTo(spouseChat!, home.spouse)
    const others = await ward.addChats(30)
    for (const chat of others) await linkTo(chat, (await addHousehold()).head)
    ward.platform.judge = (to) => (to.startsWith('blocks-') ? { kind: 'refused', why: 'citizen_left' } : undefined)
    const noticeId = await ward.schedule({ audience: { households: true } })
    const { transact } = ward.deps
    ward.deps.transact = () => Promise.reject(new Error('killed'))
    await expect(ward.work()).rejects.toThrow('killed')
    ward.deps.transact = transact
    expect(await ward.run((work) => closeNotice(work, { noticeId }))).toBe('open')

    ward.bells.splice(0) // lost with it
    await wakeNoticesOf(ward.wardId, transact)
    await ward.work()
    expect(ward.platform.log.map(({ to }) => to)).toContain('telegram-0')
    expect(await ward.statusOf(noticeId)).toBe('finished')
    const left = await ward.run(({ db }) => db.conversation.findFirstOrThrow({ where: { id: headChat! } }))
    expect(left.leftAt).not.toBeNull()
  })

  test('a web chat finds the words on its page', async () => {
    const [chat] = await ward.addChats(1, 'web')
    await ward.schedule()
    await ward.work()
    const [kept] = await ward.run(({ db }) => db.outbox.findMany({ where: { conversationId: chat! } }))
    expect(kept).toMatchObject({ status: 'accepted', source: 'notice' })
    expect(ward.store.seal.openJson<{ text: string }>(ward.wardId, kept!.words!).text).toContain('Họp tổ dân phố')
  })

  test('a second notice of the day waits for the evening, and all that waited comes as one message', async () => {
    await ward.addChats(2)
    const first = await ward.schedule()
    await ward.work()
    ward.clock.pass(3_600)
    const rest = [await ward.schedule(), await ward.schedule()]
    await ward.work()
    expect(await ward.ledger(first)).toEqual({ a: 2 })
    for (const noticeId of rest) expect(await ward.ledger(noticeId)).toEqual({ h: 2 })
    ward.clock.set('2026-11-23T11:00:00Z')
    expect(await ward.run(gatherDigests)).toBe(1)
    await ward.work()
    expect(ward.platform.log).toHaveLength(4)
    expect(ward.platform.log[3]!.text).toMatch(/1\. Họp tổ dân phố\n.*\n\n2\. Họp tổ dân phố\n/)
    for (const noticeId of rest) expect(await ward.ledger(noticeId)).toEqual({ s: 2 })
    expect(await ward.run(gatherDigests)).toBe(0)
  })

  test('a correction goes only to those who got the wrong text', async () => {
    await ward.addChats(5)
    ward.platform.judge = (to) => (to === 'zalo-3' ? { kind: 'refused', why: 'content' } : undefined)
    const wrong = await ward.schedule({ class: 'greeting' })
    await ward.work()
    await ward.run((work) => resumeNotice(work, { noticeId: wrong }))
    await ward.work()
    await ward.addChats(2, 'telegram')
    ward.platform.log.length = 0
    ward.platform.judge = () => undefined
    const right = await ward.schedule({ correctsId: wrong })
    await ward.work()
    expect(ward.platform.log.map(({ to }) => to).sort()).toEqual(['zalo-0', 'zalo-1', 'zalo-2', 'zalo-4'])
    expect(await ward.ledger(right)).toEqual({ a: 4 })
  })

  test('who stopped notices after the audience was frozen is spared; an emergency reaches all', async () => {
    const chats = await ward.addChats(3)
    const noticeId = await ward.schedule({ sendAt: new Date('2026-11-23T03:00:01Z') })
    ward.clock.pass(1)
    const start = ward.bells.splice(0)
    for (const bell of start) await ward.runBell(bell)
    await ward.run(({ db, now }) =>
      db.conversation.updateMany({ where: { id: chats[1]! }, data: { noticesStoppedAt: now } })
    )
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2, s: 1 })
    ward.clock.set('2026-11-23T17:30:00Z') // half past midnight
    const emergency = await ward.schedule({ class: 'emergency', kind: 'emergency' })
    await ward.work()
    expect(await ward.ledger(emergency)).toEqual({ a: 3 })
  })
})
