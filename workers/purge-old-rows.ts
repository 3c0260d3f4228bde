import { purgeOldRows } from '../src/ward/retention/purge-old-rows.ts'
import type { Wired } from '../src/wiring.ts'

export async function purgeEveryWard({ database, transact, log }: Wired): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    const purged = await transact(id, 'job:purge-old-rows', purgeOldRows)
    if (purged > 0) log.info({ wardId: id, purged }, 'rows past their time are gone')
  }
  const now = new Date()
  await database.doorKey.deleteMany({ where: { expiresAt: { lt: now } } })
}
