import type { Work } from '../work.ts'
import { chatsOfPerson } from './chats-of-person.ts'

/**
 * A chat that has just been linked heeds what its person refused in their other chats: topics, hours of rest, and all
 * notices where none of those chats gets any more. What was wished in this chat itself, linked or not, stays as it is.
 */
export async function shareWishes(work: Work, conversationId: string): Promise<void> {
  const others = (await chatsOfPerson(work, conversationId)).filter((id) => id !== conversationId)
  if (others.length === 0) return
  const elsewhere = { conversationId: { in: others } }
  const refused = await work.db.subscription.findMany({ where: { ...elsewhere, wanted: false }, distinct: ['topic'] })
  await work.db.subscription.createMany({
    data: refused.map(({ topic, wanted, since }) => ({ conversationId, topic, wanted, since })),
    skipDuplicates: true,
  })
  const rest = await work.db.quietHours.findFirst({ where: elsewhere, orderBy: { conversationId: 'desc' } })
  if (rest !== null) {
    const { fromClock, toClock } = rest
    await work.db.quietHours.createMany({ data: [{ conversationId, fromClock, toClock }], skipDuplicates: true })
  }
  const getting = await work.db.conversation.count({ where: { id: { in: others }, noticesStoppedAt: null } })
  if (getting > 0) return
  await work.db.conversation.updateMany({
    where: { id: conversationId, noticesStoppedAt: null },
    data: { noticesStoppedAt: work.now },
  })
}
