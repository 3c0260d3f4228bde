import type { Work } from '../work.ts'
import { linkLastsDays } from './citizen.ts'
import { endLinks } from './open-link.ts'

const dayMs = 86_400_000

export type OpenLink = { id: string; citizenId: string | null; officialId: string | null; lastSeenAt: Date }

/**
 * The chat has written: its links live on, or end if it was silent for so long that the number may be somebody else's by
 * now. Called at the start of every turn; the chat is told once that it must prove itself again.
 */
export async function seeLinks(
  work: Work,
  conversationId: string,
  known?: readonly OpenLink[]
): Promise<{ citizenLinked: boolean; officialLinked: boolean }> {
  const links: readonly OpenLink[] =
    known ?? (await work.db.chatLink.findMany({ where: { conversationId, endedAt: null } }))
  const silentSince = new Date(work.now.getTime() - linkLastsDays * dayMs)
  const stale = links.filter((link) => link.citizenId !== null && link.lastSeenAt < silentSince)
  const alive = links.filter((link) => !stale.includes(link))
  if (stale.length > 0) {
    await endLinks(
      work,
      stale.map((link) => link.id),
      'phone_recycled'
    )
    work.say({
      to: conversationId,
      class: 'reply',
      source: 'chat_link',
      sourceRow: `${stale[0]!.id}:recycled`,
      parts: [{ say: 'identity.prove_again', choices: [{ id: 'identity:link', label: 'identity.button.link' }] }],
    })
  }
  // once a day is exact enough, and most turns then write nothing
  const unseen = alive.filter((link) => link.lastSeenAt.getTime() < work.now.getTime() - dayMs)
  if (unseen.length > 0) {
    await work.db.chatLink.updateMany({
      where: { id: { in: unseen.map((link) => link.id) } },
      data: { lastSeenAt: work.now },
    })
  }
  return {
    citizenLinked: alive.some((link) => link.citizenId !== null),
    officialLinked: alive.some((link) => link.officialId !== null),
  }
}

/** Ends links of citizens' chats that were silent too long: nothing personal is sent to a number that may be another's. */
export async function endSilentLinks(work: Work): Promise<number> {
  const silentSince = new Date(work.now.getTime() - linkLastsDays * dayMs)
  const stale = await work.db.chatLink.findMany({
    where: { endedAt: null, citizenId: { not: null }, lastSeenAt: { lt: silentSince } },
    select: { id: true },
    take: 5_000,
  })
  return endLinks(
    work,
    stale.map((link) => link.id),
    'phone_recycled'
  )
}
