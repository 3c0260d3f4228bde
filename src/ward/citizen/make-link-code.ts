import { randomInt } from 'node:crypto'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import type { Work } from '../work.ts'
import type { WhoseLink } from './open-link.ts'

/** Minutes a code opens: long enough to walk home from the counter, short at the console. */
export const linkCodeMinutes = { shortest: 15, usualCitizen: 120, usualOfficial: 15, longest: 24 * 60 } as const

const codeDigits = 8

export type LinkCodeMade = { code: string; expiresAt: Date }

/**
 * Makes a one-time code for a citizen (at the counter) or an official (in the console), to be shown once and typed into
 * the chat. A former code of the same person closes. Must be called by an official.
 */
export async function makeLinkCode(
  work: Work,
  input: WhoseLink & { minutes?: number }
): Promise<Result<LinkCodeMade, 'unknown_person' | 'bad_minutes'>> {
  const isCitizen = 'citizenId' in input
  const whose: WhoseLink = isCitizen ? { citizenId: input.citizenId } : { officialId: input.officialId }
  const minutes = input.minutes ?? (isCitizen ? linkCodeMinutes.usualCitizen : linkCodeMinutes.usualOfficial)
  if (minutes < linkCodeMinutes.shortest || minutes > linkCodeMinutes.longest) return refuse('bad_minutes')
  const known = isCitizen
    ? await work.db.citizen.count({ where: { id: input.citizenId, deceasedAt: null, movedAwayAt: null } })
    : await work.db.official.count({ where: { id: input.officialId, endedAt: null } })
  if (known === 0) return refuse('unknown_person')

  const expiresAt = new Date(work.now.getTime() + minutes * 60_000)
  await work.db.linkCode.updateMany({
    where: { ...whose, usedAt: null, expiresAt: { gt: work.now } },
    data: { expiresAt: work.now },
  })
  const { id, code } = await keepUnusedCode(work, { ...whose, madeById: officialOf(work), expiresAt })
  work.audit('link_code.made', { linkCodeId: id, ...whose, minutes })
  return ok({ code, expiresAt })
}

type Kept = WhoseLink & { madeById: string; expiresAt: Date }

/** A code must never have been used before: its hash is kept. */
async function keepUnusedCode(work: Work, row: Kept): Promise<{ id: string; code: string }> {
  const id = newId()
  for (;;) {
    const code = String(randomInt(10 ** (codeDigits - 1), 10 ** codeDigits))
    const data = [{ id, hash: work.seal.hash('link_code', code), ...row }]
    const { count } = await work.db.linkCode.createMany({ data, skipDuplicates: true })
    if (count === 1) return { id, code }
  }
}
