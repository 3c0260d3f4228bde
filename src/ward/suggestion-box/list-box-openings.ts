import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import type { PaperKind } from './suggestion-box.ts'

export type OpeningLine = {
  id: string
  place: string
  openedAt: Date
  closedAt: Date | null
  openedBy: readonly string[]
  papers: number
}

const mostListed = 100

/** The sessions at which the box was opened, newest first, with who opened it. */
export async function listBoxOpenings(work: Work): Promise<OpeningLine[]> {
  const rows = await work.db.boxOpening.findMany({ orderBy: { openedAt: 'desc' }, take: mostListed })
  const officials = await work.db.official.findMany({
    where: { id: { in: rows.flatMap(({ firstId, secondId }) => [firstId, secondId]) } },
    select: { id: true, fullName: true },
  })
  const names = new Map(officials.map(({ id, fullName }) => [id, fullName]))
  return rows.map(({ id, place, openedAt, closedAt, firstId, secondId, lastPaper }) => ({
    id,
    place,
    openedAt,
    closedAt,
    openedBy: [names.get(firstId) ?? '', names.get(secondId) ?? ''],
    papers: lastPaper,
  }))
}

export type PaperLine = { number: number; became: PaperKind; feedbackId: string | null; code: string | null }

/** One session with its papers in the order they were taken out. */
export async function findBoxOpening(
  work: Work,
  { openingId }: { openingId: string }
): Promise<Result<{ opening: OpeningLine; papers: PaperLine[] }, 'not_found'>> {
  const opening = (await listBoxOpenings(work)).find(({ id }) => id === openingId)
  if (opening === undefined) return refuse('not_found')
  const papers = await work.db.boxPaper.findMany({
    where: { openingId },
    orderBy: { number: 'asc' },
    include: { feedback: { select: { code: true } } },
  })
  return ok({
    opening,
    papers: papers.map(({ number, becameA, feedbackId, feedback }) => ({
      number,
      became: becameA as PaperKind,
      feedbackId,
      code: feedback?.code ?? null,
    })),
  })
}
