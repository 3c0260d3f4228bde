import { endLinks } from '../citizen/open-link.ts'
import type { Work } from '../work.ts'

/**
 * Forgets what a chat has told: messages both ways, photos, guesses, links, followed dossiers, opinions,
 * questions and answers to invitations, where it lives. The address
 * stays sealed, so that the ward keeps knowing that it must not send notices there; open work stays for the officials.
 */
export async function eraseConversation(work: Work, conversationId: string): Promise<void> {
  const chat = { conversationId }
  const links = await work.db.chatLink.findMany({ where: { ...chat, endedAt: null }, select: { id: true } })
  await endLinks(
    work,
    links.map((link) => link.id),
    'asked'
  )
  await work.db.inbound.deleteMany({ where: { ...chat, status: { not: 'waiting' } } })
  await work.db.outbox.deleteMany({ where: { ...chat, status: { notIn: ['waiting', 'claimed'] } } })
  await work.db.attachment.deleteMany({ where: chat })
  await work.db.lookUp.deleteMany({ where: chat })
  await work.db.dossierFollow.deleteMany({ where: chat })
  await work.db.disclosureQuestion.deleteMany({ where: chat })
  await work.db.opinion.deleteMany({ where: chat })
  await work.db.electionReminder.deleteMany({ where: chat })
  await work.db.meetingReply.deleteMany({ where: { ...chat, attended: null } })
  await work.db.meetingReply.updateMany({ where: chat, data: { conversationId: null, delegate: null } })
  await work.db.receptionBooking.deleteMany({ where: chat })
  await work.db.grievance.deleteMany({ where: chat })
  await work.db.survey.deleteMany({ where: chat })
  await work.db.chatLink.deleteMany({ where: chat })
  await work.db.conversation.updateMany({
    where: { id: conversationId },
    data: {
      state: null,
      stateExpiresAt: null,
      neighbourhoodId: null,
      greetedAt: null,
      misses: 0,
      noticesStoppedAt: work.now,
    },
  })
  work.audit('conversation.erased', { conversationId })
}
