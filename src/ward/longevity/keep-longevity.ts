import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import { loadLetterRules } from '../letter/load-letter-rules.ts'
import { planLetters } from '../letter/plan-letters.ts'
import type { Work } from '../work.ts'
import { isLongevityAge, mayBecome, type LineStatus } from './longevity.ts'

/** Proposes from the register whoever reaches such an age this year: living, here, not on the list yet. Returns how many. */
export async function proposeLongevity(work: Work, { year }: { year: number }): Promise<number> {
  const { longevityAges } = await loadLetterRules(work)
  const rows = await work.db.citizen.findMany({
    where: { birthYear: { lte: year - 60, not: null }, deceasedAt: null, movedAwayAt: null },
    select: { id: true, birthYear: true },
  })
  const data = rows.flatMap(({ id, birthYear }) => {
    const age = year - birthYear!
    return isLongevityAge(longevityAges, age) ? [{ id: newId(), year, citizenId: id, age, createdAt: work.now }] : []
  })
  const { count } = await work.db.longevityLine.createMany({ data, skipDuplicates: true })
  if (count > 0) work.audit('longevity.proposed', { year, count })
  return count
}

export type LongevityRow = {
  id: string
  age: number
  status: LineStatus
  way: 'chat' | 'paper' | null
  fullName: string
  birthYear: number | null
  neighbourhood: string | null
  deceased: boolean
}

/** The list of a year, the oldest first. Who has died since stands there no more. */
export async function listLongevity(work: Work, { year }: { year: number }): Promise<LongevityRow[]> {
  const rows = await work.db.longevityLine.findMany({
    where: { year, citizen: { deceasedAt: null, movedAwayAt: null } },
    orderBy: [{ age: 'desc' }, { id: 'asc' }],
    include: { citizen: { include: { neighbourhood: { select: { name: true } } } } },
  })
  return rows.map(({ citizen, ...row }) => ({
    id: row.id,
    age: row.age,
    status: row.status as LineStatus,
    way: row.way as 'chat' | 'paper' | null,
    fullName: citizen.fullName,
    birthYear: citizen.birthYear,
    neighbourhood: citizen.neighbourhood?.name ?? null,
    deceased: citizen.deceasedAt !== null,
  }))
}

/**
 * An official confirms a line, asks the family, and writes down what it said. Its yes is the consent, and the letter is
 * planned; its no stops one that was under way.
 */
export async function stepLongevity(
  work: Work,
  { lineId, to, way = null }: { lineId: string; to: LineStatus; way?: 'chat' | 'paper' | null }
): Promise<Result<void, 'not_possible_now'>> {
  const from = (Object.keys(mayBecome) as LineStatus[]).filter((status) => mayBecome[status].includes(to))
  const officialId = officialOf(work)
  const asked = to === 'agreed' || to === 'declined'
  const { count } = await work.db.longevityLine.updateMany({
    where: { id: lineId, status: { in: from } },
    data: {
      status: to,
      ...(to === 'confirmed' ? { confirmedById: officialId } : {}),
      ...(asked ? { askedById: officialId, askedAt: work.now, way } : {}),
    },
  })
  if (count === 0) return refuse('not_possible_now')
  work.audit('longevity.stepped', { lineId, to })
  if (to === 'agreed') await keepConsent(work, lineId, way)
  if (to === 'declined') await takeConsentBack(work, lineId)
  await planLetters(work, { eventIds: [lineId] })
  return ok()
}

async function keepConsent(work: Work, lineId: string, way: 'chat' | 'paper' | null): Promise<void> {
  const citizenId = await citizenOf(work, lineId)
  await work.db.consent.createMany({
    data: [{ id: newId(), citizenId, purpose: 'greeting_longevity', givenAt: work.now, evidence: work.actor, way }],
    skipDuplicates: true,
  })
}

/** A family that says no after its yes: no letter of a later year may lean on the old consent. */
async function takeConsentBack(work: Work, lineId: string): Promise<void> {
  await work.db.consent.updateMany({
    where: { citizenId: await citizenOf(work, lineId), purpose: 'greeting_longevity', withdrawnAt: null },
    data: { withdrawnAt: work.now },
  })
}

async function citizenOf(work: Work, lineId: string): Promise<string> {
  const line = await work.db.longevityLine.findFirstOrThrow({ where: { id: lineId }, select: { citizenId: true } })
  return line.citizenId
}
