import type { Wired } from '../src/wiring.ts'

/**
 * Runs something for one ward after the other. What throws in one ward does not keep it from the others: it is logged with
 * its ward, and the first such error ends the job once all have had their turn, so that the queue counts it as failed.
 */
export async function inEveryWard(
  { database, log }: Pick<Wired, 'database' | 'log'>,
  run: (wardId: string) => Promise<void>
): Promise<void> {
  const failures: unknown[] = []
  for (const { id: wardId } of await database.ward.findMany({ select: { id: true } })) {
    try {
      await run(wardId)
    } catch (error) {
      log.error({ err: error, wardId }, 'a job failed in one ward')
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
