import type { Work } from '../work.ts'
import { phoneProofs } from './citizen.ts'
import type { CitizenRow } from './citizen-rows.ts'
import { endLinks } from './open-link.ts'

/** The register has another phone: chats that were linked by the old one must prove themselves again, and are told so. */
export async function tellPhoneChanged(work: Work, rows: readonly CitizenRow[]): Promise<void> {
  const changed = rows.flatMap(({ before, phoneHash }) =>
    before?.phoneHash && !(phoneHash && Buffer.from(phoneHash).equals(Buffer.from(before.phoneHash))) ? [before.id] : []
  )
  if (changed.length === 0) return
  const links = await work.db.chatLink.findMany({
    where: { citizenId: { in: changed }, endedAt: null, provenBy: { in: [...phoneProofs] } },
    select: { id: true, conversationId: true },
  })
  await endLinks(
    work,
    links.map((link) => link.id),
    'phone_changed'
  )
  for (const link of links) {
    work.say({
      to: link.conversationId,
      class: 'status',
      source: 'chat_link',
      sourceRow: `${link.id}:phone_changed`,
      parts: [{ say: 'identity.phone_changed', choices: [{ id: 'identity:link', label: 'identity.button.link' }] }],
    })
  }
}
