import type { Saying } from '../message/message.ts'
import type { Work } from '../work.ts'
import type { FeedbackRow } from './feedback-row.ts'

/** Who hears of a report: the chat it came from and those that joined, unless they asked not to. */
export async function listToldChats(work: Work, row: Pick<FeedbackRow, 'id' | 'conversationId'>): Promise<string[]> {
  const follows = await work.db.feedbackFollow.findMany({
    where: { feedbackId: row.id },
    select: { conversationId: true, quiet: true },
  })
  const quiet = new Set(follows.filter((one) => one.quiet).map((one) => one.conversationId))
  const chats = [
    ...(row.conversationId === null ? [] : [row.conversationId]),
    ...follows.map((one) => one.conversationId),
  ]
  return [...new Set(chats)].filter((id) => !quiet.has(id)).sort()
}

/** Tells them once: the number of the history line is the key, so the same step never speaks twice. */
export async function tellReporter(
  work: Work,
  row: Pick<FeedbackRow, 'id' | 'conversationId'>,
  seq: number,
  ...parts: Saying[]
): Promise<string[]> {
  const chats = await listToldChats(work, row)
  for (const to of chats)
    work.say({ to, class: 'status', source: 'feedback', sourceRow: `${row.id}:${seq}:${to}`, parts })
  return chats
}

/** The same, for those only who have not marked this answer yet. */
export async function tellUnrated(
  work: Work,
  row: Pick<FeedbackRow, 'id' | 'conversationId' | 'reopens'>,
  seq: number,
  ...parts: Saying[]
): Promise<void> {
  const rated = await work.db.feedbackRating.findMany({
    where: { feedbackId: row.id, round: row.reopens },
    select: { conversationId: true },
  })
  const done = new Set(rated.map(({ conversationId }) => conversationId))
  for (const to of await listToldChats(work, row))
    if (!done.has(to)) work.say({ to, class: 'status', source: 'feedback', sourceRow: `${row.id}:${seq}:${to}`, parts })
}

/** Officials of a role who linked their own chat hear that there is something to do: code and kind, never what was said. */
export async function tellOfficials(
  work: Work,
  row: Pick<FeedbackRow, 'id' | 'code'>,
  seq: number,
  roles: readonly string[],
  say: string
): Promise<void> {
  const links = await work.db.chatLink.findMany({
    where: { endedAt: null, official: { endedAt: null, roles: { hasSome: [...roles] } } },
    select: { conversationId: true },
  })
  for (const to of new Set(links.map((link) => link.conversationId))) {
    const parts = [{ say, with: { code: row.code ?? '' } }]
    work.say({ to, class: 'status', source: 'feedback_alert', sourceRow: `${row.id}:${seq}:${to}`, parts })
  }
}
