import type { Wired } from '../wiring.ts'

export type Heard = { job: string; silentSeconds: number }

/** How long each job of the timetable has been silent; none before the first has run. */
export async function hearReconcilers({
  database,
  transact,
  clock,
}: Pick<Wired, 'database' | 'transact' | 'clock'>): Promise<Heard[]> {
  const ward = await database.ward.findFirst({ orderBy: { id: 'asc' }, select: { id: true } })
  if (ward === null) return []
  const runs = await transact(ward.id, 'job:watch', ({ db }) => db.reconcilerRun.findMany({ orderBy: { job: 'asc' } }))
  const now = clock.now().getTime()
  return runs.map(({ job, ranAt }) => ({ job, silentSeconds: Math.round((now - ranAt.getTime()) / 1000) }))
}
