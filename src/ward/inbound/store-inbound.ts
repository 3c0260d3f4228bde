import type { Work } from '../work.ts'
import { newId } from '../../platform/ids.ts'

/** One thing that came in. `content` is what the channel read, as plain data. */
export type Arrival = { accountId: string; eventKey: string; address: string; at: Date; content: unknown }

/**
 * Writes down what came in, once: a redelivered event changes nothing. One statement for many, because every webhook
 * waits for it. Returns how many were new.
 */
export async function storeInbound(work: Work, arrivals: readonly Arrival[]): Promise<number> {
  const ids = arrivals.map(() => newId())
  return work.db.$executeRaw`
    with arrived as (
      insert into inbound (id, account_id, event_hash, address_hash, address, content, occurred_at, received_at)
      select id, account_id, event_hash, address_hash, address, content, occurred_at, ${work.now}::timestamptz
      from unnest(${ids}::uuid[], ${arrivals.map((one) => one.accountId)}::uuid[],
        ${arrivals.map((one) => work.seal.hash('event', one.eventKey))}::bytea[],
        ${arrivals.map((one) => work.seal.hash('address', one.address))}::bytea[],
        ${arrivals.map((one) => work.seal.text(one.address))}::bytea[],
        ${arrivals.map((one) => work.seal.json(one.content))}::bytea[],
        ${arrivals.map((one) => one.at)}::timestamptz[])
        as one(id, account_id, event_hash, address_hash, address, content, occurred_at)
      on conflict (ward_id, account_id, event_hash) do nothing
      returning id
    )
    insert into doorbell (job, row_id, ward_id, due_at)
    select 'handle-inbound', id, current_ward(), ${work.now}::timestamptz from arrived`
}
