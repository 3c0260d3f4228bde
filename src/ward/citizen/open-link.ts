import { newId } from '../../platform/ids.ts'
import { shareWishes } from '../notice/share-wishes.ts'
import type { Work } from '../work.ts'
import { initialOf, type LinkEnd, type Proof } from './citizen.ts'

/** Enough for the one who writes to see that it is them, too little for anybody else. */
export type LinkedCitizen = {
  initial: string
  neighbourhood: string | null
  /** "dừng" was said here before, or in all other chats of this person: linking brings nothing back. */
  noticesStopped: boolean
}

export type WhoseLink = { citizenId: string } | { officialId: string }

type ProvenBy = { provenBy: Proof; phoneHash?: Uint8Array<ArrayBuffer> | null }

/**
 * Links the chat to somebody of the register. The first time it takes over what they refused of the ward's notices in
 * other chats; proven again, it keeps what has been wished in it since.
 */
export async function linkCitizen(
  work: Work,
  conversationId: string,
  citizenId: string,
  proof: ProvenBy
): Promise<LinkedCitizen> {
  const before = await work.db.chatLink.count({ where: { conversationId, citizenId } })
  await openLink(work, conversationId, { citizenId }, proof)
  if (before === 0) await shareWishes(work, conversationId)
  return describeLinked(work, conversationId, citizenId)
}

/**
 * Links a chat. One open link per chat and kind: a former one ends. The same citizen may have several chats. Proven again
 * for the same citizen, the link is renewed.
 */
export async function openLink(work: Work, conversationId: string, whose: WhoseLink, proof: ProvenBy): Promise<string> {
  const kind = 'citizenId' in whose ? { citizenId: { not: null } } : { officialId: { not: null } }
  const open = await work.db.chatLink.findFirst({ where: { conversationId, endedAt: null, ...kind } })
  const phoneHash = proof.phoneHash ?? null
  const same =
    open !== null && ('citizenId' in whose ? open.citizenId === whose.citizenId : open.officialId === whose.officialId)
  if (same) {
    await work.db.chatLink.updateMany({
      where: { id: open.id },
      data: { provenBy: proof.provenBy, phoneHash, lastSeenAt: work.now },
    })
    return open.id
  }
  if (open !== null) await endLinks(work, [open.id], 'replaced')
  const id = newId()
  await work.db.chatLink.create({
    data: {
      id,
      conversationId,
      ...whose,
      provenBy: proof.provenBy,
      phoneHash,
      linkedAt: work.now,
      lastSeenAt: work.now,
    },
  })
  work.audit('chat_link.opened', { linkId: id, conversationId, provenBy: proof.provenBy, ...whose })
  return id
}

/** What the chat is told of the citizen it is linked to. */
async function describeLinked(work: Work, conversationId: string, citizenId: string): Promise<LinkedCitizen> {
  const citizen = await work.db.citizen.findFirstOrThrow({
    where: { id: citizenId },
    select: { fullName: true, callName: true, neighbourhood: { select: { name: true } } },
  })
  const stopped = await work.db.conversation.count({ where: { id: conversationId, noticesStoppedAt: { not: null } } })
  return {
    initial: initialOf(citizen),
    neighbourhood: citizen.neighbourhood?.name ?? null,
    noticesStopped: stopped > 0,
  }
}

/** Ends open links, and with them what the chat followed only because it was linked. Returns how many ended. */
export async function endLinks(work: Work, linkIds: readonly string[], why: LinkEnd): Promise<number> {
  const open = await work.db.chatLink.findMany({
    where: { id: { in: [...linkIds] }, endedAt: null },
    select: { id: true, conversationId: true, citizenId: true },
  })
  if (open.length === 0) return 0
  await work.db.chatLink.updateMany({
    where: { id: { in: open.map((link) => link.id) } },
    data: { endedAt: work.now, endedWhy: why },
  })
  const chats = open.filter((link) => link.citizenId !== null).map((link) => link.conversationId)
  await work.db.dossierFollow.updateMany({
    where: { conversationId: { in: chats }, provenBy: 'linked_citizen', endedAt: null },
    data: { endedAt: work.now, notify: false },
  })
  for (const link of open) work.audit('chat_link.ended', { linkId: link.id, conversationId: link.conversationId, why })
  return open.length
}
