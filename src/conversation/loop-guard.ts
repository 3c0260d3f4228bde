import type { InboundContent } from '../channels/channel.ts'
import type { Work } from '../ward/work.ts'

const mostRepeats = 20
const withinSeconds = 5 * 60

/** Fewer than these in five minutes cannot be a loop: `open-turns` counts them, and then nothing is looked up. */
export const fewestOfLoop = mostRepeats - 1

/**
 * The same text twenty times in five minutes is two machines talking: it is kept and not answered, except once, to say so.
 */
export async function isLoop(
  work: Work,
  conversationId: string,
  text: string,
  inbound: { id: string; receivedAt: Date }
): Promise<boolean> {
  const since = new Date(inbound.receivedAt.getTime() - withinSeconds * 1000)
  const recent = await work.db.inbound.findMany({
    where: { conversationId, receivedAt: { gt: since } },
    orderBy: { id: 'desc' },
    take: fewestOfLoop,
    select: { content: true, outcome: true },
  })
  if (recent.length < fewestOfLoop) return false
  const same = recent.every((row) => {
    const content = work.seal.openJson<InboundContent>(row.content)
    return content.kind === 'text' && content.text === text
  })
  if (same && !recent.some((row) => row.outcome === 'ignored')) {
    work.say({
      to: conversationId,
      class: 'reply',
      source: 'loop',
      sourceRow: inbound.id,
      parts: [{ say: 'conversation.repeated' }],
    })
  }
  return same
}
