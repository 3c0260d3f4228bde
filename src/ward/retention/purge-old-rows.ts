import type { Work } from '../work.ts'
import { retention } from './retention.ts'

/** Column by which a row's age is told, for tables that are emptied by age. */
const ageColumn: Readonly<Record<string, string>> = {
  inbound: 'received_at',
  outbox: 'created_at',
  attachment: 'created_at',
  look_up: 'at',
  link_code: 'expires_at',
  idempotency_key: 'created_at',
  import_run: 'created_at',
  session: 'created_at',
  hand_over: 'opened_at',
  data_request: 'received_at',
}

/** At most this many rows a table and run: a long pause is caught up in steps, not in one long lock. */
const atOnce = 20_000

/** Removes what is past its time and returns how many rows went. Work that is still open stays, however old. */
export async function purgeOldRows(work: Work): Promise<number> {
  let purged = 0
  for (const { table, keptDays } of retention) {
    const column = ageColumn[table]
    if (keptDays === 'while_needed' || column === undefined) continue
    const before = new Date(work.now.getTime() - keptDays * 86_400_000)
    const open = table === 'inbound' || table === 'outbox' ? `and status not in ('waiting', 'claimed')` : table === 'hand_over' ? `and status in ('answered', 'closed')` : table === 'data_request' ? `and status in ('done', 'refused')` : ''
    purged += await work.db.$executeRawUnsafe(
      `delete from ${table} where ctid in (select ctid from ${table} where ${column} < $1 ${open} limit ${atOnce})`,
      before
    )
  }
  return purged
}
