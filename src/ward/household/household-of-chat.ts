import type { Work } from '../work.ts'

/** The household of the citizen who has proven to write in this chat; null where nobody has, or none is registered. */
export async function householdOfChat(work: Work, conversationId: string): Promise<string | null> {
  const link = await work.db.chatLink.findFirst({
    where: { conversationId, endedAt: null, citizen: { householdId: { not: null }, deceasedAt: null } },
    select: { citizen: { select: { householdId: true } } },
    orderBy: { linkedAt: 'desc' },
  })
  return link?.citizen?.householdId ?? null
}

/** Every chat of whoever has proven to write in this one, this one included: one person, as far as it is known. */
export async function chatsOfSamePerson(work: Work, conversationId: string): Promise<string[]> {
  const links = await work.db.chatLink.findMany({
    where: {
      endedAt: null,
      citizen: { deceasedAt: null, links: { some: { conversationId, endedAt: null } } },
    },
    select: { conversationId: true },
  })
  return [...new Set([conversationId, ...links.map((link) => link.conversationId)])]
}

/** Where a chat lives: its own word first, else the neighbourhood of its household. Null where it is not known. */
export async function neighbourhoodOfChat(
  work: Work,
  conversationId: string
): Promise<{ id: string; code: string; name: string } | null> {
  const select = { id: true, code: true, name: true }
  const chat = await work.db.conversation.findFirst({
    where: { id: conversationId },
    select: { neighbourhood: { select } },
  })
  if (chat?.neighbourhood) return chat.neighbourhood
  const householdId = await householdOfChat(work, conversationId)
  if (householdId === null) return null
  const household = await work.db.household.findFirst({
    where: { id: householdId },
    select: { neighbourhood: { select } },
  })
  return household?.neighbourhood ?? null
}

/** Households of the named neighbourhoods (of the whole ward where none is named), or just the ones named. */
export const householdsInvited = (to: { neighbourhoodIds: readonly string[]; householdIds: readonly string[] }) =>
  to.householdIds.length > 0
    ? { id: { in: [...to.householdIds] } }
    : to.neighbourhoodIds.length > 0
      ? { neighbourhoodId: { in: [...to.neighbourhoodIds] } }
      : {}
