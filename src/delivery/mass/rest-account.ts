import type { Batch } from './hold-batch.ts'
import type { BatchSession } from './batch-session.ts'

/**
 * The platform refuses the account: who of this batch has not been tried waits for it, too, and so do the other batches of
 * the account that nobody holds. An urgent notice lets them come, so that each one's people go on by another way.
 */
export async function restAccount(
  { client, wardId }: BatchSession,
  batch: Batch,
  { ways, until, isUrgent }: { ways: readonly string[]; until: Date; isUrgent: boolean }
): Promise<void> {
  await client.query({
    name: 'rest-account',
    text: `
      with untried as (
        update delivery d set at = $5, why = 't' where d.ward_id = $1 and d.notice = $2 and d.slot between $6 and $7
          and d.status = 'w' and d.why = '-' and d.way = any($4::"char"[]) and exists (select from conversation v
            where v.ward_id = $1 and v.id = d.recipient_id and v.account_id = $3))
      update delivery_batch b set due_at = $5 where b.ward_id = $1 and b.notice = $2 and b.account_id = $3
        and not $8 and not b.done and b.token is null and b.due_at < $5`,
    values: [wardId, batch.notice, batch.accountId, ways, until, batch.firstSlot, batch.lastSlot, isUrgent],
  })
}
