import { purgeOldRows } from '../src/ward/retention/purge-old-rows.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

export async function purgeEveryWard(wired: Wired): Promise<void> {
  const now = new Date()
  await wired.database.doorKey.deleteMany({ where: { expiresAt: { lt: now } } })
  await inEveryWard(wired, async (wardId) => {
    const purged = await wired.transact(wardId, 'job:purge-old-rows', purgeOldRows)
    if (purged > 0) wired.log.info({ wardId, purged }, 'rows past their time are gone')
  })
}
