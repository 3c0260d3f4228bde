import { isId } from '../../platform/ids.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { quarterStartOf } from '../ladder/ladder.ts'
import { listPostings, type PostingLine } from '../posting/list-postings.ts'
import type { Work } from '../work.ts'
import type { Category, DisclosureStatus } from './disclosure.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)
type Row = NonNullable<Awaited<ReturnType<Work['db']['disclosure']['findFirst']>>>

export type DisclosureRow = {
  id: string
  category: Category
  title: string
  summary: string
  decisionNumber: string
  decisionDate: string
  clockRule: string
  clockDate: string
  dueDate: string
  status: DisclosureStatus
  publishedAt: Date | null
  endedAt: Date | null
  supersedesId: string | null
}

const rowOf = (row: Row): DisclosureRow => ({
  ...{
    id: row.id,
    title: row.title,
    summary: row.summary,
    decisionNumber: row.decisionNumber,
    clockRule: row.clockRule,
  },
  ...{ publishedAt: row.publishedAt, endedAt: row.endedAt, supersedesId: row.supersedesId },
  ...{ decisionDate: dateOf(row.decisionDate), clockDate: dateOf(row.clockDate), dueDate: dateOf(row.dueDate) },
  category: row.category as Category,
  status: row.status as DisclosureStatus,
})

/** Disclosures by what falls due first for officials, the latest first for the public. Found without diacritics too. */
export async function listDisclosures(
  work: Work,
  { isPublic = false, category, search = '' }: { isPublic?: boolean; category?: Category; search?: string } = {}
): Promise<DisclosureRow[]> {
  const rows = await work.db.disclosure.findMany({
    where: { ...(isPublic ? { status: 'published' } : {}), ...(category ? { category } : {}) },
    orderBy: isPublic ? [{ publishedAt: 'desc' }] : [{ dueDate: 'desc' }],
    take: 500,
  })
  const asked = syllablesOf(search)
  return rows.map(rowOf).filter(({ title, summary, decisionNumber }) => {
    const words = new Set(syllablesOf(`${title} ${summary} ${decisionNumber}`))
    return asked.every((one) => words.has(one))
  })
}

const syllablesOf = (text: string): string[] => strip(text).split(/[^a-z0-9]+/).filter(Boolean) // prettier-ignore

export type DisclosurePage = DisclosureRow & { postings: PostingLine[] }

/** One disclosure with its evidence; for the public what is published, and what was. */
export async function findDisclosure(
  work: Work,
  { id, isPublic = false }: { id: string; isPublic?: boolean }
): Promise<DisclosurePage | null> {
  if (!isId(id)) return null
  const row = await work.db.disclosure.findFirst({ where: { id, ...(isPublic ? { status: { not: 'draft' } } : {}) } })
  return row === null ? null : { ...rowOf(row), postings: await listPostings(work, { noun: 'disclosure', rowId: id }) }
}

export type QuarterlyLine = DisclosureRow & { postings: PostingLine[] }

/** The list every quarter ends with: each content, its forms and its time (Luật 10/2022 Điều 13.2). */
export async function quarterlyList(work: Work, { quarterEnd }: { quarterEnd: string }): Promise<QuarterlyLine[]> {
  const from = quarterStartOf(quarterEnd)
  const rows = await work.db.disclosure.findMany({
    where: { status: { not: 'draft' } },
    orderBy: [{ category: 'asc' }, { publishedAt: 'asc' }],
  })
  const within = rows.map(rowOf).filter(({ publishedAt, endedAt }) => {
    const published = publishedAt === null ? null : wardDateOf(publishedAt)
    return published !== null && published <= quarterEnd && (endedAt === null || wardDateOf(endedAt) >= from)
  })
  return Promise.all(
    within.map(async (row) => ({ ...row, postings: await listPostings(work, { noun: 'disclosure', rowId: row.id }) }))
  )
}
