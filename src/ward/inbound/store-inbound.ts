import type pg from 'pg'
import { newId } from '../../platform/ids.ts'
import { base64Of, type Seal } from '../../platform/seal.ts'
import { bindSeal } from '../work.ts'

/** One thing that came in. `content` is what the channel read, as plain data. */
export type Arrival = { accountId: string; eventKey: string; address: string; at: Date; content: unknown }

export type StoreInbound = (wardId: string, arrivals: readonly Arrival[]) => Promise<number>

/**
 * Writes down what came in, once: a redelivered event changes nothing. Every webhook waits for this, so it is one
 * statement, which is one transaction and one round trip: it names its ward itself (row-level security sees it), and its
 * values travel as one JSON text (as arrays they cost five times as much). Returns how many were new.
 */
export function makeStoreInbound(pool: pg.Pool, seal: Seal, now: () => Date): StoreInbound {
  const sealAddress = makeSealAddress(seal)
  return async (wardId, arrivals) => {
    const ward = bindSeal(seal, wardId)
    const rows = arrivals.map((one) => ({
      id: newId(),
      account: one.accountId,
      event: base64Of(ward.hash('event', one.eventKey)),
      ...sealAddress(wardId, one.address),
      content: base64Of(ward.json(one.content)),
      at: one.at,
    }))
    const { rows: stored } = await pool.query<{ fresh: number }>({
      ...statement,
      values: [wardId, JSON.stringify(rows), now()],
    })
    return stored[0]?.fresh ?? 0
  }
}

/** People who wrote last, in all wards: their next message spares a seal and a hash, a sixth of what a webhook costs. */
const mostRemembered = 4_000

type SealedAddress = { hash: string; address: string }

function makeSealAddress(seal: Seal): (wardId: string, clear: string) => SealedAddress {
  const remembered = new Map<string, SealedAddress>()
  return (wardId, clear) => {
    const key = `${wardId} ${clear}`
    const ward = bindSeal(seal, wardId)
    const sealed = remembered.get(key) ?? {
      hash: base64Of(ward.hash('address', clear)),
      address: base64Of(ward.text(clear)),
    }
    remembered.delete(key)
    remembered.set(key, sealed) // the newest stands last
    if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!)
    return sealed
  }
}

const statement = {
  name: 'store-inbound',
  text: `
    with here as materialized (select set_config('app.ward_id', $1::text, true) as ward),
    arrived as (
      insert into inbound (id, ward_id, account_id, event_hash, address_hash, address, content, occurred_at, received_at)
      select id, here.ward::uuid, account, decode(event, 'base64'), decode(hash, 'base64'), decode(address, 'base64'),
        decode(content, 'base64'), at, $3::timestamptz
      from here, json_to_recordset($2::json)
        as one(id uuid, account uuid, event text, hash text, address text, content text, at timestamptz)
      on conflict (ward_id, account_id, event_hash) do nothing
      returning id, ward_id
    ), rung as (
      insert into doorbell (job, row_id, ward_id, due_at)
      select 'handle-inbound', id, ward_id, $3::timestamptz from arrived
    )
    select count(*)::int as fresh from arrived`,
}
