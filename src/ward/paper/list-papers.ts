import type { Work } from '../work.ts'
import type { PaperNoun } from './paper.ts'

export type PaperLine = { id: string; name: string; mime: string; size: number }

export const listPapers = (work: Work, { noun, rowId }: { noun: PaperNoun; rowId: string }): Promise<PaperLine[]> =>
  work.db.paper.findMany({
    where: { noun, rowId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, mime: true, size: true },
  })

/** The file itself; null where there is none of that noun and row. */
export async function readPaper(
  work: Work,
  { noun, rowId, paperId }: { noun: PaperNoun; rowId: string; paperId: string }
): Promise<{ name: string; mime: string; bytes: Buffer } | null> {
  const row = await work.db.paper.findFirst({ where: { id: paperId, noun, rowId } })
  return row === null ? null : { name: row.name, mime: row.mime, bytes: Buffer.from(work.seal.openBytes(row.bytes)) }
}
