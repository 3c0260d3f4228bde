import type { Pool } from 'pg'
import { closedLease, leaseOf, massShare, unlimited, type Lease, type Pace } from './pace.ts'
import { inWardSession } from './batch-session.ts'

/** The same bucket in one row of Postgres, by its clock: for a ward without Redis. */
export function makePostgresPace(pool: Pool, longestWaitMs: number): Pace {
  return {
    async take({ wardId, accountId, perSecond }, wanted, lane): Promise<Lease> {
      if (perSecond === 0) return unlimited(wanted)
      const gapMs = 1000 / perSecond
      const massGapMs = lane === 'mass' ? gapMs / massShare : 0
      const size = leaseOf(perSecond, wanted)
      const taken = await inWardSession(pool, wardId, ({ client }) =>
        client.query<{ wait: number; granted: boolean }>({
          name: 'take-pace',
          text: `
            insert into pace_bucket as b (ward_id, account_id, arrival, mass_arrival, last_wait)
            values ($1, $2, now() + $3 * interval '1 ms', now() + $4 * interval '1 ms', 0)
            on conflict (ward_id, account_id) do update set
              last_wait = 1000 * extract(epoch from greatest(b.arrival, b.closed_until, case when $6 then b.mass_arrival end, now()) - now()),
              arrival = case when greatest(b.arrival, b.closed_until, case when $6 then b.mass_arrival end) - now() > $5 * interval '1 ms' then b.arrival
                else greatest(b.arrival, b.closed_until, now()) + $3 * interval '1 ms' end,
              mass_arrival = case when not $6 or greatest(b.arrival, b.closed_until, b.mass_arrival) - now() > $5 * interval '1 ms' then b.mass_arrival
                else greatest(b.arrival, b.closed_until, b.mass_arrival, now()) + $4 * interval '1 ms' end
            returning last_wait as wait, last_wait <= $5 as granted`,
          values: [wardId, accountId, size * gapMs, size * massGapMs, longestWaitMs, massGapMs > 0],
        })
      ).catch(() => null)
      const row = taken?.rows[0]
      if (row === undefined) return closedLease
      return { granted: row.granted ? size : 0, waitMs: Math.max(0, row.wait), gapMs: massGapMs || gapMs }
    },
    async rest({ wardId, accountId }, seconds, lane) {
      await inWardSession(pool, wardId, ({ client }) =>
        client.query(
          `insert into pace_bucket as b (ward_id, account_id, arrival, mass_arrival, closed_until)
           values ($1, $2, now(), now() + case when $4::boolean then $3::float8 else 0 end * interval '1 second', case when not $4::boolean then now() + $3::float8 * interval '1 second' end)
           on conflict (ward_id, account_id) do update set
             mass_arrival = greatest(b.mass_arrival, excluded.mass_arrival), closed_until = greatest(b.closed_until, excluded.closed_until)`,
          [wardId, accountId, seconds, lane === 'mass']
        )
      )
    },
    close: async () => {},
  }
}
