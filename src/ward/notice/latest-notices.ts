import { deliveriesOf } from '../delivery/list-deliveries.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

export type LatestNotice = { noticeId: string; title: string; at: Date }

/** As many as every channel shows as buttons. */
const mostShown = 5
const latelyDays = 30
/** Rows looked at: one person has few of late, a household more. */
const looked = 40

/**
 * "Có tin gì mới không": the notices of the last days that stand in the ledger of who asks, newest first, whichever way each
 * went. What was stopped or overtaken holds no more; a digest is only the cover of others.
 */
export async function latestNotices(work: Work, talk: Talk, _input: Record<string, never>): Promise<LatestNotice[]> {
  const from = work.now.getTime() - latelyDays * 86_400_000
  const rows = await deliveriesOf(work, { conversationId: talk.conversationId }, looked)
  const shown = new Map<string, LatestNotice>()
  for (const { noticeId, title, at, kind, noticeStatus, why } of rows) {
    if (kind === 'digest' || noticeStatus === 'stopped' || why === 'overtaken' || at.getTime() < from) continue
    if (!shown.has(noticeId)) shown.set(noticeId, { noticeId, title, at })
  }
  return [...shown.values()].slice(0, mostShown)
}
