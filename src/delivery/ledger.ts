import type pg from 'pg'
import type { Clock } from '../platform/clock.ts'
import { makeGather } from '../platform/gather.ts'

/** One bubble has its answer, and the next is about to leave. */
export type Step = {
  id: string
  claim: string
  conversationId: string
  settled: { status: 'accepted' | 'refused' | 'unknown'; why?: string; providerId?: string | null }
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
export function makeLedger(pool: pg.Pool, clock: Clock): Ledger {
  return makeGather<Step, Stepped>(
    async (wardId, steps) => {
      const given = steps.map(({ settled, ...step }) => ({ ...step, ...settled }))
      const values = [wardId, JSON.stringify(given), clock.now()]
      const { rows } = await pool.query<{ id: string; stamped: boolean; more: boolean }>({ ...stepping, values })
      const done = new Map(rows.map((row) => [row.id, row]))
      return steps.map(({ id }) => ({ goesOn: done.get(id)?.stamped ?? false, more: done.get(id)?.more ?? false }))
    },
    { mostAtOnce: 200, batchesAtOnce: 2 }
  )
}

const stepping = {
  name: 'step-ledger',
  text: `
    with here as materialized (select set_config('app.ward_id', $1::text, true) as ward),
    step as materialized (
      select here.ward::uuid as ward, one.* from here, json_to_recordset($2::json) as one(id uuid, claim uuid,
        "conversationId" uuid, status text, why text, "providerId" text, "nextId" uuid, "leaseUntil" timestamptz,
        "freshLease" timestamptz)
    ), settled as (
      update outbox set status = step.status, why = step.why, provider_id = step."providerId", claim = null,
        lease_until = null, settled_at = $3::timestamptz, attempts = outbox.attempts + 1
      from step
      where outbox.ward_id = step.ward and outbox.id = step.id and outbox.claim = step.claim and outbox.status = 'claimed'
      returning step.*
    ), stamped as (
      update outbox set lease_until = coalesce(settled."freshLease", outbox.lease_until),
        request_started_at = case when outbox.id = settled."nextId" then $3::timestamptz else outbox.request_started_at end
      from settled
      where outbox.ward_id = settled.ward and outbox.conversation_id = settled."conversationId"
        and outbox.id >= settled."nextId" and outbox.claim = settled.claim
        and (outbox.id = settled."nextId" or settled."freshLease" is not null)
      returning outbox.id
    ), done as (
      delete from doorbell using settled
      where doorbell.job = 'deliver-outbox' and doorbell.row_id = settled."conversationId"
        and doorbell.due_at = settled."leaseUntil" and settled."nextId" is null
    ), later as (
      update doorbell set due_at = settled."freshLease" from settled
      where doorbell.job = 'deliver-outbox' and doorbell.row_id = settled."conversationId"
        and doorbell.due_at = settled."leaseUntil" and settled."nextId" is not null and settled."freshLease" is not null
    )
    select settled.id, exists (select from stamped where stamped.id = settled."nextId") as stamped,
      settled."nextId" is null and exists (
        select from (select status, next_at from outbox where outbox.ward_id = settled.ward
            and outbox.conversation_id = settled."conversationId" order by outbox.id desc limit 20) latest
        where latest.status = 'waiting' and latest.next_at <= $3::timestamptz) as more
    from settled`,
}
