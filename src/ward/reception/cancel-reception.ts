import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { tellReceptions } from './tell-receptions.ts'

/** The session does not take place: everybody who booked is told why, and shown the other days. */
export async function cancelReception(
  work: Work,
  { receptionId, reason }: { receptionId: string; reason: string }
): Promise<Result<{ told: number }, 'not_found' | 'reason_missing' | 'already_over'>> {
  if (reason.trim() === '') return refuse('reason_missing')
  const session = await work.db.reception.findFirst({ where: { id: receptionId, cancelledAt: null } })
  if (session === null) return refuse('not_found')
  if (session.endsAt <= work.now) return refuse('already_over')
  const cancelReason = reason.normalize('NFC').trim()
  await work.db.reception.updateMany({ where: { id: receptionId }, data: { cancelledAt: work.now, cancelReason } })
  const booked = await work.db.receptionBooking.findMany({ where: { receptionId, status: 'booked' } })
  await work.db.receptionBooking.updateMany({
    where: { receptionId, status: 'booked' },
    data: { status: 'cancelled', nextAt: null },
  })
  let told = 0
  for (const { id, conversationId } of booked) {
    if (conversationId === null) continue
    told += 1
    const parts = [
      {
        say: 'reception.told.session_cancelled',
        with: { at: session.startsAt.toISOString(), reason: cancelReason },
        choices: [{ id: 'reception:list', label: 'reception.choice.other_day' }],
      },
    ]
    work.say({ to: conversationId, class: 'status', source: 'reception', sourceRow: `${id}:cancelled`, parts })
  }
  await tellReceptions(work, { startsAt: session.startsAt })
  work.audit('reception.cancelled', { receptionId, booked: booked.length })
  return ok({ told })
}
