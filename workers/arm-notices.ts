import type { Wired } from '../src/wiring.ts'

/** Looks a little further than the next look, so that no hour falls between two. */
const aheadSeconds = 15

/**
 * Puts the notices of the next seconds into the queue with their delay: a row remembers the hour for months, the queue
 * keeps it to the tenth of a second. Rung twice, the second finds the notice begun.
 */
export async function armNotices({ database, clock, ring }: Wired): Promise<void> {
  const now = clock.now()
  const soon = await database.doorbell.findMany({
    where: {
      job: { in: ['start-notice', 'send-notice', 'send-emergency'] },
      dueAt: { gt: now, lte: new Date(now.getTime() + aheadSeconds * 1000) },
    },
    take: 2_000,
  })
  await ring(soon)
}
