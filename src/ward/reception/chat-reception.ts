import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { bookReception, type BookRefusal } from './book-reception.ts'
import { cancelBooking, moveBooking } from './change-booking.ts'
import { listReceptions } from './list-receptions.ts'

/** What a chat hears of the schedule and of its own bookings. */
export type OpenSession = { receptionId: string; startsAt: Date; endsAt: Date; place: string; host: string }
export type OwnBooking = { bookingId: string; at: Date; number: number; place: string }

const mostOffered = 5

/** The sessions with a seat left, soonest first, and what this chat has booked. */
export async function listOpenReceptions(
  work: Work,
  { conversationId }: Talk,
  _input: Record<string, never>
): Promise<{ sessions: OpenSession[]; bookings: OwnBooking[] }> {
  const open = (await listReceptions(work)).filter(
    ({ cancelledAt, startsAt, booked, seats }) => cancelledAt === null && startsAt > work.now && booked < seats
  )
  const own = await work.db.receptionBooking.findMany({
    where: { conversationId, status: 'booked', at: { gt: work.now } },
    orderBy: { at: 'asc' },
    include: { reception: { select: { place: true } } },
  })
  return {
    sessions: open
      .slice(0, mostOffered)
      .map(({ id, startsAt, endsAt, place, host }) => ({ receptionId: id, startsAt, endsAt, place, host })),
    bookings: own.map(({ id, at, number, reception }) => ({ bookingId: id, at, number, place: reception.place })),
  }
}

export type BookedHere =
  { kind: 'booked'; at: Date; number: number; place: string; host: string } | { kind: BookRefusal | 'already_over' }

/** Books for this chat, or moves what it has booked to another day. */
export async function bookReceptionHere(
  work: Work,
  { conversationId }: Talk,
  { receptionId, note, moving }: { receptionId: string; note?: string; moving?: string }
): Promise<BookedHere> {
  const done =
    moving === undefined
      ? await bookReception(work, {
          receptionId,
          conversationId,
          ...(note ? { note } : {}),
          key: `chat:${conversationId}:${receptionId}`,
        })
      : await moveBooking(work, { bookingId: moving, receptionId, conversationId })
  return done.ok ? { kind: 'booked', ...done.value } : { kind: done.refusal }
}

/** The chat gives its place back. */
export async function cancelReceptionHere(
  work: Work,
  { conversationId }: Talk,
  { bookingId }: { bookingId: string }
): Promise<{ kind: 'cancelled' | 'not_found' | 'already_over' }> {
  const done = await cancelBooking(work, { bookingId, conversationId })
  return { kind: done.ok ? 'cancelled' : done.refusal }
}
