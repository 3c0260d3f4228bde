import type { Work } from '../work.ts'

/** How long a receipt for a message without an answer is looked for. */
const doubtHours = 72
/** A receipt may be here before its message is written down as in doubt: by no more than this. */
const aheadMinutes = 15

/**
 * Receipts that came before their message was settled find it now, and those of messages nobody here knows the number of end
 * the doubt they belong to. Of one chat, or of all. Returns how many messages moved.
 */
export async function matchLooseReceipts(
  work: Work,
  { conversationId = null }: { conversationId?: string | null } = {}
): Promise<number> {
  const known = await work.db.$executeRaw`
    with loose as materialized (
      select conversation_id, provider_id, state from loose_id
      where ward_id = ${work.wardId}::uuid and state <> 'part' and conversation_id = coalesce(${conversationId}::uuid, conversation_id)),
    bubble as (
      update outbox o set status = l.state from loose l
      where o.ward_id = ${work.wardId}::uuid and o.provider_id = l.provider_id
        and (o.status in ('accepted', 'unknown') or (o.status = 'delivered' and l.state = 'read'))),
    line as materialized (
      select l.conversation_id, l.provider_id, l.state, d.notice, d.slot from loose l
      join delivery d on d.recipient_id = l.conversation_id and d.provider = convert_to(l.provider_id, 'UTF8')),
    found as (
      delete from loose_id x using loose l where x.ward_id = ${work.wardId}::uuid and x.conversation_id = l.conversation_id and x.provider_id = l.provider_id
        and (exists (select from outbox o where o.ward_id = ${work.wardId}::uuid and o.provider_id = l.provider_id)
          or (l.conversation_id, l.provider_id) in (select conversation_id, provider_id from line)))
    update delivery d set status = case line.state when 'read' then 'r' else 'd' end::"char" from line
    where d.ward_id = ${work.wardId}::uuid and d.notice = line.notice and d.slot = line.slot
      and (d.status in ('a', 'u') or (d.status = 'd' and line.state = 'read'))`
  return known + (await endDoubtsOf(work, conversationId))
}

/**
 * An id nobody knows can only be that of a try without an answer. So it ends the doubt of a chat with exactly one, while
 * nothing else is on its way there and nothing else had to be tried twice. Not where an official wrote to the chat from the
 * platform's own inbox since: then it may be theirs.
 */
function endDoubtsOf(work: Work, conversationId: string | null): Promise<number> {
  const since = new Date(work.now.getTime() - doubtHours * 3_600_000)
  return work.db.$executeRaw`
    with loose as materialized (
      select conversation_id, provider_id, state, at from loose_id
      where ward_id = ${work.wardId}::uuid and state <> 'part' and conversation_id = coalesce(${conversationId}::uuid, conversation_id)),
    doubt as (
      select d.recipient_id, min(d.notice) as notice, min(d.slot) as slot, min(d.at) as at from delivery d
      where d.recipient_id in (select conversation_id from loose) and d.status = 'u' and d.at > ${since}::timestamptz
      group by 1 having count(*) = 1),
    ended as materialized (
      select distinct on (u.recipient_id) u.notice, u.slot, l.conversation_id, l.provider_id, l.state
      from doubt u join loose l on l.conversation_id = u.recipient_id and l.at >= u.at - make_interval(mins => ${aheadMinutes}::int)
      where exists (select from conversation v where v.ward_id = ${work.wardId}::uuid and v.id = u.recipient_id and (v.quiet_until is null or v.quiet_until <= u.at))
        and not exists (select from outbox o where o.ward_id = ${work.wardId}::uuid and o.conversation_id = u.recipient_id and o.created_at > ${since}::timestamptz
          and (o.status in ('claimed', 'unknown') or o.attempts > 1 or (o.status = 'waiting' and o.attempts > 0)))
        and not exists (select from delivery d where d.recipient_id = u.recipient_id and (d.notice, d.slot) <> (u.notice, u.slot)
          and (d.status in ('a', 'd', 'r', 'l') and d.attempts > 1 and d.at > ${since}::timestamptz
            or d.status = 'w' and (d.attempts > 0 or exists (select from delivery_batch b where b.ward_id = ${work.wardId}::uuid and b.notice = d.notice
              and b.token is not null and d.slot = any(b.claimed)))))
      order by u.recipient_id, l.at),
    used as (
      delete from loose_id x using ended e where x.ward_id = ${work.wardId}::uuid and x.conversation_id = e.conversation_id and x.provider_id = e.provider_id)
    update delivery d set status = case e.state when 'read' then 'r' else 'd' end::"char", provider = convert_to(e.provider_id, 'UTF8')
    from ended e where d.ward_id = ${work.wardId}::uuid and d.notice = e.notice and d.slot = e.slot and d.status = 'u'`
}
