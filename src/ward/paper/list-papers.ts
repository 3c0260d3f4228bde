import type { Work } from '../work.ts'
import type { PaperNoun } from './paper.ts'

type Of = { noun: PaperNoun; rowId: string }

export type PaperLine = {
  id: string
  name: string
  mime: string
  size: number
  /** When a later version took its place. */
  replacedAt: Date | null
  /** What it belongs to has been made public: it may be replaced, and never taken away. */
  isPublic: boolean
}

/** The files of a thing: those that count in the order they came, then the earlier versions. */
export async function listPapers(work: Work, of: Of): Promise<PaperLine[]> {
  const rows = await work.db.paper.findMany({
    where: of,
    orderBy: [{ replacedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'asc' }],
    select: { id: true, name: true, mime: true, size: true, replacedAt: true },
  })
  const isPublic = await isOfPublic(work, of)
  return rows.map((row) => ({ ...row, isPublic }))
}

/** Names of the files that count now, as a notice or a chat tells them. */
export async function paperNames(work: Work, of: Of): Promise<string[]> {
  return (await listPapers(work, of)).filter(({ replacedAt }) => replacedAt === null).map(({ name }) => name)
}

/** Whether the thing has left the office: called, announced, published, opened. */
export async function isOfPublic(work: Work, { noun, rowId: id }: Of): Promise<boolean> {
  const where = { id, status: { not: 'draft' } }
  const { meeting, election, disclosure, consultation } = work.db
  const counts: Readonly<Record<PaperNoun, () => Promise<number>>> = {
    meeting: () => meeting.count({ where }),
    election: () => election.count({ where }),
    disclosure: () => disclosure.count({ where }),
    consultation: () => consultation.count({ where }),
  }
  return (await counts[noun]()) > 0
}

/** The file itself; null where there is none of that noun and row. */
export async function readPaper(
  work: Work,
  { noun, rowId, paperId }: Of & { paperId: string }
): Promise<{ name: string; mime: string; bytes: Buffer } | null> {
  const row = await work.db.paper.findFirst({ where: { id: paperId, noun, rowId } })
  return row === null ? null : { name: row.name, mime: row.mime, bytes: Buffer.from(work.seal.openBytes(row.bytes)) }
}
