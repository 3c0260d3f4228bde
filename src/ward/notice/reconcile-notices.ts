import { wardClockOf } from '../../platform/ward-time.ts'
import { classPolicies, isMassClass } from '../delivery/class-policy.ts'
import { deliveryStatuses, whys } from '../delivery/delivery.ts'
import { matchLooseReceipts } from '../delivery/match-loose-receipts.ts'
import { isOpen } from '../delivery/opening.ts'
import type { Work } from '../work.ts'
import { doubtOfStopped, lockNotice, ringSenders } from './hold-notice.ts'

type Stranded = { noticeId: string; class: string; expanding: boolean; due: boolean }

/**
 * Notices under way whose next step nobody holds: begun but not expanded, batches due and unheld, or nothing left to do
 * and not closed. Rows and batches are looked for from the notice's side, so that one without any is found too.
 */
export async function findStrandedNotices(work: Work): Promise<Stranded[]> {
  const rows = await work.db.$queryRaw<{ id: string; class: string; status: string; due: boolean }[]>`
    select n.id, n.class, n.status,
      exists (select from delivery_batch b where b.ward_id = n.ward_id and b.notice = n.number and not b.done and b.due_at <= ${work.now}::timestamptz
        and (b.token is null or b.lease_until <= ${work.now}::timestamptz) and (b.probe or n.released_at is not null)) as due
    from notice n
    where (n.status in ('scheduled', 'expanding') and n.send_at <= ${work.now}::timestamptz)
      or (n.status = 'sending' and not exists (select from delivery_batch b where b.ward_id = n.ward_id and b.notice = n.number
        and b.token is not null and b.lease_until > ${work.now}::timestamptz))`
  return rows.map((row) => ({
    noticeId: row.id,
    class: row.class,
    expanding: row.status !== 'sending',
    due: row.due,
  }))
}

export async function wakeNotice(
  work: Work,
  { noticeId, class: messageClass, expanding, due }: Stranded
): Promise<void> {
  if (expanding) work.ring('start-notice', noticeId)
  else if (due && isMassClass(messageClass) && isOpen(messageClass, work.now))
    ringSenders(work, { noticeId, class: messageClass })
}

/**
 * Batches of stopped notices that nobody holds any more are ended, and what of them was to go again is in doubt: their sender
 * may have died before it said so.
 */
export async function endStoppedBatches(work: Work): Promise<void> {
  const free = { done: false, token: null }
  const stopped = await work.db.notice.findMany({
    where: { status: 'stopped', batches: { some: free } },
    select: { id: true, number: true },
  })
  for (const { id: noticeId, number } of stopped) {
    await work.db.deliveryBatch.updateMany({ where: { notice: number, ...free }, data: { done: true } })
    await doubtOfStopped(work, { noticeId })
  }
}

/** How long a receipt may still come (Zalo repeats its webhooks for less). */
const receiptsForHours = 72

/**
 * Doubts by the policy of their class: a notice goes once more when no receipt came within the hour; a greeting never goes
 * again by itself. After three days nobody waits any more. Receipts that came too early are looked at first. Returns how
 * many rows moved.
 */
export async function endDoubts(work: Work): Promise<number> {
  await matchLooseReceipts(work)
  const notices = await work.db.notice.findMany({
    where: { status: { in: ['sending', 'paused'] } },
    select: { id: true, number: true, class: true },
    orderBy: { number: 'asc' },
  })
  let moved = 0
  for (const notice of notices) {
    if (!isMassClass(notice.class)) continue
    const wait = classPolicies[notice.class].sendAgainAfterSeconds
    if (wait === null) continue
    const before = new Date(work.now.getTime() - wait * 1000)
    const slots = await work.db.$queryRaw<{ slot: number }[]>`
      update delivery set status = ${deliveryStatuses.waiting}::"char", why = ${whys.sent_again}::"char", at = ${work.now}::timestamptz
      where ward_id = ${work.wardId}::uuid and notice = ${notice.number} and status = ${deliveryStatuses.unknown}::"char"
        and why <> ${whys.sent_again}::"char" and at <= ${before}::timestamptz returning slot`
    if (slots.length === 0) continue
    moved += slots.length
    await lockNotice(work, notice.id)
    // also where somebody holds it: who gives it back looks at its rows again
    await work.db.$executeRaw`
      update delivery_batch b set done = false, due_at = ${work.now}::timestamptz
      from (select d.slot, v.account_id from delivery d join conversation v on v.id = d.recipient_id
        where d.ward_id = ${work.wardId}::uuid and d.notice = ${notice.number} and d.slot = any(${slots.map(({ slot }) => slot)}::int[])) s
      where b.notice = ${notice.number} and s.slot between b.first_slot and b.last_slot and s.account_id = b.account_id`
    ringSenders(work, { noticeId: notice.id, class: notice.class })
  }
  return moved + (await giveUpReceipts(work))
}

async function giveUpReceipts(work: Work): Promise<number> {
  const before = new Date(work.now.getTime() - receiptsForHours * 3_600_000)
  const recent = new Date(before.getTime() - 7 * 86_400_000)
  return work.db.$executeRaw`
    update delivery d set status = ${deliveryStatuses.left}::"char"
    from notice n where n.ward_id = d.ward_id and d.notice = n.number and d.ward_id = ${work.wardId}::uuid
      and n.class = 'notice' and n.expanded_at > ${recent}::timestamptz and d.status = ${deliveryStatuses.unknown}::"char" and d.at <= ${before}::timestamptz`
}

/** Digests leave in the evening, once the day's notices are known. */
export const isDigestTime = (now: Date): boolean => wardClockOf(now) >= '18:00' && wardClockOf(now) < '20:30'
