import type { Wired } from '../src/wiring.ts'

/** A bell this old was rung by nobody: its queue job is lost, or its process died. */
const lateAfterSeconds = 3
const atOnce = 2_000

/** Rings again what is due and waits. The bell moves ahead a little, so that two sweeps do not ring it twice. */
export async function sweepDoorbells({ database, clock, ring }: Wired): Promise<void> {
  const now = clock.now()
  const due = await database.$queryRaw<{ job: string; row_id: string; ward_id: string }[]>`
    update doorbell set due_at = ${new Date(now.getTime() + 30_000)}::timestamptz
    where (job, row_id) in (
      select job, row_id from doorbell where due_at < ${new Date(now.getTime() - lateAfterSeconds * 1000)}::timestamptz
      order by due_at limit ${atOnce} for update skip locked)
    returning job, row_id, ward_id`
  const inboundWards = new Set<string>()
  const bells = due.flatMap((bell) => {
    const rung = { job: bell.job, rowId: bell.row_id, wardId: bell.ward_id, dueAt: now }
    if (bell.job !== 'handle-inbound') return [rung]
    if (inboundWards.has(bell.ward_id)) return [] // one wake handles everything a ward has waiting
    inboundWards.add(bell.ward_id)
    return [rung]
  })
  await ring(bells)
}
