import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { tellAgain } from '../ladder/tell-again.ts'
import type { Work } from '../work.ts'
import { largestPaperBytes, paperName, paperType, type PaperNoun } from './paper.ts'

export type NewPaper = { noun: PaperNoun; rowId: string; name: string; bytes: Uint8Array; officialId: string }

/** Keeps a file with what it belongs to; anybody may read it once that is public. */
export async function keepPaper(
  work: Work,
  { noun, rowId, name, bytes, officialId }: NewPaper
): Promise<Result<{ paperId: string }, 'file_type' | 'too_large'>> {
  if (bytes.byteLength > largestPaperBytes) return refuse('too_large')
  const mime = paperType(name, bytes)
  if (mime === null) return refuse('file_type')
  const id = newId()
  await work.db.paper.createMany({
    data: [
      {
        ...{ id, noun, rowId, mime, name: paperName(name), size: bytes.byteLength },
        ...{ bytes: work.seal.bytes(bytes), addedById: officialId, createdAt: work.now },
      },
    ],
  })
  await tellAgain(work, { noun, rowId, anew: true })
  work.audit('paper.kept', { noun, rowId, paperId: id })
  return ok({ paperId: id })
}

/** False where there is no such file. */
export async function removePaper(
  work: Work,
  { noun, rowId, paperId }: { noun: PaperNoun; rowId: string; paperId: string }
): Promise<boolean> {
  const { count } = await work.db.paper.deleteMany({ where: { id: paperId, noun, rowId } })
  if (count === 0) return false
  await tellAgain(work, { noun, rowId, anew: true })
  work.audit('paper.removed', { noun, rowId, paperId })
  return true
}
