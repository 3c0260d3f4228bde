import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { wayOfCode, type Way } from './delivery.ts'

/** What was written down for a day, and what the ledger holds of it now. */
export type LedgerGap = { dayDate: string; way: Way; counted: number; found: number }

/** Nights on which a day is looked at again: receipts come for three days, and change no count. */
const daysBack = 7

type Day = { day_date: string; way: string; said: number }

/**
 * Counts what was accepted on each of the last days, by way, and compares it with the count of the night before. A message
 * that left stays in the ledger: a count that fell means that rows were lost or changed by hand. What is counted for the
 * first time, or has grown by a late answer, is written down.
 */
export async function checkLedger(work: Work): Promise<LedgerGap[]> {
  const today = wardDateOf(work.now)
  const since = addDays(today, -daysBack)
  const found = await work.db.$queryRaw<Day[]>`
    select to_char(d.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day_date, d.way::text as way, count(*)::int as said
    from delivery d where d.ward_id = ${work.wardId}::uuid and d.status in ('a', 'd', 'r')
      and d.at >= ${since}::date::timestamp at time zone 'Asia/Ho_Chi_Minh' and d.at < ${today}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'
    group by 1, 2`
  const counted = await work.db.$queryRaw<Day[]>`
    select to_char(day_date, 'YYYY-MM-DD') as day_date, way, said from delivery_day where day_date >= ${since}::date`
  const nameOf = ({ day_date, way }: Day) => `${day_date} ${way}`
  const now = new Map(found.map((one) => [nameOf(one), one.said]))
  const gaps = counted
    .filter((one) => (now.get(nameOf(one)) ?? 0) < one.said)
    .map((one): LedgerGap => {
      const here = now.get(nameOf(one)) ?? 0
      return { dayDate: one.day_date, way: wayOfCode(one.way), counted: one.said, found: here }
    })
  for (const { day_date, way, said } of found) {
    await work.db.$executeRaw`
      insert into delivery_day as k (ward_id, day_date, way, said) values (${work.wardId}::uuid, ${day_date}::date, ${way}, ${said})
      on conflict (ward_id, day_date, way) do update set said = greatest(k.said, excluded.said)`
  }
  if (gaps.length > 0) work.audit('ledger.gap', { days: gaps.length })
  return gaps
}
