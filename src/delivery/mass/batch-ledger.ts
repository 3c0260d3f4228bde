// The raw SQL of sending to many: a few statements on one connection, one round trip for each 25 to 50 messages.
import { whys } from '../../ward/delivery/delivery.ts'
import type { BatchSession } from './batch-session.ts'
import type { Batch } from './hold-batch.ts'

/** One row settled: codes of ward/delivery/delivery.ts. */
export type Settled = {
  slot: number
  recipientId: string
  status: string
  why: string
  attempts: number
  at: Date
  provider: string
}

export type ClaimedRow = {
  slot: number
  recipientId: string
  attempts: number
  why: string
  /** Sealed; null when the conversation is gone. */
  address: Uint8Array | null
  language: string
  /** The chat left, or stopped notices, since the audience was frozen. */
  gone: boolean
  stopped: boolean
  /** Hours in which this person wants to hear nothing, by the ward's clock. */
  quiet: { fromClock: string; toClock: string } | null
}

export type Cycle = {
  batch: Batch
  ways: readonly string[]
  settled: readonly Settled[]
  limit: number
  now: Date
  leaseUntil: Date
}

/** `apart`: null for most rows; what differs from a first try in Vietnamese to somebody who is there and wants to be told. */
type CycleRow = {
  held: boolean
  slot: number | null
  recipient_id: string
  address: Buffer | null
  apart: {
    attempts: number
    why: string
    language: string
    gone: boolean
    stopped: boolean
    from_clock: string | null
    to_clock: string | null
  } | null
}

/**
 * Writes how the last claim went and takes the next one, in one statement. Rows are settled only by the holder of the
 * claim, and only from `waiting`; the next ones are taken only while the notice is sending. `held` false: the lease ran out
 * and another worker has the batch. A plan that stays with its connection may know nothing of how many rows a notice has:
 * places in an array instead of a join, and laterals that cannot be turned round, leave it no choice but the primary key.
 * A row finds its place by counting from the first slot; `textsend` is the bytes of a text without a look-up of encodings.
 * In order of slots, whatever the plan: the last one is where the next claim begins. Slots may be those of two accounts of
 * one channel: who was refused on one may be waiting for the other.
 */
export async function settleAndClaim(
  { client, wardId }: BatchSession,
  cycle: Cycle
): Promise<{ held: boolean; rows: ClaimedRow[] }> {
  const { batch } = cycle
  const settled = laidOut(cycle.settled)
  const { rows } = await client.query<CycleRow>({
    name: 'settle-and-claim',
    text: `
      with mine as (select from delivery_batch where ward_id = $1 and id = $3 and token = $4),
      settled as (
        update delivery d set status = ($13::"char"[])[d.slot - $12], why = ($14::"char"[])[d.slot - $12], attempts = ($15::int[])[d.slot - $12],
          at = to_timestamp(($16::float8[])[d.slot - $12] / 1000), provider = textsend(($17::text[])[d.slot - $12])
        where d.ward_id = $1 and d.notice = $2 and d.slot = any($11::int[]) and d.status = 'w' and exists (select from mine)),
      next as materialized (
        select d.slot, d.recipient_id, d.attempts, d.why, v.address, v.language, v.gone, v.stopped from delivery d
        left join lateral (select account_id, address, language, left_at is not null as gone, notices_stopped_at is not null as stopped
          from conversation where ward_id = $1 and id = d.recipient_id offset 0) v on true
        where (v.account_id is null or v.account_id = $18) and d.ward_id = $1 and d.notice = $2 and d.slot > $8 and d.slot <= $9 and d.status = 'w' and d.at <= $5 and d.way = any($10::"char"[])
          and exists (select from mine) and exists (select from notice n where n.ward_id = $1 and n.number = $2 and n.status = 'sending')
        order by d.slot limit $7),
      claimed as (
        update delivery_batch b set claimed = coalesce((select array_agg(slot) from next), '{}'), request_started_at = $5, lease_until = $6
        where b.ward_id = $1 and b.id = $3 and b.token = $4 returning b.id)
      select exists (select from claimed) as held, n.slot, n.recipient_id, n.address,
        case when n.attempts > 0 or n.why <> '-' or n.language <> 'vi' or n.gone or n.stopped or q.from_clock is not null then
          json_build_object('attempts', n.attempts, 'why', n.why, 'language', n.language, 'gone', n.gone, 'stopped', n.stopped, 'from_clock', q.from_clock, 'to_clock', q.to_clock)
        end as apart
      from (select) one left join next n on true
      left join lateral (select from_clock, to_clock from quiet_hours where ward_id = $1 and conversation_id = n.recipient_id offset 0) q on true
      order by n.slot`,
    values: [
      wardId,
      batch.notice,
      batch.id,
      batch.token,
      cycle.now,
      cycle.leaseUntil,
      cycle.limit,
      batch.cursor,
      batch.lastSlot,
      cycle.ways,
      settled.slots,
      settled.before,
      settled.statuses,
      settled.whys,
      settled.attempts,
      settled.ats,
      settled.providers,
      batch.accountId,
    ],
  })
  const claimed = rows.flatMap((row) => (row.slot === null ? [] : [claimedOf(row, row.slot)]))
  return { held: rows[0]?.held ?? false, rows: claimed }
}

/**
 * Arrays in which a row's place is its slot less `before`; those of slots between two settled ones are read by nobody. All
 * but the provider's words are written as PostgreSQL reads them: they are numbers and codes of one byte.
 */
function laidOut(settled: readonly Settled[]) {
  const slots = settled.map(({ slot }) => slot)
  const before = Math.min(...slots, Infinity) - 1
  const places: (Settled | undefined)[] = []
  for (const row of settled) places[row.slot - before - 1] = row
  const column = (of: (row: Settled) => string | number, none: string) => {
    let text = ''
    for (const row of places) text += `,${row === undefined ? none : of(row)}`
    return `{${text.slice(1)}}`
  }
  return {
    slots: `{${slots.join(',')}}`,
    before: settled.length === 0 ? 0 : before,
    statuses: column(({ status }) => status, '-'),
    whys: column(({ why }) => why, '-'),
    attempts: column(({ attempts }) => attempts, '0'),
    ats: column(({ at }) => at.getTime(), '0'),
    providers: Array.from(places, (row) => row?.provider ?? ''),
  }
}

const claimedOf = ({ recipient_id: recipientId, address, apart }: CycleRow, slot: number): ClaimedRow => ({
  slot,
  recipientId,
  address,
  attempts: apart?.attempts ?? 0,
  why: apart?.why ?? whys.none,
  language: apart?.language ?? 'vi',
  gone: apart?.gone ?? false,
  stopped: apart?.stopped ?? false,
  quiet: apart?.from_clock && apart.to_clock ? { fromClock: apart.from_clock, toClock: apart.to_clock } : null,
})

/** An answer that came after the lease: it still ends a doubt about the same chat, and changes nothing else. */
export async function settleLate(
  { client, wardId }: BatchSession,
  notice: number,
  settled: readonly Settled[]
): Promise<void> {
  const sent = settled.filter(({ status }) => status === 'a')
  if (sent.length === 0) return
  await client.query({
    name: 'settle-late',
    text: `
      update delivery d set status = 'a', why = '-', at = s.at, provider = convert_to(s.provider, 'UTF8')
      from unnest($3::int[], $4::timestamptz[], $5::text[], $6::uuid[]) as s(slot, at, provider, recipient)
      where d.ward_id = $1 and d.notice = $2 and d.slot = s.slot and d.slot = any($3::int[]) and d.recipient_id = s.recipient and d.status = 'u'`,
    values: [
      wardId,
      notice,
      sent.map((row) => row.slot),
      sent.map((row) => row.at),
      sent.map((row) => row.provider),
      sent.map((row) => row.recipientId),
    ],
  })
}

/** Of messages that went in several pieces: the ids whose receipts tell nothing yet. */
export async function keepPieces(
  { client, wardId }: BatchSession,
  pieces: readonly { recipientId: string; id: string }[],
  now: Date
): Promise<void> {
  await client.query({
    name: 'keep-pieces',
    text: `insert into loose_id (ward_id, conversation_id, provider_id, state, at)
      select $1, p.conversation_id, p.id, 'part', $4 from unnest($2::uuid[], $3::text[]) as p(conversation_id, id)
      on conflict (ward_id, conversation_id, provider_id) do update set state = 'part'`,
    values: [wardId, pieces.map((piece) => piece.recipientId), pieces.map((piece) => piece.id), now],
  })
}
