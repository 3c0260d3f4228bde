import { wardDateOf } from '../../platform/ward-time.ts'
import { loadPlaces } from '../place/load-places.ts'
import { placeLabel } from '../place/place.ts'
import type { Work } from '../work.ts'
import { unpublishedStatuses } from './feedback.ts'
import { redact } from './redact.ts'

/** How far a published report is. The officials' steps between are all `reopened` to the public. */
const publicStatuses = ['answered', 'completed', 'awaiting_details', 'closed_incomplete'] as const
type PublicStatus = (typeof publicStatuses)[number] | 'reopened'

const publicStatusOf = (status: string): PublicStatus => publicStatuses.find((one) => one === status) ?? 'reopened'

/** What anybody may read of a report: nothing of who told it, nothing that names a person, no house number. */
export type PublicReport = {
  code: string
  status: PublicStatus
  kind: string
  field: string | null
  /** Neighbourhood and street or alley. */
  area: string
  text: string
  unit: string | null
  submittedDate: string
  dueDate: string | null
  answeredDate: string | null
  outcome: string
  answer: string
  /** Whose answer it is, where another body answered. */
  agency: string | null
  /** 1 to 5; null where nobody has rated. */
  rating: number | null
  proofs: readonly { id: string; mime: string }[]
}

export type PublicFilter = { field?: string | undefined; cursor?: string | undefined; limit?: number }

/**
 * Only what a second official has approved for publication and nobody has taken back: the same condition for the list, a
 * single report and its proof. A restricted report is none of these, whatever its columns say.
 */
const published = () => ({
  visibility: { in: ['public', 'public_without_name'] },
  restricted: null,
  publicText: { not: null },
  answeredAt: { not: null },
  status: { notIn: [...unpublishedStatuses] },
  answers: { some: { status: 'approved' } },
})

const wanted = {
  neighbourhood: { select: { name: true } },
  answers: {
    where: { status: 'approved' },
    orderBy: { id: 'desc' },
    take: 1,
    include: { files: { where: { addedBy: { startsWith: 'official:' } }, select: { id: true, mime: true } } },
  },
  ratings: { orderBy: { at: 'desc' }, take: 1, select: { score: true } },
} as const

/** The ward's public list of answered reports, newest first. */
export async function listPublicFeedback(
  work: Work,
  { field, cursor, limit = 30 }: PublicFilter = {}
): Promise<{ reports: readonly PublicReport[]; next: string | null }> {
  const rows = await work.db.feedback.findMany({
    where: {
      ...published(),
      ...(field ? { field } : {}),
      ...(cursor ? { code: { lt: cursor } } : {}),
    },
    orderBy: { code: 'desc' },
    take: limit + 1,
    include: wanted,
  })
  const reports = await publicOf(work, rows.slice(0, limit))
  return { reports, next: rows.length > limit ? (reports.at(-1)?.code ?? null) : null }
}

/** One published report, or null: an unpublished one does not exist here. */
export async function findPublicFeedback(work: Work, { code }: { code: string }): Promise<PublicReport | null> {
  const row = await work.db.feedback.findFirst({
    where: {
      ...published(),
      code,
    },
    include: wanted,
  })
  return row === null ? null : ((await publicOf(work, [row]))[0] ?? null)
}

/** The bytes of one proof of a published answer. */
export async function findPublicProof(
  work: Work,
  { code, fileId }: { code: string; fileId: string }
): Promise<{ bytes: Uint8Array; mime: string } | null> {
  const report = await findPublicFeedback(work, { code })
  if (report === null || !report.proofs.some(({ id }) => id === fileId)) return null
  const file = await work.db.feedbackFile.findFirst({ where: { id: fileId }, select: { bytes: true, mime: true } })
  return file?.bytes == null ? null : { bytes: work.seal.openBytes(file.bytes), mime: file.mime }
}

type Row = Awaited<ReturnType<Work['db']['feedback']['findMany']>>[number] & {
  neighbourhood: { name: string } | null
  answers: { outcome: string; text: Uint8Array; agency: string | null; files: { id: string; mime: string }[] }[]
  ratings: { score: number }[]
}

async function publicOf(work: Work, rows: readonly Row[]): Promise<PublicReport[]> {
  const places = await loadPlaces(work)
  return rows.flatMap((row) => {
    const [answer] = row.answers
    if (answer === undefined || row.publicText === null || row.code === null) return []
    const place = places.find(({ id }) => id === row.placeId)
    return [
      {
        code: row.code,
        status: publicStatusOf(row.status),
        kind: row.kind,
        field: row.field,
        area: [place === undefined ? null : placeLabel(place, places), row.neighbourhood?.name]
          .filter(Boolean)
          .join(', '),
        text: redact(row.publicText),
        unit: row.unit,
        submittedDate: wardDateOf(row.submittedAt ?? row.createdAt),
        dueDate: row.dueAt === null ? null : wardDateOf(row.dueAt),
        answeredDate: row.answeredAt === null ? null : wardDateOf(row.answeredAt),
        outcome: answer.outcome,
        answer: redact(work.seal.openText(answer.text)),
        agency: answer.agency,
        rating: row.ratings[0]?.score ?? null,
        proofs: answer.files,
      },
    ]
  })
}
