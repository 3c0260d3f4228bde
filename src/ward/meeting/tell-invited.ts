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

/** Tells every chat that has answered the invitation, or only those that come, but those told otherwise; `key` makes it once. */
export async function tellInvited(
  work: Work,
  {
    meetingId,
    key,
    coming = false,
    except = [],
  }: { meetingId: string; key: string; coming?: boolean; except?: readonly string[] },
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
    work.say({ to, class: 'status', source: 'meeting', sourceRow: `${meetingId}:${key}:${to}`, parts })
  }
  return chats.length
}
