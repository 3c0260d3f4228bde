import { classPolicies, isMassClass } from '../delivery/class-policy.ts'
import { deliveryStatuses, whys } from '../delivery/delivery.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { stepsFrom, type PausedWhy } from './notice.ts'
import { noticeProgress, type NoticeProgress } from './notice-progress.ts'

/**
 * Whoever moves rows of a notice to other batches, or ends them, does it alone: two would each wait for what the other one
 * holds. Taken first. What is being sent goes on.
 */
export async function lockNotice(work: Work, noticeId: string): Promise<void> {
  await work.db.$queryRaw`select id from notice where id = ${noticeId}::uuid for no key update`
}

/** Nothing more is taken up; what is on its way arrives. Takes effect with the next claim, well within a second. */
export async function pauseNotice(
  work: Work,
  { noticeId, why = 'asked' }: { noticeId: string; why?: PausedWhy }
): Promise<Result<NoticeProgress, 'not_sending'>> {
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.pause] } },
    data: { status: 'paused', pausedWhy: why },
  })
  if (count === 0) return refuse('not_sending')
  work.audit('notice.paused', { noticeId, why })
  return ok(await noticeProgress(work, { noticeId }))
}

/** Goes on where it rested; who has had it is not asked again. After a brake the official has looked: all may go. */
export async function resumeNotice(
  work: Work,
  { noticeId }: { noticeId: string }
): Promise<Result<void, 'not_paused'>> {
  const notice = await work.db.notice.findFirst({ where: { id: noticeId }, select: { class: true, releasedAt: true } })
  if (notice === null) return refuse('not_paused')
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.resume] } },
    data: { status: 'sending', pausedWhy: null, releasedAt: notice.releasedAt ?? work.now },
  })
  if (count === 0) return refuse('not_paused')
  ringSenders(work, { noticeId, class: notice.class })
  work.audit('notice.resumed', { noticeId })
  return ok()
}

/** For good. What had left stays counted, what may have left is in doubt; the rest is never sent. */
export async function stopNotice(
  work: Work,
  { noticeId, reason }: { noticeId: string; reason?: string }
): Promise<Result<NoticeProgress, 'not_stoppable'>> {
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.stop] } },
    data: { status: 'stopped', finishedAt: work.now, ...(reason ? { reason } : {}) },
  })
  if (count === 0) return refuse('not_stoppable')
  await doubtOfStopped(work, { noticeId })
  await unringSenders(work, noticeId)
  const progress = await noticeProgress(work, { noticeId })
  work.audit('notice.stopped', { noticeId, left: progress.left, onTheWay: progress.onTheWay })
  return ok(progress)
}

/**
 * What of a stopped notice went once and was to go again is in doubt: it may be with the person. Asked when it is stopped, by
 * each sender whose last answers came after that, and by the reconciler: that sender may have died. Of a notice that is not
 * stopped nothing changes.
 */
export async function doubtOfStopped(work: Work, { noticeId }: { noticeId: string }): Promise<void> {
  // asked first and by itself: a plan that joins the notice to its rows may read the whole ledger to change nothing
  const stopped = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'stopped' },
    select: { number: true },
  })
  if (stopped === null) return
  await work.db.$executeRaw`
    update delivery d set status = ${deliveryStatuses.unknown}::"char"
    where d.ward_id = ${work.wardId}::uuid and d.notice = ${stopped.number}
      and d.status = ${deliveryStatuses.waiting}::"char" and d.why = ${whys.sent_again}::"char"
      and d.slot not in (select unnest(claimed) from delivery_batch b where b.ward_id = d.ward_id and b.notice = d.notice and b.token is not null)`
}

/** So many workers take up batches of one notice side by side; each goes on until there is none. */
export const sendersAtOnce = 6

export function ringSenders(work: Work, notice: { noticeId: string; class: string }, howMany = sendersAtOnce): void {
  const urgent = isMassClass(notice.class) && classPolicies[notice.class].lane === 'emergency'
  for (let n = 0; n < howMany; n++) {
    if (urgent) work.ring('send-emergency', notice.noticeId)
    else work.ring('send-notice', notice.noticeId)
  }
}

/** Nobody is to take it up any more. */
export async function unringSenders(work: Work, noticeId: string): Promise<void> {
  await work.unring('send-notice', noticeId)
  await work.unring('send-emergency', noticeId)
}
