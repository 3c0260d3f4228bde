import type { Clock } from '../platform/clock.ts'
import type { OneStatement } from '../platform/database.ts'
import { makeGather } from '../platform/gather.ts'

/** One bubble has its answer, and the next is about to leave. */
export type Step = {
  id: string
  claim: string
  conversationId: string
  settled: {
    status: 'accepted' | 'refused' | 'unknown'
    why?: string
    providerId?: string | null
    partIds?: readonly string[]
  }
  /** The bubble that leaves now, or null: this was the last. */
  nextId: string | null
  leaseUntil: Date
  /** A new lease for what is left, or null: the old one lasts long enough. */
  freshLease: Date | null
}

export type Stepped = {
  /** The next one is stamped and may leave. False: it was the last, or the lease ran out and somebody else took over. */
  goesOn: boolean
  /** Something else waits for this conversation. */
  more: boolean
}

export type Ledger = (wardId: string, step: Step) => Promise<Stepped>

/**
 * Settles bubbles and stamps the ones that leave next: one statement, hence one commit, for all conversations whose
 * answers have come at the same time. Only the holder of a claim can; each row is stamped before its request leaves.
 */
export function makeLedger(database: OneStatement, clock: Clock): Ledger {
  return makeGather<Step, Stepped>(
    async (wardId, steps) => {
      const given = steps.map(({ settled, ...step }) => ({ ...step, ...settled }))
      const values = [JSON.stringify(given), clock.now(), steps.map((step) => step.id)]
      const rows = await database.run<{ id: string; stamped: boolean; more: boolean }>(wardId, stepping, values)
      const done = new Map(rows.map((row) => [row.id, row]))
      return steps.map(({ id }) => ({ goesOn: done.get(id)?.stamped ?? false, more: done.get(id)?.more ?? false }))
    },
    { mostAtOnce: 200, batchesAtOnce: 2 }
  )
}

const stepping = {
  name: 'step-ledger',
  text: `
    with step as materialized (
      select * from json_to_recordset($1::json) as one(id uuid, claim uuid, "conversationId" uuid, status text, why text,
        "providerId" text, "partIds" json, "nextId" uuid, "leaseUntil" timestamptz, "freshLease" timestamptz)
    ), settled as (
      update outbox set status = step.status, why = step.why, provider_id = step."providerId", claim = null,
        lease_until = null, settled_at = $2::timestamptz, attempts = outbox.attempts + 1
      from step
      where outbox.id = any ($3::uuid[]) and outbox.id = step.id and outbox.claim = step.claim and outbox.status = 'claimed'
      returning step.*
    ), parts as (
      insert into loose_id (conversation_id, provider_id, state, at)
      select settled."conversationId", part.id, 'part', $2::timestamptz
      from settled, json_array_elements_text(settled."partIds") as part(id)
      on conflict (ward_id, conversation_id, provider_id) do update set state = 'part'
    ), stamped as (
      update outbox set lease_until = coalesce(settled."freshLease", outbox.lease_until),
        request_started_at = case when outbox.id = settled."nextId" then $2::timestamptz else outbox.request_started_at end
      from settled
      where outbox.conversation_id = settled."conversationId"
        and outbox.id >= settled."nextId" and outbox.claim = settled.claim
        and (outbox.id = settled."nextId" or settled."freshLease" is not null)
      returning outbox.id
    ), over as materialized (
      select settled."conversationId" as conversation, settled."leaseUntil" as due, waits.first as first
      from settled cross join lateral (select min(next_at) as first from outbox
        where outbox.conversation_id = settled."conversationId" and outbox.status = 'waiting') waits
      where settled."nextId" is null
    ), done as (
      delete from doorbell using over
      where doorbell.job = 'deliver-outbox' and doorbell.row_id = over.conversation and doorbell.due_at = over.due
        and over.first is null
    ), kept as (
      update doorbell set due_at = greatest(over.first, $2::timestamptz) from over
      where doorbell.job = 'deliver-outbox' and doorbell.row_id = over.conversation and doorbell.due_at = over.due
        and over.first is not null
    ), later as (
      update doorbell set due_at = settled."freshLease" from settled
      where doorbell.job = 'deliver-outbox' and doorbell.row_id = settled."conversationId"
        and doorbell.due_at = settled."leaseUntil" and settled."nextId" is not null and settled."freshLease" is not null
    )
    select settled.id, exists (select from stamped where stamped.id = settled."nextId") as stamped,
      coalesce((select over.first <= $2::timestamptz from over where over.conversation = settled."conversationId"), false) as more
    from settled`,
}
