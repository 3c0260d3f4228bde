import { draftRecurring } from '../src/ward/notice/draft-recurring.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

export const draftRecurringEverywhere = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    const drafted = await wired.transact(wardId, 'job:draft-recurring', draftRecurring)
    if (drafted > 0) wired.log.info({ wardId, drafted }, 'recurring notices were drafted')
  })
