import { isId } from '../../platform/ids.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { byNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import type { Work } from '../work.ts'
import { isOpenOn, type ConsultationStatus } from './consultation.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)
type Row = NonNullable<Awaited<ReturnType<Work['db']['consultation']['findFirst']>>>

export type ConsultationRow = Omit<Row, 'status' | 'closesDate' | 'answerDate' | 'wardId' | 'createdAt'> & {
  status: ConsultationStatus
  closesDate: string
  answerDate: string | null
  isOpen: boolean
  neighbourhoods: string[]
}

/** Consultations, the latest to end first; for the public no drafts and none that was withdrawn. */
export async function listConsultations(
  work: Work,
  { isPublic = false }: { isPublic?: boolean } = {}
): Promise<ConsultationRow[]> {
  const rows = await work.db.consultation.findMany({
    where: isPublic ? { status: { in: ['open', 'answered'] } } : {},
    orderBy: [{ closesDate: 'desc' }, { id: 'desc' }],
    take: 100,
  })
  return shaped(work, rows)
}

export async function findConsultation(
  work: Work,
  { id, isPublic = false }: { id: string; isPublic?: boolean }
): Promise<ConsultationRow | null> {
  if (!isId(id)) return null
  const row = await work.db.consultation.findFirst({
    where: { id, ...(isPublic ? { status: { in: ['open', 'answered'] } } : {}) },
  })
  return row === null ? null : ((await shaped(work, [row]))[0] ?? null)
}

async function shaped(work: Work, rows: readonly Row[]): Promise<ConsultationRow[]> {
  const known = (await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })).sort(
    byNeighbourhood
  )
  const today = wardDateOf(work.now)
  return rows.map(({ wardId: _ward, createdAt: _created, ...row }) => {
    const closesDate = dateOf(row.closesDate)
    return {
      ...row,
      ...{ closesDate, answerDate: row.answerDate === null ? null : dateOf(row.answerDate) },
      status: row.status as ConsultationStatus,
      isOpen: isOpenOn({ status: row.status, closesDate }, today),
      neighbourhoods: known.filter(({ id }) => row.neighbourhoodIds.includes(id)).map(({ name }) => name),
    }
  })
}
