import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import type { PostingForm } from './posting.ts'

export type PostingLine = {
  id: string
  form: PostingForm
  place: string
  fromDate: string
  toDate: string | null
  officialId: string
  hasPhoto: boolean
}

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Evidence of one thing, oldest first. */
export async function listPostings(
  work: Work,
  { noun, rowId }: { noun: PaperNoun; rowId: string }
): Promise<PostingLine[]> {
  const rows = await work.db.posting.findMany({ where: { noun, rowId }, orderBy: [{ fromDate: 'asc' }, { id: 'asc' }] })
  return rows.map(({ id, form, place, fromDate, toDate, officialId, photo }) => ({
    ...{ id, place, officialId, form: form as PostingForm },
    ...{ fromDate: dateOf(fromDate), toDate: toDate === null ? null : dateOf(toDate), hasPhoto: photo !== null },
  }))
}

/** The photo of a piece of evidence; null where there is none. */
export async function readPostingPhoto(
  work: Work,
  { postingId, noun, rowId }: { postingId: string; noun: PaperNoun; rowId: string }
): Promise<Buffer | null> {
  const row = await work.db.posting.findFirst({ where: { id: postingId, noun, rowId }, select: { photo: true } })
  return row?.photo ? Buffer.from(work.seal.openBytes(row.photo)) : null
}
