import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import type { Withheld } from './grievance.ts'

export type GrievanceLine = { id: string; arrivedAt: Date; channel: string | null; messages: number }

const mostListed = 200

/** What waits for the named person, oldest first: when and through which channel, never what. */
export async function listGrievances(work: Work): Promise<GrievanceLine[]> {
  const rows = await work.db.grievance.findMany({
    where: { settledAt: null },
    orderBy: { arrivedAt: 'asc' },
    take: mostListed,
    include: { conversation: { select: { channel: true } } },
  })
  return rows.map(({ id, arrivedAt, words, conversation }) => ({
    id,
    arrivedAt,
    channel: conversation?.channel ?? null,
    messages: words === null ? 0 : work.seal.openJson<Withheld[]>(words).length,
  }))
}

export type PassedOnLine = { id: string; settledAs: string; settledAt: Date; to: string; date: string; number: string }

/** What was handed on to another body: to whom, when and under which number; of the content nothing is left. */
export async function listPassedOn(work: Work): Promise<PassedOnLine[]> {
  const rows = await work.db.grievance.findMany({
    where: { settledAt: { not: null } },
    orderBy: { settledAt: 'desc' },
    take: mostListed,
  })
  return rows.map(({ id, settledAs, settledAt, passedOnTo, passedOnDate, passedOnNumber }) => ({
    id,
    settledAs: settledAs ?? '',
    settledAt: settledAt!,
    to: passedOnTo ?? '',
    date: passedOnDate?.toISOString().slice(0, 10) ?? '',
    number: passedOnNumber ?? '',
  }))
}

export type GrievancePage = { id: string; arrivedAt: Date; words: readonly Withheld[] }

/** The words of one, for the named person alone; that they were read is noted. */
export async function findGrievance(
  work: Work,
  { grievanceId }: { grievanceId: string }
): Promise<Result<GrievancePage, 'not_found'>> {
  const row = await work.db.grievance.findFirst({ where: { id: grievanceId, settledAt: null } })
  if (row?.words == null) return refuse('not_found')
  work.audit('grievance.read', { grievanceId })
  return ok({ id: row.id, arrivedAt: row.arrivedAt, words: work.seal.openJson<Withheld[]>(row.words) })
}
