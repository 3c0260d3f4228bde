import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { chatsOfPerson } from './chats-of-person.ts'
import { standingOf, type NoticeStanding } from './subscribe.ts'

export type NoticesStopped = {
  kind: 'stopped' | 'already_stopped' | 'resumed' | 'already_receiving'
  /** The person has other chats, which stopped with this one. */
  elsewhere: boolean
  /** Hours of rest that stay when notices come again. */
  quiet: NoticeStanding['quiet']
}

/**
 * Stops notices to this person, or resumes them all in this chat. News of the citizen's own dossiers and emergencies are not
 * notices of choice: they go on (NĐ 224/2026 Đ15; emergencies need no consent, Luật 91/2025 Đ19); what the law has the ward
 * tell every household comes to the door.
 */
export async function stopNotices(work: Work, talk: Talk, { stopped }: { stopped: boolean }): Promise<NoticesStopped> {
  const { conversationId } = talk
  const chats = await chatsOfPerson(work, conversationId)
  const count = stopped ? await stopIn(work, chats) : await resume(work, conversationId, chats)
  const { quiet } = await standingOf(work, conversationId)
  const said = { elsewhere: chats.length > 1, quiet }
  if (count === 0) return { kind: stopped ? 'already_stopped' : 'already_receiving', ...said }
  work.audit(stopped ? 'notices.stopped' : 'notices.resumed', { conversationId })
  return { kind: stopped ? 'stopped' : 'resumed', ...said }
}

async function stopIn(work: Work, chats: readonly string[]): Promise<number> {
  const { count } = await work.db.conversation.updateMany({
    where: { id: { in: [...chats] }, noticesStoppedAt: null },
    data: { noticesStoppedAt: work.now },
  })
  return count
}

/** Everything comes again, what was spared too; only here, for a chat may have been left on its platform. */
async function resume(work: Work, conversationId: string, chats: readonly string[]): Promise<number> {
  const started = await work.db.conversation.updateMany({
    where: { id: conversationId, noticesStoppedAt: { not: null } },
    data: { noticesStoppedAt: null },
  })
  const spared = await work.db.subscription.deleteMany({ where: { conversationId: { in: [...chats] }, wanted: false } })
  return started.count + spared.count
}
