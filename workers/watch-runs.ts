import type { JobName } from '../src/jobs/catalogue.ts'
import type { Wired } from '../src/wiring.ts'

/** Writes down that a job of the timetable came to its end, with the first ward of the deployment: silence is an alarm. */
export async function noteRun({ database, transact, clock }: Wired, job: JobName): Promise<void> {
  const ward = await database.ward.findFirst({ orderBy: { id: 'asc' }, select: { id: true } })
  if (ward === null) return
  await transact(ward.id, `job:${job}`, async ({ db }) => {
    const ranAt = clock.now()
    await db.reconcilerRun.upsert({
      where: { wardId_job: { wardId: ward.id, job } },
      create: { wardId: ward.id, job, ranAt },
      update: { ranAt },
    })
  })
}
