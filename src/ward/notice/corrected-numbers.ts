import { deliveryStatuses, ways, whys } from '../delivery/delivery.ts'
import type { Audience } from './audience.ts'
import type { Work } from '../work.ts'

type Correction = { correctsId: string | null; source: string | null; audience?: unknown }

/**
 * The numbers of every notice whose words a correction overtakes: the one it corrects, what that one had corrected and what
 * has corrected it, for each of these may be the last that somebody heard; of a thing that has moved or is off, everything
 * that was told of it. None for one that only makes up
 * for messages that failed. Null for a notice that corrects nothing.
 */
export async function correctedNumbers(
  work: Work,
  { correctsId, source, audience }: Correction
): Promise<number[] | null> {
  if (correctsId === null) return (audience as Audience | undefined)?.onlyNamed === true ? [] : null
  const ofThing = source?.startsWith('ladder_') ?? false
  const rows = await work.db.$queryRaw<{ number: number }[]>`
    with recursive family as (
      select id, corrects_id, source, split_part(source_row, ':', 1) as thing, number from notice where id = ${correctsId}::uuid
      union
      select n.id, n.corrects_id, n.source, split_part(n.source_row, ':', 1), n.number from notice n join family f
        on n.id = f.corrects_id or n.corrects_id = f.id
        or (${ofThing} and n.source = f.source and split_part(n.source_row, ':', 1) = f.thing)
      where n.expanded_at is not null or n.id = f.corrects_id)
    select number from family order by number`
  return rows.map(({ number }) => number)
}

/** What still waits at doors or for the digest of the day with words that hold no more is told to nobody. */
export async function overtakeWaiting(work: Work, numbers: readonly number[]): Promise<number> {
  return work.db.$executeRaw`
    update delivery set status = ${deliveryStatuses.suppressed}::"char", why = ${whys.overtaken}::"char", at = ${work.now}::timestamptz
    where ward_id = ${work.wardId}::uuid and notice = any(${[...numbers]}::int[])
      and ((way = ${ways.visit}::"char" and status = ${deliveryStatuses.waiting}::"char") or status = ${deliveryStatuses.held}::"char")`
}
