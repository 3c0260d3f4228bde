import { climbLadders } from '../src/ward/ladder/climb-ladders.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

export const climbLaddersEverywhere = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    const climbed = await wired.transact(wardId, 'job:climb-ladders', climbLadders)
    if (climbed > 0) wired.log.info({ wardId, climbed }, 'rungs of ladders were taken')
  })
