import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { guessDossier } from './guess-dossier.ts'

export type FollowOutcome = { kind: 'following' } | { kind: 'stopped' } | { kind: 'not_proven' }

/**
 * The chat is told of every change from now on; with `notify: false` it is told no more. Only for a chat that has proven
 * the dossier or is linked to the citizen on its receipt.
 */
export async function followDossier(
  work: Work,
  talk: Talk,
  { code, notify = true }: { code: string; notify?: boolean }
): Promise<FollowOutcome> {
  const guess = await guessDossier(work, talk, { code })
  if (guess.kind !== 'own') return { kind: 'not_proven' }
  const key = { dossierId: guess.dossierId, conversationId: talk.conversationId }
  const { count } = await work.db.dossierFollow.updateMany({
    where: key,
    data: { notify, endedAt: null, provenBy: guess.provenBy },
  })
  if (count === 0)
    await work.db.dossierFollow.create({ data: { ...key, notify, provenBy: guess.provenBy, since: work.now } })
  work.audit(notify ? 'dossier.followed' : 'dossier.unfollowed', { dossierId: guess.dossierId })
  return { kind: notify ? 'following' : 'stopped' }
}

/** Whether this chat hears of a dossier's changes: it asked to, or it is linked and has not asked otherwise. */
export async function isToldInChat(work: Work, talk: Talk, dossierId: string): Promise<boolean> {
  const told = await listToldChats(work, [dossierId])
  return told.some(({ conversationId }) => conversationId === talk.conversationId)
}

export type ToldChat = { dossierId: string; conversationId: string }

/**
 * The chats that hear of these dossiers: those that follow, and those linked to a living citizen of this ward with the
 * phone of the receipt, unless the chat asked not to be told.
 */
export function listToldChats(work: Work, dossierIds: readonly string[]): Promise<ToldChat[]> {
  return work.db.$queryRaw<ToldChat[]>`
    with named as (select id, phone_hash from dossier where id = any(${[...dossierIds]}::uuid[]))
    select f.dossier_id as "dossierId", f.conversation_id as "conversationId"
    from named n join dossier_follow f on f.dossier_id = n.id
    where f.notify and f.ended_at is null and f.proven_by = 'receipt_digits'
    union
    select n.id, l.conversation_id
    from named n
    join citizen c on c.phone_hash = n.phone_hash and c.deceased_at is null and c.moved_away_at is null
    join chat_link l on l.citizen_id = c.id and l.ended_at is null
    where not exists (select 1 from dossier_follow f
      where f.dossier_id = n.id and f.conversation_id = l.conversation_id and not f.notify
        and f.proven_by = 'linked_citizen' and f.ended_at is null)
    order by 1, 2`
}
