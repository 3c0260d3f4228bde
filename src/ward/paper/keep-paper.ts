import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { tellAgain } from '../ladder/tell-again.ts'
import type { Work } from '../work.ts'
import { isOfPublic } from './list-papers.ts'
import { mayKeepThing } from './may-keep-thing.ts'
import { largestPaperBytes, paperName, paperType, type PaperNoun } from './paper.ts'

export type NewPaper = {
  noun: PaperNoun
  rowId: string
  name: string
  bytes: Uint8Array
  officialId: string
  /** Sent twice with the same one, it is one. */
  id?: string
}
type PaperOf = { noun: PaperNoun; rowId: string; paperId: string }
type Unfit = 'not_yours' | 'file_type' | 'too_large'

/** Keeps a file with what it belongs to; anybody may read it once that is public. */
export async function keepPaper(work: Work, paper: NewPaper): Promise<Result<{ paperId: string }, Unfit>> {
  if (!(await mayKeepThing(work, paper))) return refuse('not_yours')
  const mime = mimeOf(paper)
  if (mime === 'file_type' || mime === 'too_large') return refuse(mime)
  const { noun, rowId } = paper
  const paperId = paper.id ?? newId()
  if (!(await insertPaper(work, { ...paper, id: paperId, mime }))) return ok({ paperId })
  await tellAgain(work, { noun, rowId, anew: true })
  work.audit('paper.kept', { noun, rowId, paperId })
  return ok({ paperId })
}

/** A later version takes the place of a file; the earlier one stays readable, with the day on which it was replaced. */
export async function replacePaper(
  work: Work,
  { paperId, ...paper }: NewPaper & { paperId: string }
): Promise<Result<{ paperId: string }, Unfit | 'not_found'>> {
  if (!(await mayKeepThing(work, paper))) return refuse('not_yours')
  const mime = mimeOf(paper)
  if (mime === 'file_type' || mime === 'too_large') return refuse(mime)
  const { noun, rowId } = paper
  const { count } = await work.db.paper.updateMany({
    where: { id: paperId, noun, rowId, replacedAt: null },
    data: { replacedAt: work.now },
  })
  if (count === 0) return refuse('not_found')
  const by = newId()
  await insertPaper(work, { ...paper, id: by, mime })
  await tellAgain(work, { noun, rowId, anew: true })
  work.audit('paper.replaced', { noun, rowId, paperId, by })
  return ok({ paperId: by })
}

const mimeOf = ({ name, bytes }: NewPaper): string =>
  bytes.byteLength > largestPaperBytes ? 'too_large' : (paperType(name, bytes) ?? 'file_type')

/** False where it is there already. */
async function insertPaper(work: Work, paper: NewPaper & { id: string; mime: string }): Promise<boolean> {
  const { id, noun, rowId, name, bytes, officialId, mime } = paper
  const { count } = await work.db.paper.createMany({
    data: [
      {
        ...{ id, noun, rowId, mime, name: paperName(name), size: bytes.byteLength },
        ...{ bytes: work.seal.bytes(bytes), addedById: officialId, createdAt: work.now },
      },
    ],
    skipDuplicates: true,
  })
  return count > 0
}

/** Takes a file away before anybody could have read it. What is public is only replaced. */
export async function removePaper(
  work: Work,
  { noun, rowId, paperId }: PaperOf
): Promise<Result<void, 'not_found' | 'not_yours' | 'public_already'>> {
  if (!(await mayKeepThing(work, { noun, rowId }))) return refuse('not_yours')
  if (await isOfPublic(work, { noun, rowId })) return refuse('public_already')
  const { count } = await work.db.paper.deleteMany({ where: { id: paperId, noun, rowId } })
  if (count === 0) return refuse('not_found')
  await tellAgain(work, { noun, rowId, anew: true })
  work.audit('paper.removed', { noun, rowId, paperId })
  return ok()
}
