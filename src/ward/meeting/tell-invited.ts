import type { Saying } from '../message/message.ts'
import type { Work } from '../work.ts'

/** Chats that hear of every change at once, because they have answered the invitation. */
export async function chatsThatAnswered(work: Work, { meetingId }: { meetingId: string }): Promise<string[]> {
  const rows = await work.db.meetingReply.findMany({
    where: { meetingId, conversationId: { not: null }, answer: { not: null } },
    select: { conversationId: true },
  })
  return rows.flatMap(({ conversationId }) => conversationId ?? [])
}

/**
 * Tells every chat that has answered the invitation, or only those that come, but those told otherwise; `key` makes it
 * once. `until`: later it is of no use.
 */
export async function tellInvited(
  work: Work,
  {
    meetingId,
    key,
    coming = false,
    except = [],
    until,
  }: { meetingId: string; key: string; coming?: boolean; except?: readonly string[]; until?: Date },
  parts: readonly Saying[]
): Promise<number> {
  const rows = await work.db.meetingReply.findMany({
    where: {
      meetingId,
      conversationId: { not: null },
      answer: coming ? { in: ['coming', 'delegate'] } : { not: null },
    },
    select: { conversationId: true },
  })
  const chats = rows.flatMap(({ conversationId }) => conversationId ?? []).filter((chat) => !except.includes(chat))
  for (const to of chats) {
    const once = { source: 'meeting', sourceRow: `${meetingId}:${key}:${to}` }
    work.say({ to, class: 'status', ...once, ...(until === undefined ? {} : { until }), parts })
  }
  return chats.length
}
