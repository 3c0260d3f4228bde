import { isId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { bookReception, type Booked, type BookRefusal } from './book-reception.ts'

type Whose = { bookingId: string; conversationId?: string }

const ofChat = ({ bookingId, conversationId }: Whose) => ({
  id: bookingId,
  ...(conversationId === undefined ? {} : { conversationId }),
})

/** The place in the queue is given back. `conversationId`: only where it is this chat's own. */
export async function cancelBooking(work: Work, whose: Whose): Promise<Result<void, 'not_found' | 'already_over'>> {
  const row = isId(whose.bookingId) ? await work.db.receptionBooking.findFirst({ where: ofChat(whose) }) : null
  if (row === null) return refuse('not_found')
  if (row.status === 'cancelled') return ok()
  if (row.status !== 'booked' || row.at <= work.now) return refuse('already_over')
  await work.db.receptionBooking.updateMany({
    where: { id: row.id, status: 'booked' },
    data: { status: 'cancelled', nextAt: null },
  })
  work.audit('reception.booking_cancelled', { bookingId: row.id })
  if (whose.conversationId === undefined && row.conversationId !== null)
    work.say({
      to: row.conversationId,
      class: 'status',
      source: 'reception',
      sourceRow: `${row.id}:cancelled`,
      parts: [
        {
          say: 'reception.told.booking_cancelled',
          with: { at: row.at.toISOString() },
          choices: [{ id: 'reception:list', label: 'reception.choice.other_day' }],
        },
      ],
    })
  return ok()
}

/** Another day: the new place first, then the old one is given back, so that nobody loses both. */
export async function moveBooking(
  work: Work,
  { receptionId, ...whose }: Whose & { receptionId: string }
): Promise<Result<Booked, BookRefusal | 'already_over'>> {
  const row = isId(whose.bookingId) ? await work.db.receptionBooking.findFirst({ where: ofChat(whose) }) : null
  if (row === null) return refuse('not_found')
  if (row.status !== 'booked' || row.at <= work.now) return refuse('already_over')
  if (row.receptionId === receptionId) return refuse('booked_already')
  const person = row.person === null ? {} : work.seal.openJson<{ name?: string; phone?: string }>(row.person)
  const booked = await bookReception(work, {
    receptionId,
    ...person,
    ...(row.conversationId === null ? {} : { conversationId: row.conversationId }),
    ...(row.note === null ? {} : { note: work.seal.openText(row.note) }),
    key: `moved:${row.id}:${receptionId}`,
  })
  if (!booked.ok) return booked
  await work.db.receptionBooking.updateMany({ where: { id: row.id }, data: { status: 'cancelled', nextAt: null } })
  work.audit('reception.booking_moved', { bookingId: row.id, to: booked.value.bookingId })
  if (whose.conversationId === undefined && row.conversationId !== null)
    work.say({
      to: row.conversationId,
      class: 'status',
      source: 'reception',
      sourceRow: `${row.id}:moved`,
      parts: [
        {
          say: 'reception.told.booking_moved',
          with: { at: booked.value.at.toISOString(), place: booked.value.place, number: booked.value.number },
        },
      ],
    })
  return booked
}

/** Whether who booked came, noted after the session has begun. */
export async function markBooking(
  work: Work,
  { bookingId, came }: { bookingId: string; came: boolean }
): Promise<Result<void, 'not_found' | 'not_yet'>> {
  const row = await work.db.receptionBooking.findFirst({
    where: { id: bookingId, status: { not: 'cancelled' } },
    include: { reception: { select: { startsAt: true } } },
  })
  if (row === null) return refuse('not_found')
  if (row.reception.startsAt > work.now) return refuse('not_yet')
  await work.db.receptionBooking.updateMany({
    where: { id: bookingId },
    data: { status: came ? 'came' : 'missed', nextAt: null },
  })
  work.audit('reception.booking_marked', { bookingId, came })
  return ok()
}
