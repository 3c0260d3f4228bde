import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookReception } from '../../../src/ward/reception/book-reception.ts'
import { cancelReception } from '../../../src/ward/reception/cancel-reception.ts'
import { cancelBooking, markBooking, moveBooking } from '../../../src/ward/reception/change-booking.ts'
import { findReception, listReceptions } from '../../../src/ward/reception/list-receptions.ts'
import { postReception, type NewReception } from '../../../src/ward/reception/post-reception.ts'
import { calledAt, noteRefusal } from '../../../src/ward/reception/reception.ts'
import { tendReceptions } from '../../../src/ward/reception/tend-receptions.ts'
import type { Saying } from '../../../src/ward/message/message.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
  await ward.run((work) =>
    work.db.lawRule.createMany({
      data: [
        {
          ruleId: 'TCD.SCHEDULE',
          subject: 'reception schedule',
          anchor: 'periodStart',
          offset: 5,
          unit: 'WD',
          direction: 'before',
          basis: 'NĐ154/2026',
          confidence: 'HIGH',
          effectiveFrom: new Date('2026-07-01'),
        },
      ],
    })
  )
})
afterAll(() => at.drop())

/** Today is Saturday 21/11/2026; Tuesday 24/11 is a holiday. */
const thursday: NewReception = {
  date: '2026-12-03',
  from: '08:00',
  to: '11:00',
  place: 'Phòng tiếp công dân',
  host: 'Chủ tịch UBND phường',
  seats: 3,
}

async function post(more: Partial<NewReception> = {}): Promise<string> {
  const posted = await ward.run((work) => postReception(work, { ...thursday, ...more }))
  if (!posted.ok) throw new Error(posted.refusal)
  return posted.value.receptionId
}

const book = (receptionId: string, more: Record<string, unknown> = {}) =>
  ward.run((work) => bookReception(work, { receptionId, key: `k${Math.random()}`, ...more }))

const toldOf = (conversationId: string) =>
  ward.run(async (work) => {
    const rows = await work.db.outbox.findMany({
      where: { conversationId, source: 'reception' },
      orderBy: { id: 'asc' },
    })
    return rows.map((row) => work.seal.openJson<Saying>(row.saying).say)
  })

describe('the schedule of citizens’ reception', () => {
  it('is posted at least five working days ahead, as the rule in force says', async () => {
    const refusal = (date: string) => ward.run((work) => postReception(work, { ...thursday, date, place: 'x' }))
    expect(await refusal('2026-11-27')).toMatchObject({ refusal: 'posted_too_late' })
    expect(await refusal('2026-12-01')).toMatchObject({ ok: true })
    expect(await refusal('2026-11-29')).toMatchObject({ refusal: 'day_off' })
  })

  it('says what is missing, and is not posted twice', async () => {
    const refusal = async (more: Partial<NewReception>) => {
      const posted = await ward.run((work) => postReception(work, { ...thursday, place: 'y', ...more }))
      return posted.ok ? 'posted' : posted.refusal
    }
    expect(await refusal({ date: '3/12' })).toBe('date_missing')
    expect(await refusal({ to: '07:00' })).toBe('hours_missing')
    expect(await refusal({ place: ' ' })).toBe('place_missing')
    expect(await refusal({ host: '' })).toBe('host_missing')
    expect(await refusal({ seats: 0 })).toBe('seats_missing')
    expect(await refusal({})).toBe('posted')
    expect(await refusal({})).toBe('posted_already')
  })
})

describe('a booking', () => {
  it('gets the next number and about its hour, pressed twice it is one, and a full session takes no more', async () => {
    const id = await post({ place: 'a' })
    const first = await book(id, { key: 'one', name: 'Ông Ba' })
    expect(first).toMatchObject({ value: { number: 1, at: new Date('2026-12-03T08:00:00+07:00') } })
    expect(await book(id, { key: 'one' })).toEqual(first)
    expect(await book(id)).toMatchObject({ value: { number: 2, at: new Date('2026-12-03T09:00:00+07:00') } })
    expect(await book(id)).toMatchObject({ value: { number: 3 } })
    expect(await book(id)).toMatchObject({ refusal: 'session_full' })
    expect((await ward.run((work) => listReceptions(work))).find((one) => one.id === id)?.booked).toBe(3)
  })

  it('that is given back frees its seat, and its number is not given again', async () => {
    const id = await post({ place: 'b', seats: 1 })
    const first = await book(id, { key: 'b1' })
    if (!first.ok) throw new Error(first.refusal)
    await ward.run((work) => cancelBooking(work, { bookingId: first.value.bookingId }))
    expect(await book(id, { key: 'b1' })).toMatchObject({ value: { number: 2 } })
  })

  it('two who take the last seat at once: one has it', async () => {
    const id = await post({ place: 'c', seats: 1 })
    const both = await Promise.all([book(id), book(id)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('carries no accusation, no identity number and no long story', () => {
    expect(noteRefusal('Hỏi về bồi thường đất ở tổ 7')).toBeNull()
    expect(noteRefusal('tờ cáo phó của gia đình')).toBeNull()
    for (const note of ['tố cáo ông A', 'to cao can bo', 'Ông tổ trưởng ĂN CHẶN tiền hỗ trợ', 'nhận hối lộ'])
      expect(noteRefusal(note), note).toBe('note_accuses')
    expect(noteRefusal('căn cước 001088012345')).toBe('note_names_papers')
    expect(noteRefusal('x'.repeat(201))).toBe('note_too_long')
    expect(noteRefusal('ế'.normalize('NFD').repeat(200))).toBeNull()
  })

  it('is kept sealed: name, phone and note stand nowhere else', async () => {
    const id = await post({ place: 'd' })
    await book(id, { name: 'Bà Sáu', phone: '0900000123', note: 'hỏi về hộ nghèo' })
    const page = await ward.run((work) => findReception(work, { receptionId: id }))
    expect(page).toMatchObject({
      value: { bookings: [{ name: 'Bà Sáu', phone: '0900000123', note: 'hỏi về hộ nghèo' }] },
    })
    const raw = await ward.run((work) => work.db.receptionBooking.findFirstOrThrow({ where: { receptionId: id } }))
    expect(Buffer.from(raw.note!).toString('utf8')).not.toContain('hộ nghèo')
  })

  it('is moved without losing both places, and a stranger moves nothing', async () => {
    const [from, to] = [await post({ place: 'e' }), await post({ place: 'e', date: '2026-12-10', seats: 1 })]
    const chat = await ward.openChat()
    const mine = await book(from, { conversationId: chat })
    if (!mine.ok) throw new Error(mine.refusal)
    const { bookingId } = mine.value
    const stranger = await ward.openChat()
    expect(
      await ward.run((work) => moveBooking(work, { bookingId, receptionId: to, conversationId: stranger }))
    ).toMatchObject({ refusal: 'not_found' })
    await book(to)
    const move = () => ward.run((work) => moveBooking(work, { bookingId, receptionId: to, conversationId: chat }))
    expect(await move()).toMatchObject({ refusal: 'session_full' })
    expect(await ward.run((work) => work.db.receptionBooking.findFirst({ where: { id: bookingId } }))).toMatchObject({
      status: 'booked',
    })
  })

  it('is reminded of the day before and an hour before, each once', async () => {
    const fresh = await makeFeedbackWard(at)
    const chat = await fresh.openChat()
    const posted = await fresh.run((work) => postReception(work, thursday))
    if (!posted.ok) throw new Error(posted.refusal)
    const { receptionId } = posted.value
    await fresh.run((work) => bookReception(work, { receptionId, conversationId: chat, key: 'r' }))
    const told = async (instant: string) => {
      fresh.clock.set(instant)
      await fresh.run(tendReceptions)
      await fresh.run(tendReceptions)
      return fresh.run(async (work) => {
        const rows = await work.db.outbox.findMany({ where: { conversationId: chat }, orderBy: { id: 'asc' } })
        return rows.map((row) => work.seal.openJson<Saying>(row.saying).say)
      })
    }
    expect(await told('2026-12-02T07:59:00+07:00')).toEqual([])
    expect(await told('2026-12-02T08:00:00+07:00')).toEqual(['reception.told.tomorrow'])
    expect(await told('2026-12-03T06:59:00+07:00')).toEqual(['reception.told.tomorrow'])
    const both = ['reception.told.tomorrow', 'reception.told.in_an_hour']
    expect(await told('2026-12-03T07:00:00+07:00')).toEqual(both)
    expect(await told('2026-12-03T09:00:00+07:00')).toEqual(both)
  })

  it('of a session that is cancelled is told with the reason', async () => {
    const id = await post({ place: 'f' })
    const chat = await ward.openChat()
    await book(id, { conversationId: chat })
    const cancel = (reason: string) => ward.run((work) => cancelReception(work, { receptionId: id, reason }))
    expect(await cancel(' ')).toMatchObject({ refusal: 'reason_missing' })
    expect(await cancel('họp đột xuất')).toMatchObject({ value: { told: 1 } })
    expect(await toldOf(chat)).toEqual(['reception.told.session_cancelled'])
    expect(await book(id)).toMatchObject({ refusal: 'session_closed' })
  })

  it('is marked only once the session has begun', async () => {
    const id = await post({ place: 'g' })
    const booked = await book(id)
    if (!booked.ok) throw new Error(booked.refusal)
    const mark = () => ward.run((work) => markBooking(work, { bookingId: booked.value.bookingId, came: true }))
    expect(await mark()).toMatchObject({ refusal: 'not_yet' })
    ward.clock.set('2026-12-03T08:05:00+07:00')
    expect(await mark()).toMatchObject({ ok: true })
    ward.clock.set('2026-11-21T03:00:00Z')
  })

  it('shares the session out evenly, and a late number is called last', () => {
    const session = { startsAt: new Date('2026-12-03T01:00:00Z'), endsAt: new Date('2026-12-03T04:00:00Z'), seats: 3 }
    expect(calledAt(session, 2)).toEqual(new Date('2026-12-03T02:00:00Z'))
    expect(calledAt(session, 9)).toEqual(new Date('2026-12-03T03:00:00Z'))
  })
})
