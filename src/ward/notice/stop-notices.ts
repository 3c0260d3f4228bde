import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

export type NoticesStopped = { kind: 'stopped' | 'already_stopped' | 'resumed' | 'already_receiving' }

/**
 * Stops or resumes notices to this chat. News of the citizen's own dossiers and emergencies are not notices of choice: they
 * go on (NĐ 224/2026 Đ15; emergencies need no consent, Luật 91/2025 Đ19).
 */
export async function stopNotices(work: Work, talk: Talk, { stopped }: { stopped: boolean }): Promise<NoticesStopped> {
  const { count } = await work.db.conversation.updateMany({
    where: { id: talk.conversationId, noticesStoppedAt: stopped ? null : { not: null } },
    data: { noticesStoppedAt: stopped ? work.now : null },
  })
  if (count === 0) return { kind: stopped ? 'already_stopped' : 'already_receiving' }
  work.audit(stopped ? 'notices.stopped' : 'notices.resumed', { conversationId: talk.conversationId })
  return { kind: stopped ? 'stopped' : 'resumed' }
}
