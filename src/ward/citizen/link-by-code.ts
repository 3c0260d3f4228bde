import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { hasGuessedTooOften, writeGuess } from './guess-limits.ts'
import { linkCitizen, openLink, type LinkedCitizen } from './open-link.ts'

export type CodeOutcome =
  | ({ kind: 'linked' } & LinkedCitizen)
  | { kind: 'official_linked' }
  /** Never made, used, or lapsed: nobody can tell which. */
  | { kind: 'unknown' }
  | { kind: 'too_many' }

/** Links the chat to the citizen or the official for whom the counter or the console made this code. It opens once. */
export async function linkByCode(work: Work, talk: Talk, { code }: { code: string }): Promise<CodeOutcome> {
  if (await hasGuessedTooOften(work, talk)) return { kind: 'too_many' }
  const digits = code.replace(/\D/g, '')
  const [taken] = await work.db.linkCode.updateManyAndReturn({
    where: { hash: work.seal.hash('link_code', digits), usedAt: null, expiresAt: { gt: work.now } },
    data: { usedAt: work.now },
    select: { id: true, citizenId: true, officialId: true },
  })
  const open = taken !== undefined && (await mayStillBeLinked(work, taken))
  await writeGuess(work, talk, { kind: 'link_code', about: digits, found: open })
  if (!open) return { kind: 'unknown' }
  if (taken.officialId !== null) {
    await openLink(work, talk.conversationId, { officialId: taken.officialId }, { provenBy: 'console_code' })
    return { kind: 'official_linked' }
  }
  const linked = await linkCitizen(work, talk.conversationId, taken.citizenId!, { provenBy: 'counter_code' })
  return { kind: 'linked', ...linked }
}

/** The person may have died, moved or left office since the code was made. */
async function mayStillBeLinked(
  work: Work,
  { citizenId, officialId }: { citizenId: string | null; officialId: string | null }
): Promise<boolean> {
  if (officialId !== null) return (await work.db.official.count({ where: { id: officialId, endedAt: null } })) === 1
  if (citizenId === null) return false
  return (await work.db.citizen.count({ where: { id: citizenId, deceasedAt: null, movedAwayAt: null } })) === 1
}
