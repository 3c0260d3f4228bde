import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pauseNotice, resumeNotice } from '../../../src/ward/notice/hold-notice.ts'
import { endDoubts } from '../../../src/ward/notice/reconcile-notices.ts'
import { wakeNoticesOf } from '../../../workers/reconcile-notices.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard

beforeEach(async () => {
  ward = await openMassWard()
})
afterEach(() => ward.close())

const told = () => ward.platform.log.map(({ to }) => to)
const timesTold = (to: string) => told().filter((one) => one === to).length

describe('the ward’s calendar', () => {
  test('a letter of joy or grief rests from 29 Chạp to mùng 3, a notice does not', async () => {
    ward.clock.set('2027-02-03T02:00:00Z') // 27 Chạp, nine in the morning
    await ward.addChats(2)
    ward.clock.set('2027-02-05T02:00:00Z') // 29 Chạp: Tết is on 6 February
    const [greeting, condolence] = [
      await ward.schedule({ class: 'greeting' }),
      await ward.schedule({ class: 'condolence' }),
    ]
    const notice = await ward.schedule()
    await ward.work()
    expect(await ward.ledger(notice)).toEqual({ a: 2 })
    expect(await ward.ledger(greeting)).toEqual({ w: 2 })
    for (const day of ['06', '07', '08']) {
      ward.clock.set(`2027-02-${day}T03:00:00Z`)
      await ward.work()
    }
    expect(await ward.ledger(greeting)).toEqual({ w: 2 })
    ward.clock.set('2027-02-09T00:59:59Z')
    await ward.work()
    expect(await ward.ledger(greeting)).toEqual({ w: 2 })
    ward.clock.set('2027-02-09T01:00:00Z') // mùng 4, eight o’clock
    await ward.work()
    expect(await ward.ledger(greeting)).toEqual({ a: 2 })
    // words of grief that are older than two days come by letter
    expect(await ward.ledger(condolence)).toEqual({ x: 2 })
  })

  test('a notice that is under way when the evening comes goes on in the morning, over midnight', async () => {
    await ward.addChats(300)
    ward.clock.set('2026-11-23T13:29:00Z') // 20:29
    const noticeId = await ward.schedule()
    ward.platform.judge = () => {
      if (ward.platform.log.length === 120) ward.clock.set('2026-11-23T13:30:00Z')
      return undefined
    }
    await ward.work()
    const inTheEvening = ward.platform.log.length
    expect(inTheEvening).toBeLessThanOrEqual(170) // the claim that was in its hands
    for (const at of ['2026-11-23T16:59:59Z', '2026-11-23T17:00:00Z', '2026-11-24T00:29:59Z']) {
      ward.clock.set(at)
      await ward.work()
    }
    expect(ward.platform.log).toHaveLength(inTheEvening)
    ward.clock.set('2026-11-24T00:30:00Z')
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 300 })
    expect(new Set(told()).size).toBe(300)
  })
})

describe('quiet hours of one’s own', () => {
  test('are kept after a pause too: what was held waits until they end', async () => {
    const chats = await ward.addChats(30)
    await ward.run(({ db }) =>
      db.quietHours.create({ data: { conversationId: chats[3]!, fromClock: '12:00', toClock: '13:30' } })
    )
    const noticeId = await ward.schedule() // at ten
    for (const bell of ward.bells.splice(0)) await ward.runBell(bell)
    await ward.run((work) => pauseNotice(work, { noticeId }))
    ward.clock.set('2026-11-23T05:15:00Z') // a quarter past twelve
    await ward.run((work) => resumeNotice(work, { noticeId }))
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 29, w: 1 })
    expect(timesTold('zalo-3')).toBe(0)
    ward.clock.set('2026-11-23T06:29:59Z')
    await ward.work()
    expect(timesTold('zalo-3')).toBe(0)
    ward.clock.set('2026-11-23T06:30:00Z')
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 30 })
    expect(await ward.statusOf(noticeId)).toBe('finished')
  })

  test('of one among the first do not hold back the rest of the ward', async () => {
    const chats = await ward.addChats(100)
    await ward.run(({ db }) =>
      db.quietHours.create({ data: { conversationId: chats[0]!, fromClock: '07:00', toClock: '21:00' } })
    )
    const noticeId = await ward.schedule()
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 99, w: 1 })
    ward.clock.set('2026-11-24T00:30:00Z') // half past seven: still quiet, and so to the end
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 99, w: 1 })
  })

  test('do not hold an emergency', async () => {
    const chats = await ward.addChats(2)
    await ward.run(({ db }) =>
      db.quietHours.create({ data: { conversationId: chats[0]!, fromClock: '00:00', toClock: '23:59' } })
    )
    const noticeId = await ward.schedule({ class: 'emergency', kind: 'emergency' })
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 2 })
  })
})

describe('the platform’s own log judges', () => {
  test('takes everything and drops the answer for one in a hundred: all are told, nobody more than twice', async () => {
    await ward.addChats(400)
    let n = 0
    const dropped = new Set<string>()
    ward.platform.judge = (to) => {
      if (n++ % 100 !== 37) return undefined
      dropped.add(to)
      return { kind: 'unknown', why: 'timeout' }
    }
    const noticeId = await ward.schedule()
    await ward.work()
    expect(new Set(told()).size).toBe(400)
    expect(await ward.ledger(noticeId)).toEqual({ a: 396, u: 4 })
    ward.platform.judge = () => undefined
    ward.clock.pass(3_599)
    expect(await ward.run(endDoubts)).toBe(0)
    ward.clock.pass(2)
    await ward.run(endDoubts)
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 400 })
    for (const to of new Set(told())) expect(timesTold(to)).toBe(dropped.has(to) ? 2 : 1)
  })

  test('blocks one in twenty: the brake does not hold, the others are told once, the blocked are closed', async () => {
    await ward.addChats(400)
    let n = 0
    ward.platform.judge = () => (n++ % 20 === 7 ? { kind: 'refused', why: 'citizen_left' } : undefined)
    const noticeId = await ward.schedule()
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 380, f: 20 })
    expect(new Set(told()).size).toBe(380)
    expect(ward.platform.log).toHaveLength(380)
    expect(await ward.statusOf(noticeId)).toBe('finished_with_failures')
  })

  test('blocks three of the first, and one of them is back before anybody looks: that chat stays open', async () => {
    const [back, gone] = await ward.addChats(20)
    await ward.addChats(1, 'web')
    ward.platform.judge = (to) =>
      ['zalo-0', 'zalo-1', 'zalo-2'].includes(to) ? { kind: 'refused', why: 'citizen_left' } : undefined
    const noticeId = await ward.schedule()
    await ward.work()
    expect(await ward.statusOf(noticeId)).toBe('paused')
    ward.clock.pass(60)
    const wrote = { lastInboundAt: ward.clock.now(), leftAt: null }
    await ward.run(({ db }) => db.conversation.update({ where: { id: back! }, data: wrote }))
    ward.clock.pass(60)
    await ward.run((work) => resumeNotice(work, { noticeId }))
    await ward.work()
    const left = await ward.run(({ db }) => db.conversation.findMany({ where: { leftAt: { not: null } } }))
    expect(left.map(({ id }) => id)).toContain(gone)
    expect(left.map(({ id }) => id)).not.toContain(back)
  })

  test('one of the first that fails again and again does not hold back the rest, a platform that is away does', async () => {
    await ward.addChats(100)
    ward.platform.judge = () => ({ kind: 'try_later', why: 'provider_down', afterSeconds: 5 })
    const noticeId = await ward.schedule()
    await ward.work()
    await wakeNoticesOf(ward.wardId, ward.transact)
    await ward.work()
    const rows = await ward.run(
      ({ db }) => db.$queryRaw<{ n: number }[]>`select count(*)::int as n from delivery where attempts > 0`
    )
    expect(rows[0]!.n).toBe(20)
    ward.platform.judge = (to) =>
      to === 'zalo-7' ? { kind: 'try_later', why: 'provider_down', afterSeconds: 300 } : undefined
    ward.clock.pass(60)
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 99, w: 1 })
  })

  test('down for an hour in the middle, then busy for ten minutes: everybody once, and busy minutes use no attempt', async () => {
    await ward.addChats(200)
    const noticeId = await ward.schedule()
    const begun = ward.clock.now().getTime()
    const minutes = () => (ward.clock.now().getTime() - begun) / 60_000
    ward.platform.judge = () => {
      if (ward.platform.log.length < 60 && minutes() < 1) return undefined
      if (minutes() < 60) return { kind: 'try_later', why: 'provider_down', afterSeconds: 5 }
      return minutes() < 70 ? { kind: 'try_later', why: 'rate_limited', afterSeconds: 60 } : undefined
    }
    for (let minute = 0; minute < 110; minute++) {
      await ward.work()
      ward.clock.pass(60)
    }
    expect(await ward.ledger(noticeId)).toEqual({ a: 200 })
    expect(ward.platform.log).toHaveLength(200)
    expect(new Set(told()).size).toBe(200)
  })
})
