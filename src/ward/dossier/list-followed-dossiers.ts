import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { describeBriefly, type DossierBrief } from './describe-dossier.ts'

/** Shown in one message; the rest are counted. */
const mostShown = 5

export type FollowedDossiers = { kind: 'none' } | { kind: 'some'; dossiers: DossierBrief[]; more: number }

/** "Hồ sơ của tôi": what this chat has proven, and what stands under the phone of the citizen linked to it; newest first. */
export async function listFollowedDossiers(
  work: Work,
  talk: Talk,
  _input: Record<string, never>
): Promise<FollowedDossiers> {
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    with own as (
      select f.dossier_id as id from dossier_follow f
      where f.conversation_id = ${talk.conversationId}::uuid and f.ended_at is null and f.proven_by = 'receipt_digits'
      union
      select d.id from chat_link l
      join citizen c on c.ward_id = l.ward_id and c.id = l.citizen_id and c.deceased_at is null
      join dossier d on d.phone_hash = c.phone_hash
      where l.conversation_id = ${talk.conversationId}::uuid and l.ended_at is null)
    select d.id from own join dossier d on d.id = own.id
    order by d.finished_at is not null, d.occurred_at desc`
  if (rows.length === 0) return { kind: 'none' }
  const dossiers: DossierBrief[] = []
  for (const { id } of rows.slice(0, mostShown)) dossiers.push(await describeBriefly(work, id))
  return { kind: 'some', dossiers, more: rows.length - dossiers.length }
}
