import { handleInbound } from '../src/conversation/handle-inbound.ts'
import { deliverEverything } from '../src/delivery/deliver-conversation.ts'
import { Bug } from '../src/platform/bug.ts'
import { giveUpInbound } from '../src/ward/inbound/give-up-inbound.ts'
import { makeTransact, type Bell } from '../src/ward/work.ts'
import type { Wired } from '../src/wiring.ts'

const atOnce = 200
const conversationsAtOnce = 8
/** Rounds in which nothing moved because another process holds the conversations: then the sweeper may look again. */
const mostIdleRounds = 20

/** Handles everything that waits in a ward, conversation by conversation, and sends the replies at once. */
export function makeInboundDrain(wired: Wired): (wardId: string) => Promise<void> {
  const draining = new Map<string, { again: boolean }>()
  const handleOne = makeHandler(wired)

  async function drain(wardId: string): Promise<void> {
    for (let idle = 0; idle < mostIdleRounds;) {
      const waiting = await wired.database.doorbell.findMany({
        where: { job: 'handle-inbound', wardId, dueAt: { lte: wired.clock.now() } },
        orderBy: { rowId: 'asc' },
        take: atOnce,
        select: { rowId: true },
      })
      if (waiting.length === 0) return
      const moved = await inParallel(waiting, conversationsAtOnce, ({ rowId }) => handleOne(wardId, rowId))
      idle = moved.includes(true) ? 0 : idle + 1
      if (idle > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  return async (wardId) => {
    const running = draining.get(wardId)
    if (running) {
      running.again = true
      return
    }
    const run = { again: true }
    draining.set(wardId, run)
    try {
      while (run.again) {
        run.again = false
        await drain(wardId)
      }
    } finally {
      draining.delete(wardId)
    }
  }
}

/** True when something was handled. Replies leave right after the commit; the doorbell row is the net under them. */
function makeHandler(wired: Wired): (wardId: string, rowId: string) => Promise<boolean> {
  const deliverNow = async (bells: Bell[]) => {
    const now = wired.clock.now()
    const replies = bells.filter((bell) => bell.job === 'deliver-outbox' && bell.dueAt <= now)
    await wired.ring(bells.filter((bell) => !replies.includes(bell)))
    for (const bell of replies) {
      await deliverEverything(wired.delivery, bell.wardId, bell.rowId).catch((error: unknown) => {
        wired.log.error({ err: error, conversationId: bell.rowId }, 'a reply could not be sent now; its doorbell waits')
      })
    }
  }
  const transact = makeTransact(wired.database, wired.seal, wired.clock, deliverNow)

  return async (wardId, rowId) => {
    try {
      const handled = await transact(wardId, `job:handle-inbound`, (work) =>
        handleInbound(work, rowId, wired.turnTools)
      )
      return handled !== 'busy'
    } catch (error) {
      if (!(error instanceof Bug) && !isDatabaseComplaint(error)) throw error
      wired.log.error({ err: error, inboundId: rowId }, 'a message could not be handled: a person is called')
      await wired.transact(wardId, 'job:handle-inbound', (work) => giveUpInbound(work, rowId))
      return true
    }
  }
}

/** The database refused what we asked of it (P2…): asking again would be refused again. Its absence is another matter. */
const isDatabaseComplaint = (error: unknown): boolean =>
  /^P2\d{3}$/.test(String((error as { code?: unknown }).code)) &&
  (error as { code?: unknown }).code !== 'P2024' &&
  (error as { code?: unknown }).code !== 'P2028'

async function inParallel<T, R>(items: readonly T[], lanes: number, run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    while (next < items.length) results.push(await run(items[next++]!))
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
  return results
}
