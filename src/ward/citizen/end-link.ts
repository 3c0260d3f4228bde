import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { endLinks } from './open-link.ts'

export type LinkEnded = { kind: 'ended' | 'not_linked' }

/**
 * The one who writes wants this chat unlinked, or is not the one it was linked to. Then the chat follows nothing any more
 * that it was told because of the link.
 */
export async function endLink(work: Work, talk: Talk, { why }: { why: 'asked' | 'wrong_person' }): Promise<LinkEnded> {
  const open = await work.db.chatLink.findMany({
    where: { conversationId: talk.conversationId, endedAt: null },
    select: { id: true },
  })
  const ended = await endLinks(
    work,
    open.map((link) => link.id),
    why
  )
  return { kind: ended > 0 ? 'ended' : 'not_linked' }
}

/** An official ends a link: at the counter, or because it was wrong. */
export async function endLinkByOfficial(
  work: Work,
  { linkId }: { linkId: string }
): Promise<Result<void, 'not_linked'>> {
  const ended = await endLinks(work, [linkId], 'by_official')
  return ended > 0 ? ok() : refuse('not_linked')
}
