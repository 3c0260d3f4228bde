import { classPolicies, isMassClass } from '../delivery/class-policy.ts'
import { deliveryStatuses, ways, whys } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'
import { lockNotice, unringSenders } from './hold-notice.ts'
import { tooOldAt } from './too-old.ts'

const { waiting } = deliveryStatuses

/**
 * Claims of the dead in notices that nobody takes up any more, because they rest, were stopped or are over: what was claimed
 * may have left the house, so it is in doubt. Of a notice that is being sent the next sender does the same. Returns how many
 * rows are in doubt now.
 */
export function endDeadClaims(work: Work, { noticeId = null }: { noticeId?: string | null } = {}): Promise<number> {
  return work.db.$executeRaw`
    with dead as (
      select b.id, b.notice, b.claimed from delivery_batch b join notice n on n.ward_id = b.ward_id and n.number = b.notice
      where b.ward_id = ${work.wardId}::uuid and b.token is not null and b.lease_until <= ${work.now}::timestamptz
        and case when ${noticeId}::uuid is null then n.status in ('paused', 'stopped') else n.id = ${noticeId}::uuid end
      for update of b skip locked),
    freed as (
      update delivery_batch b set token = null, lease_until = null, claimed = '{}', request_started_at = null from dead where b.id = dead.id)
    update delivery d set status = ${deliveryStatuses.unknown}::"char", at = ${work.now}::timestamptz,
      why = case d.why when ${whys.sent_again}::"char" then d.why else ${whys.no_answer}::"char" end
    from dead where d.ward_id = ${work.wardId}::uuid and d.notice = dead.notice and d.slot = any(dead.claimed) and d.status = ${waiting}::"char"`
}

/**
 * Too late for its class or its event: what still waits is not sent any more; what went once already has left, by all we
 * know. Doors stay open.
 */
export async function expireNotice(work: Work, { noticeId }: { noticeId: string }): Promise<number> {
  await lockNotice(work, noticeId)
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'sending' },
    select: { number: true },
  })
  if (notice === null) return 0
  await endDeadClaims(work, { noticeId })
  // a claim of this very moment is waited for: what it took is on its way
  await work.db
    .$queryRaw`select id from delivery_batch where notice = ${notice.number} order by first_slot, account_id for update`
  const expired = await work.db.$executeRaw`
    update delivery set at = ${work.now}::timestamptz,
      status = case why when ${whys.sent_again}::"char" then ${deliveryStatuses.left}::"char" else ${deliveryStatuses.expired}::"char" end,
      why = case why when ${whys.sent_again}::"char" then why else ${whys.too_old}::"char" end
    where ward_id = ${work.wardId}::uuid and notice = ${notice.number} and way <> ${ways.visit}::"char"
      and status in (${deliveryStatuses.waiting}::"char", ${deliveryStatuses.held}::"char")
      and slot not in (select unnest(claimed) from delivery_batch b where b.notice = ${notice.number} and b.token is not null)`
  await work.db.deliveryBatch.updateMany({
    where: { notice: notice.number, done: false, token: null },
    data: { done: true },
  })
  return expired
}

/**
 * Nothing waits any more: the notice is finished, by an aggregate over its rows. A doubt that will be sent again keeps it
 * open, and so does a batch that was not given back or in which nobody has looked after the refused; doors to be visited do
 * not.
 */
export async function closeNotice(
  work: Work,
  { noticeId }: { noticeId: string }
): Promise<'finished' | 'finished_with_failures' | 'open'> {
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'sending' },
    select: { number: true, class: true, sendAt: true, expiresAt: true },
  })
  if (notice === null) return 'open'
  const isLate = work.now >= tooOldAt({ ...notice, sendAt: notice.sendAt ?? work.now })
  const again = !isLate && isMassClass(notice.class) && classPolicies[notice.class].sendAgainAfterSeconds !== null
  const [sum] = await work.db.$queryRaw<{ open: boolean; failed: boolean }[]>`
    select coalesce(bool_or((status = ${deliveryStatuses.waiting}::"char" and way <> ${ways.visit}::"char")
        or (${again} and status = ${deliveryStatuses.unknown}::"char" and why <> ${whys.sent_again}::"char")), false)
        or exists (select from delivery_batch b where b.ward_id = ${work.wardId}::uuid and b.notice = ${notice.number} and (b.refused or not b.done)) as open,
      coalesce(bool_or(status in ('f', 'e', 'x', 'u', 'l')), false) as failed
    from delivery where ward_id = ${work.wardId}::uuid and notice = ${notice.number}`
  if (sum === undefined || sum.open) return 'open'
  const status = sum.failed ? 'finished_with_failures' : 'finished'
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'sending' },
    data: { status, finishedAt: work.now },
  })
  if (count === 0) return 'open'
  await unringSenders(work, noticeId)
  work.audit('notice.finished', { noticeId, status })
  return status
}

/** Whether this turn is the first to ask for the next one at `at`: only the first rings, or bells would grow without end. */
export async function armNextTurn(
  work: Work,
  { job, noticeId, at }: { job: string; noticeId: string; at: Date }
): Promise<boolean> {
  const count = await work.db.$executeRaw`
    insert into doorbell (job, row_id, ward_id, due_at) values (${job}, ${noticeId}::uuid, ${work.wardId}::uuid, ${at}::timestamptz)
    on conflict (job, row_id) do update set due_at = excluded.due_at
    where doorbell.due_at > excluded.due_at or doorbell.due_at <= ${work.now}::timestamptz`
  return count > 0
}
