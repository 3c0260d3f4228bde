import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { choosableTopics, isNoticeTopic, type NoticeTopic } from './notice-topic.ts'

/**
 * A wish about notices to this chat: every topic, only some, one more, one less, hours of rest, all hours again, or just to
 * be told how it stands.
 */
export type NoticeWish =
  | { kind: 'only'; topics: readonly NoticeTopic[] }
  | { kind: 'want'; topics: readonly NoticeTopic[] }
  | { kind: 'spare'; topics: readonly NoticeTopic[] }
  | { kind: 'quiet'; fromClock: string; toClock: string }
  | { kind: 'no_quiet' }
  | { kind: 'show' }

export type NoticeStanding = {
  stopped: boolean
  /** Topics this chat asked to be spared. */
  spared: readonly NoticeTopic[]
  wanted: readonly NoticeTopic[]
  quiet: { fromClock: string; toClock: string } | null
}

/** Keeps the wish and tells how it now stands. Asking for a topic also takes back an earlier "dừng". */
export async function wishNotices(work: Work, talk: Talk, { wish }: { wish: NoticeWish }): Promise<NoticeStanding> {
  const { conversationId } = talk
  switch (wish.kind) {
    case 'only':
      await keepTopics(work, conversationId, [
        ...choosableTopics.map((topic) => ({ topic, wanted: wish.topics.includes(topic) })),
        { topic: 'other', wanted: false },
      ])
      await receiveAgain(work, conversationId)
      break
    case 'want':
      await keepTopics(
        work,
        conversationId,
        wish.topics.map((topic) => ({ topic, wanted: true }))
      )
      await receiveAgain(work, conversationId)
      break
    case 'spare':
      await keepTopics(
        work,
        conversationId,
        wish.topics.map((topic) => ({ topic, wanted: false }))
      )
      break
    case 'quiet':
      await keepQuiet(work, conversationId, wish)
      break
    case 'no_quiet':
      await work.db.quietHours.deleteMany({ where: { conversationId } })
      break
    case 'show':
      break
  }
  if (wish.kind !== 'show') work.audit('notices.wished', { conversationId, wish: wish.kind })
  return standingOf(work, conversationId)
}

async function keepTopics(
  work: Work,
  conversationId: string,
  topics: readonly { topic: NoticeTopic; wanted: boolean }[]
): Promise<void> {
  await work.db.subscription.deleteMany({
    where: { conversationId, topic: { in: topics.map(({ topic }) => topic) } },
  })
  await work.db.subscription.createMany({ data: topics.map((row) => ({ conversationId, since: work.now, ...row })) })
}

async function keepQuiet(
  work: Work,
  conversationId: string,
  { fromClock, toClock }: { fromClock: string; toClock: string }
): Promise<void> {
  await work.db.quietHours.deleteMany({ where: { conversationId } })
  await work.db.quietHours.create({ data: { conversationId, fromClock, toClock } })
}

const receiveAgain = (work: Work, conversationId: string) =>
  work.db.conversation.updateMany({ where: { id: conversationId }, data: { noticesStoppedAt: null } })

/** What this chat gets of the ward's notices. */
export async function standingOf(work: Work, conversationId: string): Promise<NoticeStanding> {
  const chat = await work.db.conversation.findFirst({
    where: { id: conversationId },
    select: { noticesStoppedAt: true, subscriptions: true, quietHours: true },
  })
  const topics = (wanted: boolean) =>
    (chat?.subscriptions ?? [])
      .filter((row) => row.wanted === wanted)
      .map(({ topic }) => topic)
      .filter(isNoticeTopic)
  return {
    stopped: chat?.noticesStoppedAt != null,
    spared: topics(false),
    wanted: topics(true),
    quiet: chat?.quietHours ? { fromClock: chat.quietHours.fromClock, toClock: chat.quietHours.toClock } : null,
  }
}
