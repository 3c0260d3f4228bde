import type { Work } from '../work.ts'

/**
 * Takes letters out of the outbox that have not left yet. Returns those that cannot be taken back any more: their request
 * is on its way or was answered. Taken back, a letter that is let go once more leaves with a new outbox row.
 */
export async function takeBackQueued(work: Work, letterIds: readonly string[]): Promise<Set<string>> {
  if (letterIds.length === 0) return new Set()
  const rows = await work.db.$queryRaw<{ id: string; taken: boolean }[]>`
    with mine as (
      select l.id, o.id as row_id from letter l join outbox o on o.source = 'letter' and o.source_row = l.id || ':' || l.run || ':0'
      where l.id = any(${[...letterIds]}::uuid[]) and l.status = 'queued'),
    taken as (
      update outbox set status = 'suppressed', why = 'letter_stopped', settled_at = ${work.now}::timestamptz
      from mine where outbox.id = mine.row_id and outbox.status = 'waiting' returning outbox.id),
    again as (
      update letter set run = letter.run + 1 from mine join taken on taken.id = mine.row_id where letter.id = mine.id)
    select mine.id, taken.id is not null as taken from mine left join taken on taken.id = mine.row_id`
  return new Set(rows.filter(({ taken }) => !taken).map(({ id }) => id))
}
