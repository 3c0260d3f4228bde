import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { actingOn } from './take-step.ts'
import { lockFeedback } from './feedback-row.ts'

/** Keeps a photo (already freed of its metadata: cleanPhoto) or a document of an official with the report; an answer can then name it. */
export async function keepProof(
  work: Work,
  { feedbackId, bytes, mime }: { feedbackId: string; bytes: Uint8Array; mime: string }
): Promise<Result<{ fileId: string }, 'not_found' | 'not_yours_to_do' | 'file_unreadable'>> {
  if (!['image/jpeg', 'image/png', 'application/pdf'].includes(mime)) return refuse('file_unreadable')
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const { parties, id } = await actingOn(work, row)
  if (id === null || parties.length === 0) return refuse('not_yours_to_do')
  const fileId = newId()
  await work.db.feedbackFile.createMany({
    data: [
      { id: fileId, feedbackId, mime, bytes: work.seal.bytes(bytes), addedBy: `official:${id}`, createdAt: work.now },
    ],
  })
  work.audit('feedback.file_kept', { feedbackId, fileId })
  return ok({ fileId })
}

/** A photo that should not be here (a citizen card, a stranger's face) is taken away for good. */
export async function removeFile(
  work: Work,
  { feedbackId, fileId }: { feedbackId: string; fileId: string }
): Promise<Result<void, 'not_found'>> {
  const file = await work.db.feedbackFile.findFirst({
    where: { id: fileId, feedbackId },
    select: { attachmentId: true },
  })
  if (file === null) return refuse('not_found')
  await work.db.feedbackFile.deleteMany({ where: { id: fileId } })
  if (file.attachmentId !== null) await work.db.attachment.deleteMany({ where: { id: file.attachmentId } })
  work.audit('feedback.file_removed', { feedbackId, fileId })
  return ok()
}
