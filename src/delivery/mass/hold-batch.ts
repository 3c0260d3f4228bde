import type { BatchSession } from './batch-session.ts'

/** What one worker holds for a moment. */
export type Batch = {
  id: string
  notice: number
  channel: string
  accountId: string
  firstSlot: number
  lastSlot: number
  token: string
  /** Where the next claim begins: after this slot. */
  cursor: number
}

type BatchRow = {
  id: string
  channel: string
  account_id: string
  first_slot: number
  last_slot: number
  was_claimed: number[]
}

export type Taking = {
  notice: number
  token: string
  now: Date
  leaseUntil: Date
  /** Sent again at once: emergencies. */ again: boolean
}

/**
 * Takes a batch nobody holds, or whose holder is dead. What the dead one had claimed had perhaps left the house: those
 * rows become `unknown`, in the statement that takes the batch over. Those rows are named by a subquery of one value: joined
 * to the batch, a plan would read the whole notice for every batch.
 */
export async function takeBatch(
  { client, wardId }: BatchSession,
  { notice, token, now, leaseUntil, again }: Taking
): Promise<Batch | null> {
  const { rows } = await client.query<BatchRow>({
    name: 'take-batch',
    text: `
      with free as (
        select x.id, x.claimed as was_claimed from delivery_batch x join notice n on n.ward_id = x.ward_id and n.number = x.notice
        where x.ward_id = $1 and x.notice = $2 and not x.done and x.due_at <= $3 and (x.token is null or x.lease_until <= $3)
          and n.status = 'sending' and (x.probe or n.released_at is not null)
        order by x.first_slot limit 1 for update of x skip locked),
      doubted as (
        update delivery d set at = $3,
          status = case when $6 and d.why <> '2' then 'w'::"char" else 'u'::"char" end,
          why = case when d.why = '2' or $6 then '2'::"char" else 'u'::"char" end
        where d.ward_id = $1 and d.notice = $2 and d.slot = any((select was_claimed from free)::int[]) and d.status = 'w')
      update delivery_batch b set token = $4, lease_until = $5, claimed = '{}', request_started_at = null
      from free f where b.ward_id = $1 and b.id = f.id
      returning b.id, b.channel, b.account_id, b.first_slot, b.last_slot, f.was_claimed`,
    values: [wardId, notice, now, token, leaseUntil, again],
  })
  const row = rows[0]
  if (row === undefined) return null
  return {
    id: row.id,
    notice,
    channel: row.channel,
    accountId: row.account_id,
    firstSlot: row.first_slot,
    lastSlot: row.last_slot,
    token,
    cursor: row.first_slot - 1,
  }
}

/** Still at work: the platform is slow, the worker is not dead. */
export async function extendLease({ client, wardId }: BatchSession, batch: Batch, leaseUntil: Date): Promise<void> {
  await client.query({
    name: 'extend-lease',
    text: `update delivery_batch set lease_until = $4 where ward_id = $1 and id = $2 and token = $3`,
    values: [wardId, batch.id, batch.token, leaseUntil],
  })
}

/**
 * Gives the batch back: done when nothing of it waits any more, else due when the first of it is. `notBefore`: where nothing
 * was claimed because the hours are over or the pace says wait. That somebody of it was refused, by whichever holder, has
 * left or stopped notices meanwhile, or waits for something that another way may spare them (`otherWay`, codes of why), stays
 * written on it until they have been looked after. The batch is locked before its rows are read: whom somebody puts into it at
 * this moment is seen here, or finds it given back and opens it again.
 */
export async function releaseBatch(
  { client, wardId }: BatchSession,
  batch: Batch,
  { ways, notBefore, otherWay }: { ways: readonly string[]; notBefore: Date; otherWay: readonly string[] }
): Promise<void> {
  await client.query('begin')
  await client.query({
    name: 'hold-batch',
    text: 'select from delivery_batch where ward_id = $1 and id = $2 and token = $3 for update',
    values: [wardId, batch.id, batch.token],
  })
  await client.query({
    name: 'release-batch',
    text: `
      update delivery_batch b set token = null, lease_until = null, claimed = '{}', request_started_at = null,
        done = w.at is null, refused = w.refused, due_at = coalesce(greatest(w.at, $6), b.due_at)
      from (select min(d.at) filter (where d.status = 'w' and d.way = any($5::"char"[]) and coalesce((select v.account_id = $10 from conversation v where v.ward_id = $1 and v.id = d.recipient_id), true)) as at, coalesce(bool_or(d.status = 'f' or d.status = 's' and d.why in ('l', 'o') or d.status = 'w' and d.why = any($9::"char"[]) and d.way = any($5::"char"[])), false) as refused
            from delivery d where d.ward_id = $1 and d.notice = $2 and d.slot between $7 and $8) w
      where b.ward_id = $1 and b.id = $3 and b.token = $4`,
    values: [
      wardId,
      batch.notice,
      batch.id,
      batch.token,
      ways,
      notBefore,
      batch.firstSlot,
      batch.lastSlot,
      otherWay,
      batch.accountId,
    ],
  })
  await client.query('commit')
}

/** When the next batch of a notice may be taken, or null when all are done. */
export async function nextDue({ client, wardId }: BatchSession, notice: number): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>({
    name: 'next-due',
    text: `select min(case when b.token is null then b.due_at else b.lease_until end) as at from delivery_batch b
      join notice n on n.ward_id = b.ward_id and n.number = b.notice
      where b.ward_id = $1 and b.notice = $2 and not b.done and n.status = 'sending' and (b.probe or n.released_at is not null)`,
    values: [wardId, notice],
  })
  return rows[0]?.at ?? null
}
