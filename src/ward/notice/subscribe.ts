import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { chatsOfPerson } from './chats-of-person.ts'
import { choosableTopics, invitationTopic, isNoticeTopic, type NoticeTopic } from './notice-topic.ts'

/**
 * A wish about notices: only some topics (none: only what the law has the ward tell), one more, one less, invitations by law
 * at the door or here, hours of rest, all hours again, or just to be told how it stands.
 */
export type NoticeWish =
  | { kind: 'only'; topics: readonly NoticeTopic[] }
  | { kind: 'want'; topics: readonly NoticeTopic[] }
  | { kind: 'spare'; topics: readonly NoticeTopic[] }
  | { kind: 'invitations'; by: 'door' | 'chat' }
  | { kind: 'quiet'; fromClock: string; toClock: string }
  | { kind: 'no_quiet' }
  | { kind: 'show' }

export type NoticeStanding = {
  stopped: boolean
  /** The only topics that come, where all others are spared. */
  only: readonly NoticeTopic[] | null
  /** Topics this chat asked to be spared. */
  spared: readonly NoticeTopic[]
  /** Invitations by law come to the door, not here. */
  invitedAtDoor: boolean
  quiet: { fromClock: string; toClock: string } | null
}

/**
 * Keeps the wish in every chat of the person and tells how it now stands. Asking for a topic also takes back an earlier
 * "dừng" in this chat: then that topic is all that comes.
 */
export async function wishNotices(work: Work, talk: Talk, { wish }: { wish: NoticeWish }): Promise<NoticeStanding> {
  const { conversationId } = talk
  if (wish.kind !== 'show') {
    const chats = await chatsOfPerson(work, conversationId)
    const { stopped } = await standingOf(work, conversationId)
    await keep(work, chats, wish.kind === 'want' && stopped ? { ...wish, kind: 'only' } : wish)
    if (wish.kind === 'only' || wish.kind === 'want') {
      await work.db.conversation.updateMany({ where: { id: conversationId }, data: { noticesStoppedAt: null } })
    }
    work.audit('notices.wished', { conversationId, wish: wish.kind })
  }
  return standingOf(work, conversationId)
}

async function keep(work: Work, chats: readonly string[], wish: Exclude<NoticeWish, { kind: 'show' }>): Promise<void> {
  const inChats = { conversationId: { in: [...chats] } }
  switch (wish.kind) {
    case 'only':
      return keepTopics(
        work,
        chats,
        [...choosableTopics, 'other'].map((topic) => ({
          topic,
          wanted: (wish.topics as readonly string[]).includes(topic),
        }))
      )
    case 'want':
    case 'spare':
      return keepTopics(
        work,
        chats,
        wish.topics.map((topic) => ({ topic, wanted: wish.kind === 'want' }))
      )
    case 'invitations':
      if (wish.by === 'door') return keepTopics(work, chats, [{ topic: invitationTopic, wanted: false }])
      await work.db.subscription.deleteMany({ where: { ...inChats, topic: invitationTopic } })
      return
    case 'quiet':
    case 'no_quiet':
      await work.db.quietHours.deleteMany({ where: inChats })
      if (wish.kind === 'no_quiet') return
      await work.db.quietHours.createMany({
        data: chats.map((conversationId) => ({
          conversationId,
          fromClock: wish.fromClock,
          toClock: wish.toClock,
        })),
      })
  }
}

async function keepTopics(
  work: Work,
  chats: readonly string[],
  topics: readonly { topic: string; wanted: boolean }[]
): Promise<void> {
  await work.db.subscription.deleteMany({
    where: { conversationId: { in: [...chats] }, topic: { in: topics.map(({ topic }) => topic) } },
  })
  await work.db.subscription.createMany({
    data: chats.flatMap((conversationId) => topics.map((row) => ({ conversationId, since: work.now, ...row }))),
  })
}

/** What this chat gets of the ward's notices. */
export async function standingOf(work: Work, conversationId: string): Promise<NoticeStanding> {
  const chat = await work.db.conversation.findFirst({
    where: { id: conversationId },
    select: { noticesStoppedAt: true, subscriptions: true, quietHours: true },
  })
  const refused = (chat?.subscriptions ?? []).filter(({ wanted }) => !wanted).map(({ topic }) => topic)
  const spared = refused.filter(isNoticeTopic)
  return {
    stopped: chat?.noticesStoppedAt != null,
    // what fits nowhere is spared by "chỉ" alone
    only: spared.includes('other') ? choosableTopics.filter((topic) => !spared.includes(topic)) : null,
    spared,
    invitedAtDoor: refused.includes(invitationTopic),
    quiet: chat?.quietHours ? { fromClock: chat.quietHours.fromClock, toClock: chat.quietHours.toClock } : null,
  }
}
