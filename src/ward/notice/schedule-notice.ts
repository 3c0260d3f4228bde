import { ok, refuse, type Result } from '../../platform/result.ts'
import { isMassClass } from '../delivery/class-policy.ts'
import { nextOpening } from '../delivery/opening.ts'
import type { Work } from '../work.ts'
import { stepsFrom } from './notice.ts'

/** The instant at which it really leaves: at its hour, or when the hours of its class next begin. */
export function leavingAt(notice: { class: string; sendAt: Date | null }, now: Date): Date {
  const hour = notice.sendAt !== null && notice.sendAt > now ? notice.sendAt : now
  return nextOpening(isMassClass(notice.class) ? notice.class : 'notice', hour)
}

/**
 * An approved notice gets its hour: now when none is given. Said again with another hour it moves, as long as it has not
 * begun. Refused where its event is over before it leaves (a missed hour is never dated back).
 */
export async function scheduleNotice(
  work: Work,
  { noticeId, sendAt }: { noticeId: string; sendAt?: Date | null }
): Promise<Result<{ sendAt: Date }, 'not_schedulable' | 'event_over'>> {
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: { in: [...stepsFrom.schedule] } },
    select: { class: true, sendAt: true, eventAt: true, expiresAt: true },
  })
  if (notice === null) return refuse('not_schedulable')
  const wanted = sendAt ?? notice.sendAt ?? work.now
  const hour = wanted > work.now ? wanted : work.now
  const expiresAt = notice.expiresAt ?? notice.eventAt
  if (expiresAt !== null && expiresAt <= leavingAt({ ...notice, sendAt: hour }, work.now)) return refuse('event_over')
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.schedule] } },
    data: { status: 'scheduled', sendAt: hour, expiresAt },
  })
  if (count === 0) return refuse('not_schedulable')
  work.ring('start-notice', noticeId, hour)
  work.audit('notice.scheduled', { noticeId, sendAt: hour.toISOString() })
  return ok({ sendAt: hour })
}

/** Before anything was sent: it is taken back, and nobody is told. */
export async function cancelNotice(
  work: Work,
  { noticeId, reason }: { noticeId: string; reason?: string }
): Promise<Result<void, 'not_cancellable'>> {
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.cancel] } },
    data: { status: 'cancelled', finishedAt: work.now, ...(reason === undefined ? {} : { reason }) },
  })
  if (count === 0) return refuse('not_cancellable')
  await work.unring('start-notice', noticeId)
  work.audit('notice.cancelled', { noticeId })
  return ok()
}
