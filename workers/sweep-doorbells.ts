import type { Wired } from '../src/wiring.ts'

/** A bell this old was rung by nobody: its queue job is lost, or its process died. */
const lateAfterSeconds = 3
const atOnce = 2_000

/**
 * Rings again what is due and waits. A bell moves ahead a little, so that two sweeps do not ring it twice; what came into a
 * ward is woken by the ward and stays due, because the worker takes whatever is due.
 */
export async function sweepDoorbells({ database, clock, ring }: Wired): Promise<void> {
  const now = clock.now()
  const late = new Date(now.getTime() - lateAfterSeconds * 1000)
  const wards = await database.$queryRaw<{ ward_id: string; row_id: string }[]>`
    select distinct on (ward_id) ward_id, row_id from doorbell where job = 'handle-inbound' and due_at < ${late}::timestamptz`
  const due = await database.$queryRaw<{ job: string; row_id: string; ward_id: string }[]>`
    update doorbell set due_at = ${new Date(now.getTime() + 30_000)}::timestamptz
    where (job, row_id) in (
      select job, row_id from doorbell where job <> 'handle-inbound' and due_at < ${late}::timestamptz
      order by due_at limit ${atOnce} for update skip locked)
    returning job, row_id, ward_id`
  const bells = [...wards.map((ward) => ({ job: 'handle-inbound', ...ward })), ...due]
  await ring(bells.map(({ job, row_id, ward_id }) => ({ job, rowId: row_id, wardId: ward_id, dueAt: now })))
}
