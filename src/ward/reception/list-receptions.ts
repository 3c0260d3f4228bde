import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import type { BookingStatus } from './reception.ts'

export type ReceptionLine = {
  id: string
  startsAt: Date
  endsAt: Date
  place: string
  host: string
  seats: number
  booked: number
  postedAt: Date
  cancelledAt: Date | null
  cancelReason: string | null
}

const mostListed = 100

/** The schedule, earliest first; without `from` what is still to come. */
export async function listReceptions(
  work: Work,
  { from, to }: { from?: Date; to?: Date } = {}
): Promise<ReceptionLine[]> {
  const rows = await work.db.reception.findMany({
    where: { endsAt: { gte: from ?? work.now }, ...(to ? { startsAt: { lte: to } } : {}) },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: mostListed,
    include: { _count: { select: { bookings: { where: { status: { not: 'cancelled' } } } } } },
  })
  return rows.map(({ _count, wardId: _ward, lastNumber: _last, ...row }) => ({ ...row, booked: _count.bookings }))
}

export type BookingLine = {
  id: string
  number: number
  at: Date
  name: string
  phone: string
  note: string
  status: BookingStatus
  /** Null where an official entered it. */
  channel: string | null
}

/** One session with its queue, in the order of the numbers. */
export async function findReception(
  work: Work,
  { receptionId }: { receptionId: string }
): Promise<Result<{ reception: ReceptionLine; bookings: BookingLine[] }, 'not_found'>> {
  const row = await work.db.reception.findFirst({ where: { id: receptionId } })
  if (row === null) return refuse('not_found')
  const bookings = await work.db.receptionBooking.findMany({
    where: { receptionId },
    orderBy: { number: 'asc' },
    include: { conversation: { select: { channel: true } } },
  })
  const { wardId: _ward, lastNumber: _last, ...reception } = row
  return ok({
    reception: { ...reception, booked: bookings.filter(({ status }) => status !== 'cancelled').length },
    bookings: bookings.map((one) => {
      const person = one.person === null ? {} : work.seal.openJson<{ name?: string; phone?: string }>(one.person)
      return {
        id: one.id,
        number: one.number,
        at: one.at,
        name: person.name ?? '',
        phone: person.phone ?? '',
        note: one.note === null ? '' : work.seal.openText(one.note),
        status: one.status as BookingStatus,
        channel: one.conversation?.channel ?? null,
      }
    }),
  })
}
