import { draftRecurring } from '../src/ward/notice/draft-recurring.ts'
import type { Wired } from '../src/wiring.ts'

export async function draftRecurringEverywhere({ database, transact, log }: Wired): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    const drafted = await transact(id, 'job:draft-recurring', draftRecurring)
    if (drafted > 0) log.info({ wardId: id, drafted }, 'recurring notices were drafted')
  }
}
