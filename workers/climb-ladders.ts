import { climbLadders } from '../src/ward/ladder/climb-ladders.ts'
import type { Wired } from '../src/wiring.ts'

export async function climbLaddersEverywhere({ database, transact, log }: Wired): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    const climbed = await transact(id, 'job:climb-ladders', climbLadders)
    if (climbed > 0) log.info({ wardId: id, climbed }, 'rungs of ladders were taken')
  }
}
