import type { Work } from '../work.ts'
import { deliveryStatuses } from './delivery.ts'
import { matchLooseReceipts } from './match-loose-receipts.ts'

export type DeliveryReceipt = { conversationId: string; providerIds: readonly string[]; state: 'delivered' | 'read' }

/**
 * A receipt ends a doubt or moves a delivery on; never backwards. By the chat it came from: ids of messages have no index.
 * What no message carries yet is kept: its message may not be settled. Whether it moved anything.
 */
export async function recordDeliveryReceipt(work: Work, receipt: DeliveryReceipt): Promise<boolean> {
  const { conversationId, providerIds, state } = receipt
  const before = state === 'read' ? ['a', 'd', 'u'] : ['a', 'u']
  const bytes = providerIds.map((id) => Buffer.from(id, 'utf8'))
  const moved = await work.db.$executeRaw`
    update delivery set status = ${deliveryStatuses[state]}::"char"
    where recipient_id = ${conversationId}::uuid and status = any(${before}::"char"[]) and provider = any(${bytes}::bytea[])`
  if (moved >= providerIds.length) return true
  const kept = await keepLoose(work, receipt)
  const ended = kept > 0 ? await matchLooseReceipts(work, { conversationId }) : 0
  return moved + ended > 0
}

/** Ids that neither a bubble nor a delivery nor a piece of one carries. */
function keepLoose(work: Work, { conversationId, providerIds, state }: DeliveryReceipt): Promise<number> {
  return work.db.$executeRaw`
    insert into loose_id as l (ward_id, conversation_id, provider_id, state, at)
    select ${work.wardId}::uuid, ${conversationId}::uuid, p.id, ${state}, ${work.now}::timestamptz
    from (select distinct unnest(${[...providerIds]}::text[])) as p(id)
    where not exists (select from outbox o where o.ward_id = ${work.wardId}::uuid and o.provider_id = p.id)
      and not exists (select from delivery d where d.recipient_id = ${conversationId}::uuid and d.provider = convert_to(p.id, 'UTF8'))
    on conflict (ward_id, conversation_id, provider_id) do update set state = case when l.state = 'delivered' then excluded.state else l.state end`
}
