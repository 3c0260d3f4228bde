import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { makeCalendar } from '../../../src/ward/calendar/calendar.ts'
import { answerHandOver, longestAnswer } from '../../../src/ward/hand-over/answer-hand-over.ts'
import { closeHandOver } from '../../../src/ward/hand-over/close-hand-over.ts'
import { findHandOver } from '../../../src/ward/hand-over/find-hand-over.ts'
import { answerDueAt } from '../../../src/ward/hand-over/hand-over.ts'
import { countHandOvers, listHandOvers } from '../../../src/ward/hand-over/list-hand-overs.ts'
import { openHandOver, type HandOverWish } from '../../../src/ward/hand-over/open-hand-over.ts'
import { takeHandOver } from '../../../src/ward/hand-over/take-hand-over.ts'
import type { Saying } from '../../../src/ward/message/message.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import type { Actor } from '../../../src/ward/work.ts'
import { makeTalk } from '../../support/make-talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let lan: Actor
let hoa: Actor
let talk: Talk

const open = (wish: HandOverWish, to = talk) => ward.run((work) => openHandOver(work, to, wish))
const rowOf = (id: string) => ward.run((work) => work.db.handOver.findFirstOrThrow({ where: { id } }))
const outboxOf = (conversationId: string) =>
  ward.run(async (work) =>
    (await work.db.outbox.findMany({ where: { conversationId }, orderBy: { id: 'asc' } })).map((row) => ({
      class: row.class,
      source: row.source,
      saying: work.seal.openJson<Saying>(row.saying),
    }))
  )
const official = async (login: string, roles: string[]): Promise<Actor> => {
  const { id } = await ward.run((work) =>
    work.db.official.create({ data: { login, fullName: login, passwordHash: 'x', roles } })
  )
  return `official:${id}`
}

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  lan = await official('lan', ['one_stop'])
  hoa = await official('hoa', ['duty'])
})
beforeEach(async () => {
  ward.clock.set('2026-11-20T03:00:00Z') // Friday, ten o'clock
  talk = await makeTalk(ward)
})
afterAll(() => at.drop())

describe('until when an official answers', () => {
  const calendar = makeCalendar([
    { date: '2026-11-24', kind: 'S', name: 'Ngày Văn hóa Việt Nam', source: 'test', confidence: 'HIGH' },
  ])
  it.each([
    ['in the morning, within the hour', '2026-11-20T10:00+07:00', '2026-11-20T11:00+07:00'],
    ['just before lunch, after it', '2026-11-20T11:15+07:00', '2026-11-20T14:15+07:00'],
    ['at noon, an hour after opening', '2026-11-20T12:30+07:00', '2026-11-20T14:30+07:00'],
    ['late on Friday, on Monday', '2026-11-20T16:45+07:00', '2026-11-23T08:15+07:00'],
    ['at night, next morning', '2026-11-18T22:00+07:00', '2026-11-19T08:30+07:00'],
    ['at two in the morning, the same morning', '2026-11-19T02:00+07:00', '2026-11-19T08:30+07:00'],
    ['on the eve of a holiday, after it', '2026-11-23T17:30+07:00', '2026-11-25T08:30+07:00'],
  ])('%s', (_title, now, due) => {
    expect(answerDueAt(calendar, new Date(now), { urgent: false, hours: 1 })).toEqual(new Date(due))
  })

  it('danger does not wait for the morning', () => {
    expect(answerDueAt(calendar, new Date('2026-11-20T23:00+07:00'), { urgent: true, hours: 1 })).toEqual(
      new Date('2026-11-20T23:15+07:00')
    )
  })
})

describe('calling a person', () => {
  it('opens one hand-over and says until when, with the office hours', async () => {
    const opened = await open({ why: 'asked' })
    expect(opened).toMatchObject({
      answerDueAt: new Date('2026-11-20T04:00:00Z'),
      officeOpen: true,
      already: false,
      alerted: 0,
    })
    expect(opened.hours).toEqual([
      { from: '07:30', to: '11:30' },
      { from: '13:30', to: '17:00' },
    ])
    expect(await rowOf(opened.handOverId)).toMatchObject({
      why: 'asked',
      status: 'open',
      urgent: false,
      restricted: false,
    })
  })

  it('a second time raises the first and never lowers it', async () => {
    const first = await open({ why: 'asked' })
    ward.clock.pass(600)
    const danger = await open({ why: 'emergency:fire', urgent: true, restricted: true })
    expect(danger).toMatchObject({
      handOverId: first.handOverId,
      already: true,
      answerDueAt: new Date('2026-11-20T03:25:00Z'),
    })
    await open({ why: 'asked' })
    expect(await rowOf(first.handOverId)).toMatchObject({
      why: 'emergency:fire',
      urgent: true,
      restricted: true,
      answerDueAt: new Date('2026-11-20T03:25:00Z'),
    })
    expect(await ward.run((work) => work.db.handOver.count({ where: { conversationId: talk.conversationId } }))).toBe(1)
  })

  it('keeps the ward’s own promise where it has one, and its own hours', async () => {
    const slow = await makeTestWard(at)
    await slow.run(async (work) => {
      await work.db.lawRule.create({
        data: {
          ruleId: 'WARD.HANDOVER',
          subject: 'x',
          anchor: 'x',
          offset: 2,
          unit: 'H',
          direction: 'after',
          basis: 'x',
          confidence: 'HIGH',
          effectiveFrom: new Date('2026-01-01'),
        },
      })
      await work.db.wardFact.create({
        data: { topic: 'office_hours', label: 'Thứ Hai - thứ Sáu', value: '7h00 – 11h00, 13h00 – 16h30' },
      })
    })
    slow.clock.set('2026-11-19T15:00:00Z')
    const to = await makeTalk(slow)
    const opened = await slow.run((work) => openHandOver(work, to, { why: 'asked' }))
    expect(opened).toMatchObject({
      answerDueAt: new Date('2026-11-20T02:00:00Z'),
      officeOpen: false,
      hours: [
        { from: '07:00', to: '11:00' },
        { from: '13:00', to: '16:30' },
      ],
    })
  })

  it('forgets the words of an accusation', async () => {
    const inboundId = newId()
    await ward.run(async (work) => {
      const { accountId, addressHash, address } = await work.db.conversation.findFirstOrThrow({
        where: { id: talk.conversationId },
      })
      const content = work.seal.json({ kind: 'text', text: 'ông A ăn chặn tiền' })
      await work.db.inbound.create({
        data: {
          id: inboundId,
          accountId,
          addressHash,
          address,
          content,
          eventHash: Buffer.from(inboundId),
          occurredAt: work.now,
          receivedAt: work.now,
        },
      })
    })
    const { handOverId } = await open({ why: 'grievance', restricted: true, forgetWords: true }, { ...talk, inboundId })
    const page = await ward.run((work) => findHandOver(work, { handOverId, mayReadRestricted: true }), hoa)
    expect(JSON.stringify(page)).not.toContain('ăn chặn')
    expect(page.ok && page.value.transcript.map((line) => line.content)).toEqual([
      { kind: 'unknown', name: 'withheld' },
    ])
  })

  it('in danger tells officials in their own chats that there is something, never what; restricted ones only those named', async () => {
    const chats = { lan: await makeTalk(ward), hoa: await makeTalk(ward) }
    const link = (to: Talk, actor: Actor) =>
      ward.run((work) =>
        work.db.chatLink.create({
          data: {
            conversationId: to.conversationId,
            officialId: actor.split(':')[1]!,
            provenBy: 'console_code',
            linkedAt: work.now,
            lastSeenAt: work.now,
          },
        })
      )
    await link(chats.lan, lan)
    await link(chats.hoa, hoa)
    expect(await open({ why: 'emergency:fire', urgent: true })).toMatchObject({ alerted: 2 })
    expect(await outboxOf(chats.lan.conversationId)).toMatchObject([
      { class: 'alarm', saying: { say: 'person.alert', with: { at: ward.clock.now().toISOString() } } },
    ])
    expect(await open({ why: 'emergency:fire', urgent: true })).toMatchObject({ alerted: 0 })
    talk = await makeTalk(ward)
    expect(await open({ why: 'emergency:domestic_violence', urgent: true, restricted: true })).toMatchObject({
      alerted: 1,
    })
    expect(await outboxOf(chats.lan.conversationId)).toHaveLength(1)
    expect(await outboxOf(chats.hoa.conversationId)).toHaveLength(2)
  })
})

describe('an official', () => {
  it('answers in the citizen’s own chat, once however often the button is pressed', async () => {
    const { handOverId } = await open({ why: 'asked' })
    expect(await ward.run((work) => takeHandOver(work, { handOverId }), lan)).toEqual({ ok: true, value: undefined })
    const answer = () =>
      ward.run(
        (work) => answerHandOver(work, { handOverId, text: ' Dạ, mời bà ra quầy 2.\r\nXin cảm ơn bà. ', key: 'k1' }),
        lan
      )
    expect(await answer()).toEqual({ ok: true, value: undefined })
    await answer()
    expect(await outboxOf(talk.conversationId)).toEqual([
      {
        class: 'status',
        source: 'hand_over',
        saying: { say: 'person.answer', with: { text: 'Dạ, mời bà ra quầy 2.\nXin cảm ơn bà.' } },
      },
    ])
    expect(await rowOf(handOverId)).toMatchObject({ status: 'answered' })
  })

  it('does not answer for a colleague, nor with nothing, nor beyond what fits, nor when it is closed', async () => {
    const { handOverId } = await open({ why: 'asked' })
    await ward.run((work) => takeHandOver(work, { handOverId }), lan)
    const answer = async (actor: Actor, text: string, id = handOverId) => {
      const result = await ward.run((work) => answerHandOver(work, { handOverId: id, text }), actor)
      return result.ok ? 'ok' : result.refusal
    }
    expect(await ward.run((work) => takeHandOver(work, { handOverId }), hoa)).toEqual({
      ok: false,
      refusal: 'not_open',
    })
    expect(await answer(hoa, 'Dạ')).toBe('taken_by_other')
    expect(await answer(lan, '  \n ')).toBe('text_missing')
    expect(await answer(lan, 'a'.repeat(longestAnswer + 1))).toBe('text_too_long')
    expect(await answer(lan, 'Dạ', newId())).toBe('not_found')
    expect(await ward.run((work) => closeHandOver(work, { handOverId }), lan)).toEqual({ ok: true, value: undefined })
    expect(await answer(lan, 'Dạ')).toBe('closed')
    expect(await ward.run((work) => closeHandOver(work, { handOverId }), lan)).toEqual({
      ok: false,
      refusal: 'not_open',
    })
    expect(await outboxOf(talk.conversationId)).toEqual([])
  })

  it('gets a citizen who writes again within a day; later a new call begins', async () => {
    const { handOverId } = await open({ why: 'asked' })
    await ward.run((work) => answerHandOver(work, { handOverId, text: 'Dạ được ạ' }), lan)
    ward.clock.set('2026-11-21T02:00:00Z')
    expect(await open({ why: 'missed_twice' })).toMatchObject({
      handOverId,
      already: true,
      answerDueAt: new Date('2026-11-23T01:30:00Z'),
    })
    expect(await rowOf(handOverId)).toMatchObject({ status: 'taken', takenById: lan.split(':')[1] })
    await ward.run((work) => answerHandOver(work, { handOverId, text: 'Dạ' }), lan)
    ward.clock.set('2026-11-25T02:00:00Z')
    expect((await open({ why: 'asked' })).handOverId).not.toBe(handOverId)
  })
})

describe('the inbox', () => {
  it('shows what waits, danger first and then by the promised hour, restricted ones to few', async () => {
    const inbox = await makeTestWard(at)
    inbox.clock.set('2026-11-20T03:00:00Z')
    const call = async (wish: HandOverWish) => {
      const to = await makeTalk(inbox)
      inbox.clock.pass(60)
      return (await inbox.run((work) => openHandOver(work, to, wish))).handOverId
    }
    const ids = [
      await call({ why: 'asked' }),
      await call({ why: 'topic:suggest' }),
      await call({ why: 'emergency:fire', urgent: true }),
      await call({ why: 'grievance', restricted: true }),
    ]
    const list = (filter: Parameters<typeof listHandOvers>[1]) =>
      inbox.run(async (work) => (await listHandOvers(work, filter)).map((line) => ids.indexOf(line.id)))
    expect(await list({})).toEqual([2, 0, 1])
    expect(await list({ mayReadRestricted: true })).toEqual([2, 0, 1, 3])
    expect(await list({ limit: 2 })).toEqual([2, 0])
    expect(await list({ limit: 2, cursor: ids[0]! })).toEqual([1])
    expect(await inbox.run((work) => findHandOver(work, { handOverId: ids[3]! }))).toEqual({
      ok: false,
      refusal: 'not_found',
    })
    inbox.clock.pass(3 * 3600)
    expect(await inbox.run((work) => countHandOvers(work))).toEqual({ waiting: 3, urgent: 1, late: 3 })
    expect(await ward.run((work) => findHandOver(work, { handOverId: ids[0]! }))).toEqual({
      ok: false,
      refusal: 'not_found',
    })
  })
})
