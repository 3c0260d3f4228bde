import { isId, newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { firstReminder } from './booking-reminders.ts'
import { calledAt, noteRefusal, type NoteRefusal } from './reception.ts'

export type Booking = {
  receptionId: string
  /** The chat that books for itself; absent where an official enters it. */
  conversationId?: string
  name?: string
  phone?: string
  note?: string
  /** Names this booking: pressed twice it is one. */
  key: string
}

export type Booked = { bookingId: string; number: number; at: Date; place: string; host: string }
export type BookRefusal = NoteRefusal | 'not_found' | 'session_closed' | 'session_full' | 'booked_already'

/** A place in the queue of one session. Numbers follow one another and are never given twice. */
export async function bookReception(work: Work, booking: Booking): Promise<Result<Booked, BookRefusal>> {
  const { receptionId, conversationId, key } = booking
  const note = (booking.note ?? '').normalize('NFC').trim()
  const wrong = noteRefusal(note)
  if (wrong !== null) return refuse(wrong)
  const session = isId(receptionId) ? await lockSession(work, receptionId) : null
  if (session === null) return refuse('not_found')
  const known = await work.db.receptionBooking.findFirst({ where: { key } })
  if (known !== null && known.status === 'booked')
    return ok({ bookingId: known.id, number: known.number, at: known.at, place: session.place, host: session.host })
  if (session.cancelledAt !== null || session.startsAt <= work.now) return refuse('session_closed')
  const taken = { receptionId, status: { not: 'cancelled' } }
  if (
    conversationId !== undefined &&
    (await work.db.receptionBooking.count({ where: { ...taken, conversationId } })) > 0
  )
    return refuse('booked_already')
  if ((await work.db.receptionBooking.count({ where: taken })) >= session.seats) return refuse('session_full')

  const number = session.lastNumber + 1
  const at = calledAt(session, number)
  const bookingId = newId()
  const { name, phone } = booking
  await work.db.reception.updateMany({ where: { id: receptionId }, data: { lastNumber: number } })
  await work.db.receptionBooking.createMany({
    data: [
      {
        id: bookingId,
        receptionId,
        number,
        conversationId: conversationId ?? null,
        person: name || phone ? work.seal.json({ name: name?.normalize('NFC').trim(), phone: phone?.trim() }) : null,
        note: note === '' ? null : work.seal.text(note),
        at,
        ...firstReminder(at, work.now),
        // one that was cancelled gives its key back to the next
        key: known === null ? key : `${key}:${number}`,
        createdAt: work.now,
      },
    ],
  })
  work.audit('reception.booked', { receptionId, bookingId, number })
  return ok({ bookingId, number, at, place: session.place, host: session.host })
}

/** The session, held: two who book the last seat take turns. */
async function lockSession(work: Work, receptionId: string) {
  await work.db.$queryRaw`select id from reception where id = ${receptionId}::uuid for update`
  return work.db.reception.findFirst({ where: { id: receptionId } })
}
