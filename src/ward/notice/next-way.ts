import type { DeliveryBatch, Notice } from '../../generated/prisma/client.ts'
import { classPolicies, isMassClass } from '../delivery/class-policy.ts'
import { deliveryStatuses, ways, whys } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'
import { isVisited, type Audience } from './audience.ts'
import { lockNotice, ringSenders } from './hold-notice.ts'
import { invitationTopic } from './notice-topic.ts'

const { waiting } = deliveryStatuses

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
      orderBy: [{ firstSlot: 'asc' }, { accountId: 'asc' }],
    })
  )
  for (const { id: batchId } of batches) await run((work) => endBatch(work, { noticeId, batchId }))
}

/**
 * Looks after those of a batch who were refused, or left or stopped notices while it was under way. Who has left is closed
 * for good; who could not be reached on this way, or waits on it for what another way may spare them, is put on the next
 * one: another chat, the next adult of the household, the door (where it was only waited for: not the first time).
 */
async function endBatch(work: Work, { noticeId, batchId }: { noticeId: string; batchId: string }): Promise<void> {
  await lockNotice(work, noticeId)
  const notice = await work.db.notice.findFirst({ where: { id: noticeId, status: { in: ['sending', 'paused'] } } })
  if (notice === null) return
  const [batch] = await work.db.deliveryBatch.updateManyAndReturn({
    where: { id: batchId, refused: true },
    data: { refused: false },
  })
  if (batch === undefined) return // somebody else is doing it
  const slots = await lockLost(work, notice, batch)
  if (slots.length === 0) return
  await closeChats(work, batch, slots)
  const moved = await moveOn(work, notice, batch, slots)
  for (const { channel, account_id: accountId } of moved) {
    await work.db.$executeRaw`
      insert into delivery_batch (id, ward_id, notice, channel, account_id, first_slot, last_slot, probe, due_at)
      values (gen_random_uuid(), ${work.wardId}::uuid, ${batch.notice}, ${channel}, ${accountId}::uuid, ${batch.firstSlot}, ${batch.lastSlot}, false, ${work.now}::timestamptz)
      on conflict (ward_id, notice, first_slot, account_id) do update set done = false, due_at = excluded.due_at`
  }
  if (moved.length > 0) ringSenders(work, { noticeId, class: notice.class }, 1)
}

/** The rows of a batch to look after, which nobody else changes until this transaction ends. */
async function lockLost(work: Work, { class: ofClass }: Notice, batch: DeliveryBatch): Promise<number[]> {
  const unreachable = [whys.citizen_left, whys.not_a_chat, whys.window_closed, whys.opted_out]
  const unserved = [deliveryStatuses.refused, deliveryStatuses.suppressed]
  const stuck = isMassClass(ofClass) ? classPolicies[ofClass].otherWayFor.map((why) => whys[why]) : []
  const rows = await work.db.$queryRaw<{ slot: number }[]>`
    select slot from delivery d where ward_id = ${work.wardId}::uuid and notice = ${batch.notice} and slot between ${batch.firstSlot} and ${batch.lastSlot}
      and (status = any(${unserved}::"char"[]) and why = any(${unreachable}::"char"[])
        or status = ${waiting}::"char" and why = any(${stuck}::"char"[]) and ${batch.token === null}
          and exists (select from conversation v where v.ward_id = d.ward_id and v.id = d.recipient_id and v.account_id = ${batch.accountId}::uuid))
      and (select count(*) from delivery_try t where t.ward_id = d.ward_id and t.notice = d.notice and t.slot = d.slot) < ${mostWays}
    order by slot for update of d`
  return rows.map(({ slot }) => slot)
}

/** Not those who have written since they were refused: they are back. */
async function closeChats(work: Work, { notice }: DeliveryBatch, slots: number[]): Promise<void> {
  const closed = [whys.citizen_left, whys.not_a_chat]
  await work.db.$executeRaw`
    with gone as (
      select v.id from delivery d join conversation v on v.ward_id = d.ward_id and v.id = d.recipient_id
      where d.ward_id = ${work.wardId}::uuid and d.notice = ${notice} and d.slot = any(${slots}::int[]) and d.why = any(${closed}::"char"[])
        and v.left_at is null and (v.last_inbound_at is null or v.last_inbound_at <= d.at)
      order by v.id for update of v)
    update conversation v set left_at = ${work.now}::timestamptz from gone where v.ward_id = ${work.wardId}::uuid and v.id = gone.id`
}

/** Puts the people of `slots` on their next way; the channels and accounts on which somebody waits now. */
function moveOn(
  work: Work,
  notice: Notice,
  batch: DeliveryBatch,
  slots: number[]
): Promise<{ channel: string; account_id: string }[]> {
  const audience = notice.audience as Audience
  const visited = isVisited(audience, notice.statutory)
  const byHousehold = audience.households === true
  const stuck = isMassClass(notice.class) ? classPolicies[notice.class].otherWayFor.map((why) => whys[why]) : []
  return work.db.$queryRaw`
    with lost as (
      select d.slot, d.recipient_id, d.status = ${waiting}::"char" as waits, d.why = ${whys.quota}::"char" and d.attempts > 1 as lasts, c.id as citizen_id, c.household_id, coalesce(c.neighbourhood_id, h.neighbourhood_id) as neighbourhood_id
      from delivery d
      join lateral (select citizen_id from chat_link l where l.conversation_id = d.recipient_id and l.citizen_id is not null and l.ended_at is null limit 1) l on true
      join citizen c on c.ward_id = d.ward_id and c.id = l.citizen_id
      left join household h on h.ward_id = d.ward_id and h.id = c.household_id
      where d.ward_id = ${work.wardId}::uuid and d.notice = ${batch.notice} and d.slot = any(${slots}::int[])),
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
      on conflict do nothing),
    moved as (
      update delivery d set recipient_id = n.recipient_id, way = n.way::"char", status = ${waiting}::"char", at = ${work.now}::timestamptz,
        why = case when n.way = ${ways.visit} then d.why else ${whys.none}::"char" end
      from next n where d.ward_id = ${work.wardId}::uuid and d.notice = ${batch.notice} and d.slot = n.slot
      returning n.channel, n.account_id)
    select distinct channel, account_id from moved where channel is not null`
}
