import { classPolicies, isMassClass } from '../delivery/class-policy.ts'
import { deliveryStatuses, ways, whys } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'
import { isVisited, type Audience } from './audience.ts'
import { pauseNotice, ringSenders, unringSenders } from './hold-notice.ts'
import { tellAuthor } from './tell-author.ts'
import { invitationTopic } from './notice-topic.ts'
import { tooOldAt } from './too-old.ts'

const { waiting } = deliveryStatuses

/** Refusals above this share of the first ones pause the notice. */
const brakeShare = 0.1

/** Why the platform, not the person, keeps a message waiting. */
const awayWhys = [whys.provider_down, whys.rate_limited, whys.account]

/**
 * The first ones are through: if the platform took them, the rest may go; if it refused more than one in ten, the notice
 * rests and its author is told, unless nobody waits behind them. They are through when none of them is to go now, and the
 * platform is not away for most: who waits for the end of quiet hours holds back nobody. Nobody is moved to another way
 * before. Run by whoever comes first; for the others there is nothing to do.
 */
export async function judgeProbe(
  work: Work,
  { noticeId }: { noticeId: string }
): Promise<'released' | 'paused' | 'open' | 'nothing'> {
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'sending', releasedAt: null },
    select: { number: true, class: true },
  })
  if (notice === null) return 'nothing'
  const [tried] = await work.db.$queryRaw<FirstOnes[]>`
    select count(*) filter (where d.status = ${waiting}::"char" and (d.at <= ${work.now}::timestamptz or d.why = ${whys.none}::"char"))::int as due,
      count(*) filter (where d.status = ${waiting}::"char" and d.why = any(${awayWhys}::"char"[]))::int as away,
      count(*) filter (where d.status = ${deliveryStatuses.refused}::"char")::int as refused,
      count(*) filter (where d.status not in (${waiting}::"char", ${deliveryStatuses.held}::"char", ${deliveryStatuses.suppressed}::"char"))::int as settled,
      exists (select from delivery_batch l where l.ward_id = ${work.wardId}::uuid and l.notice = ${notice.number} and not l.probe) as more
    from delivery_batch b join delivery d on d.ward_id = b.ward_id and d.notice = b.notice and d.slot between b.first_slot and b.last_slot
    where b.ward_id = ${work.wardId}::uuid and b.notice = ${notice.number} and b.probe and d.way <> ${ways.visit}::"char"`
  if (tried === undefined || tried.due > 0 || tried.away > tried.settled) return 'open'
  if (tried.more && tried.refused > tried.settled * brakeShare) {
    await pauseNotice(work, { noticeId, why: 'refusals' })
    const { refused, settled } = tried
    await tellAuthor(work, noticeId, {
      source: 'notice_paused',
      sourceRow: `${noticeId}:${work.now.toISOString()}`,
      say: ({ title }) => ({ say: 'notice.paused_by_refusals', with: { title, refused, tried: settled } }),
    })
    return 'paused'
  }
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'sending', releasedAt: null },
    data: { releasedAt: work.now },
  })
  if (count === 0) return 'nothing'
  ringSenders(work, { noticeId, class: notice.class })
  return 'released'
}

type FirstOnes = { due: number; away: number; refused: number; settled: number; more: boolean }

/** So many chats of a household are tried at most. */
const mostWays = 8

type InTransaction = <T>(useCase: (work: Work) => Promise<T>) => Promise<T>

/**
 * Ends all batches given back in which somebody was refused and nobody has looked for another way yet, each in a
 * transaction of its own: whoever comes first, the sender or the reconciler, finds what a dead one owes. Not before the
 * first ones are judged: where the platform refuses all, nobody's chat is closed and no ward is sent from door to door.
 */
export async function endRefusedBatches(run: InTransaction, noticeId: string): Promise<void> {
  const batches = await run(({ db }) =>
    db.deliveryBatch.findMany({
      where: { of: { id: noticeId, releasedAt: { not: null } }, refused: true },
      select: { id: true },
      orderBy: { firstSlot: 'asc' },
    })
  )
  for (const { id: batchId } of batches) await run((work) => endBatch(work, { noticeId, batchId }))
}

/**
 * Looks after those of a batch who were refused, or left or stopped notices while it was under way. Who has left is closed
 * for good; who could not be reached on this way, or waits on it for what another way may spare them, is put on the next
 * one: another chat, the next adult of the household, the door (where it was only waited for: not the first time). Returns how many were looked after.
 */
async function endBatch(work: Work, { noticeId, batchId }: { noticeId: string; batchId: string }): Promise<number> {
  const notice = await work.db.notice.findFirst({ where: { id: noticeId, status: { in: ['sending', 'paused'] } } })
  if (notice === null) return 0
  const [batch] = await work.db.deliveryBatch.updateManyAndReturn({
    where: { id: batchId, refused: true },
    data: { refused: false },
  })
  if (batch === undefined) return 0 // somebody else is doing it
  const unreachable = [whys.citizen_left, whys.not_a_chat, whys.window_closed, whys.opted_out]
  const closed = [whys.citizen_left, whys.not_a_chat]
  const unserved = [deliveryStatuses.refused, deliveryStatuses.suppressed]
  const stuck = isMassClass(notice.class) ? classPolicies[notice.class].otherWayFor.map((why) => whys[why]) : []
  const refused = await work.db.$queryRaw<{ slot: number }[]>`
    select slot from delivery d where ward_id = ${work.wardId}::uuid and notice = ${batch.notice} and slot between ${batch.firstSlot} and ${batch.lastSlot}
      and (status = any(${unserved}::"char"[]) and why = any(${unreachable}::"char"[])
        or status = ${deliveryStatuses.waiting}::"char" and why = any(${stuck}::"char"[]) and ${batch.token === null}
          and exists (select from conversation v where v.ward_id = d.ward_id and v.id = d.recipient_id and v.account_id = ${batch.accountId}::uuid))
      and (select count(*) from delivery_try t where t.ward_id = d.ward_id and t.notice = d.notice and t.slot = d.slot) < ${mostWays}`
  if (refused.length === 0) return 0
  const slots = refused.map(({ slot }) => slot)
  await work.db.$executeRaw`
    update conversation v set left_at = ${work.now}::timestamptz from delivery d
    where d.ward_id = ${work.wardId}::uuid and d.notice = ${batch.notice} and d.slot = any(${slots}::int[]) and d.why = any(${closed}::"char"[])
      and v.ward_id = d.ward_id and v.id = d.recipient_id and v.left_at is null`
  const audience = notice.audience as Audience
  const visited = isVisited(audience, notice.statutory)
  const byHousehold = audience.households === true
  const moved = await work.db.$queryRaw<{ channel: string | null; account_id: string | null }[]>`
    with lost as (
      select d.slot, d.recipient_id, d.status = ${deliveryStatuses.waiting}::"char" as waits, d.why = ${whys.quota}::"char" and d.attempts > 1 as lasts, c.id as citizen_id, c.household_id, coalesce(c.neighbourhood_id, h.neighbourhood_id) as neighbourhood_id
      from delivery d
      join lateral (select citizen_id from chat_link l where l.conversation_id = d.recipient_id and l.citizen_id is not null and l.ended_at is null limit 1) l on true
      join citizen c on c.ward_id = d.ward_id and c.id = l.citizen_id
      left join household h on h.ward_id = d.ward_id and h.id = c.household_id
      where d.ward_id = ${work.wardId}::uuid and d.notice = ${batch.notice} and d.slot = any(${slots}::int[])
        and (d.status = any(${unserved}::"char"[]) or d.status = ${deliveryStatuses.waiting}::"char" and d.why = any(${stuck}::"char"[]))),
    other as (
      select distinct on (o.slot) o.slot, v.id, v.account_id, v.channel,
        case v.channel when 'zalo' then ${ways.zalo} when 'telegram' then ${ways.telegram} else ${ways.web} end as way
      from lost o
      join citizen m on m.deceased_at is null and m.moved_away_at is null
        and (m.id = o.citizen_id or (${byHousehold} and m.household_id = o.household_id and coalesce(m.birth_year, 0) <= extract(year from ${work.now}::timestamptz) - 18))
      join chat_link l on l.citizen_id = m.id and l.ended_at is null
      join conversation v on v.id = l.conversation_id and v.left_at is null and v.notices_stopped_at is null and v.id <> o.recipient_id
      where (v.channel <> 'zalo' or v.last_inbound_at > ${work.now}::timestamptz - interval '7 days' or ${notice.template !== null})
        and (not ${notice.statutory} or o.neighbourhood_id is null or exists (select from channel_agreement g
          where g.neighbourhood_id = o.neighbourhood_id and g.channel = v.channel and g.ended_at is null))
        and (not ${notice.statutory} or v.id not in (select conversation_id from subscription where topic = ${invitationTopic} and not wanted))
        and not exists (select from delivery x where x.recipient_id = v.id and x.notice = ${batch.notice})
        and not exists (select from delivery_try y where y.ward_id = ${work.wardId}::uuid and y.notice = ${batch.notice} and y.slot = o.slot and y.recipient_id = v.id
          and (o.waits or not y.why = any(${stuck})))
      order by o.slot, m.id <> o.citizen_id, m.head_of_household desc, array_position(array['zalo', 'telegram', 'web'], v.channel), v.id),
    next as (
      select o.slot, coalesce(t.id, o.citizen_id) as recipient_id, coalesce(t.way, ${ways.visit}) as way, t.channel, t.account_id
      from lost o left join other t on t.slot = o.slot where t.id is not null or (${visited} and (not o.waits or o.lasts))),
    tried as (
      insert into delivery_try (ward_id, notice, slot, at, recipient_id, way, why, attempts)
      select d.ward_id, d.notice, d.slot, d.at, d.recipient_id, d.way::text, d.why::text, d.attempts
      from next n join delivery d on d.ward_id = ${work.wardId}::uuid and d.notice = ${batch.notice} and d.slot = n.slot
        and (d.status = any(${unserved}::"char"[]) or d.status = ${deliveryStatuses.waiting}::"char" and d.why = any(${stuck}::"char"[]))
      on conflict do nothing),
    moved as (
      update delivery d set recipient_id = n.recipient_id, way = n.way::"char", status = ${deliveryStatuses.waiting}::"char", at = ${work.now}::timestamptz,
        why = case when n.way = ${ways.visit} then d.why else ${whys.none}::"char" end
      from next n where d.ward_id = ${work.wardId}::uuid and d.notice = ${batch.notice} and d.slot = n.slot
        and (d.status = any(${unserved}::"char"[]) or d.status = ${deliveryStatuses.waiting}::"char" and d.why = any(${stuck}::"char"[]))
      returning n.channel, n.account_id)
    select distinct channel, account_id from moved where channel is not null`
  for (const { channel, account_id: accountId } of moved) {
    await work.db.$executeRaw`
      insert into delivery_batch (id, ward_id, notice, channel, account_id, first_slot, last_slot, probe, due_at)
      values (gen_random_uuid(), ${work.wardId}::uuid, ${batch.notice}, ${channel}, ${accountId}::uuid, ${batch.firstSlot}, ${batch.lastSlot}, false, ${work.now}::timestamptz)
      on conflict (ward_id, notice, first_slot, account_id) do update set done = false, due_at = excluded.due_at`
  }
  if (moved.length > 0) ringSenders(work, { noticeId, class: notice.class }, 1)
  return slots.length
}

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
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'sending' },
    select: { number: true },
  })
  if (notice === null) return 0
  await endDeadClaims(work, { noticeId })
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
