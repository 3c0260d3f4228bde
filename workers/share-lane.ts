import type { Wired } from '../src/wiring.ts'

/**
 * In a deployment of many wards none takes more than half of a process's mass senders while another one waits: a turn
 * beyond the half is put back. Every process keeps this by itself, so it holds of all of them together.
 */
export function makeShare(hands: number, othersWait: (wardId: string) => Promise<boolean>) {
  const busy = new Map<string, number>()
  const most = Math.max(1, Math.floor(hands / 2))
  return async function takeTurn(wardId: string, run: () => Promise<void>): Promise<'done' | 'later'> {
    const mine = (busy.get(wardId) ?? 0) + 1
    busy.set(wardId, mine)
    try {
      if (mine > most && (await othersWait(wardId))) return 'later'
      await run()
      return 'done'
    } finally {
      const left = (busy.get(wardId) ?? 1) - 1
      if (left === 0) busy.delete(wardId)
      else busy.set(wardId, left)
    }
  }
}

/** Bells of what is being sent now move ahead by as much as the sweep moves them. */
const soonSeconds = 60

/** Whether another ward has a notice under way. */
export const otherWardsSend = async ({ database, clock }: Wired, wardId: string): Promise<boolean> => {
  const soon = new Date(clock.now().getTime() + soonSeconds * 1000)
  const other = await database.doorbell.findFirst({
    where: { job: 'send-notice', wardId: { not: wardId }, dueAt: { lte: soon } },
    select: { rowId: true },
  })
  return other !== null
}
