import type { Work } from '../work.ts'
import { emergencyApprovers } from './may-approve.ts'
import { paidHours } from './resolve-audience.ts'
import { tellAuthor } from './tell-author.ts'

/**
 * Who may approve an emergency today hears in the own chat that one waits and where it is read, never what it says: once each
 * time it is submitted. Who submits it knows. Where nobody can be told its author is; false then.
 */
export async function tellApprovers(
  work: Work,
  { noticeId, officialId }: { noticeId: string; officialId: string | null }
): Promise<boolean> {
  const [chats, at] = [await approverChats(work, officialId), work.now.toISOString()]
  for (const to of chats) {
    const waits = { say: 'notice.approval.waits', with: { at, noticeId } }
    work.say({ to, class: 'alarm', source: 'notice_approval', sourceRow: `${noticeId}:${at}:${to}`, parts: [waits] })
  }
  if (chats.size > 0) return true
  await tellAuthor(work, noticeId, {
    source: 'notice_untold',
    sourceRow: `${noticeId}:${at}`,
    say: ({ title }) => ({ say: 'notice.approval.nobody_told', with: { title } }),
  })
  return false
}

/** The chats of those who may approve an emergency today and are not the one who submits it. */
export async function approverChats(work: Work, officialId: string | null): Promise<Set<string>> {
  const approvers = (await emergencyApprovers(work)).filter((id) => id !== officialId)
  return openChatsOf(work, approvers)
}

/** Chats in which officials can be reached now: not left, and not silent for longer than Zalo lets anybody write to. */
async function openChatsOf(work: Work, officials: readonly string[]): Promise<Set<string>> {
  const lastWrote = new Date(work.now.getTime() - paidHours * 3_600_000)
  const links = await work.db.chatLink.findMany({
    where: {
      officialId: { in: [...officials] },
      endedAt: null,
      conversation: { leftAt: null, OR: [{ channel: { not: 'zalo' } }, { lastInboundAt: { gt: lastWrote } }] },
    },
    select: { conversationId: true },
  })
  return new Set(links.map(({ conversationId }) => conversationId))
}
