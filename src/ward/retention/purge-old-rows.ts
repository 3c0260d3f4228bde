import type { Work } from '../work.ts'
import { retention } from './retention.ts'

/** Column by which a row's age is told, for tables that are emptied by age. */
const ageColumn: Readonly<Record<string, string>> = {
  inbound: 'received_at',
  outbox: 'created_at',
  delivery: 'at',
  delivery_try: 'at',
  loose_id: 'at',
  attachment: 'created_at',
  learning_message: 'seen_at',
  look_up: 'at',
  link_code: 'expires_at',
  idempotency_key: 'created_at',
  import_run: 'created_at',
  session: 'created_at',
  hand_over: 'opened_at',
  reception_booking: 'created_at',
  survey: 'created_at',
  data_request: 'received_at',
  letter_task: 'opened_at',
  longevity_line: 'created_at',
  meeting_reply: 'answered_at',
  disclosure_question: 'asked_at',
  opinion: 'given_at',
  election_reminder: 'since',
  audit_line: 'at', // the database lets nothing younger than two years go
}

/** Where a row is work, only these statuses may go. */
const doneOnly: Readonly<Record<string, readonly string[]>> = {
  inbound: ['handled', 'ignored', 'failed'],
  outbox: ['accepted', 'delivered', 'read', 'refused', 'exhausted', 'expired', 'suppressed', 'unknown', 'left'],
  delivery: ['a', 'd', 'r', 'f', 'e', 'x', 's', 'u', 'l'],
  hand_over: ['answered', 'closed'],
  data_request: ['done', 'refused'],
  learning_message: ['open', 'proposed', 'ignored'],
  letter_task: ['done', 'dismissed'],
}

const ignoredKeptDays = 7

/** At most this many rows a table and run: a long pause is caught up in steps, not in one long lock. */
const atOnce = 20_000

/** Removes what is past its time and returns how many rows went. Work that is still open stays, however old. */
export async function purgeOldRows(work: Work): Promise<number> {
  let purged = 0
  for (const { table, keptDays } of retention) {
    const column = ageColumn[table]
    if (keptDays === 'while_needed' || column === undefined) continue
    const before = new Date(work.now.getTime() - keptDays * 86_400_000)
    const statuses = doneOnly[table]
    const open = statuses === undefined ? '' : `and status in (${statuses.map((status) => `'${status}'`).join(', ')})`
    purged += await work.db.$executeRawUnsafe(
      `delete from ${table} where ctid in (select ctid from ${table} where ${column} < $1 ${open} limit ${atOnce})`,
      before
    )
  }
  return purged + (await purgeIgnored(work))
}

/** What we could not use, unknown events and loops, is kept for a week only. */
async function purgeIgnored(work: Work): Promise<number> {
  const before = new Date(work.now.getTime() - ignoredKeptDays * 86_400_000)
  const { count } = await work.db.inbound.deleteMany({ where: { status: 'ignored', receivedAt: { lt: before } } })
  return count
}
