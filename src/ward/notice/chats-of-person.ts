import type { Work } from '../work.ts'

/**
 * This chat and, where it is linked to somebody of the register, that person's other chats: what is refused in one is not
 * sent to another.
 */
export async function chatsOfPerson(work: Work, conversationId: string): Promise<string[]> {
  const link = await work.db.chatLink.findFirst({
    where: { conversationId, endedAt: null, citizenId: { not: null } },
    select: { citizenId: true },
    orderBy: { linkedAt: 'desc' },
  })
  if (link === null) return [conversationId]
  const links = await work.db.chatLink.findMany({
    where: { citizenId: link.citizenId, endedAt: null },
    select: { conversationId: true },
  })
  return [...new Set([conversationId, ...links.map((one) => one.conversationId)])]
}
