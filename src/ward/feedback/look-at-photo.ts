import type { Work } from '../work.ts'
import { listToldChats } from './tell-reporter.ts'

export type PhotoToLookAt = { accountId: string | null; fetchKey: string | null; bytes: Uint8Array | null }

/** A photo that nobody has looked at yet; its bytes where the chat's own door has kept them. Null once it is done or gone. */
export async function findPhotoToLookAt(work: Work, fileId: string): Promise<PhotoToLookAt | null> {
  const file = await work.db.feedbackFile.findFirst({
    where: { id: fileId, addedBy: 'citizen' },
    include: { feedback: { select: { conversation: { select: { accountId: true } } } } },
  })
  if (file === null || (file.bytes !== null && file.attachmentId === null)) {
    await work.unring('look-at-report-photo', fileId)
    return null
  }
  return {
    accountId: file.feedback.conversation?.accountId ?? null,
    fetchKey: file.fetchKey === null ? null : work.seal.openText(file.fetchKey),
    bytes: file.bytes === null ? null : work.seal.openBytes(file.bytes),
  }
}

const paperWords = { page: 'feedback.told.photo_page', card: 'feedback.told.photo_card' } as const

/** A platform that is away now is asked again for so long. */
const tryForMinutes = 60
const tryAgainMinutes = 5

export type PhotoSettled = 'kept' | 'later' | 'gone' | 'refused' | 'nothing'

/**
 * Keeps the photo, or takes it away: a sheet of writing or an identity card does not belong in a chat, and the resident is
 * told why and what to do instead. What the channel could not hand over is asked for again, then said to be missing.
 */
export async function settlePhoto(
  work: Work,
  {
    fileId,
    photo,
    shape,
  }: { fileId: string; photo: { bytes: Uint8Array; mime: string } | null; shape: 'page' | 'card' | 'none' }
): Promise<PhotoSettled> {
  const file = await work.db.feedbackFile.findFirst({
    where: { id: fileId },
    include: { feedback: { select: { id: true, conversationId: true, code: true } } },
  })
  await work.unring('look-at-report-photo', fileId)
  if (file === null) return 'nothing'
  const isYoung = work.now.getTime() - file.createdAt.getTime() < tryForMinutes * 60_000
  if (photo === null && file.bytes === null && isYoung) {
    work.ring('look-at-report-photo', fileId, new Date(work.now.getTime() + tryAgainMinutes * 60_000))
    return 'later'
  }
  if (photo !== null && shape === 'none') {
    const data = { bytes: work.seal.bytes(photo.bytes), mime: photo.mime, fetchKey: null }
    if (file.bytes === null) await work.db.feedbackFile.updateMany({ where: { id: fileId }, data })
    return 'kept'
  }
  await work.db.feedbackFile.deleteMany({ where: { id: fileId } })
  if (file.attachmentId !== null) await work.db.attachment.deleteMany({ where: { id: file.attachmentId } })
  const why = photo === null ? 'gone' : 'refused'
  work.audit(`feedback.photo_${why}`, { feedbackId: file.feedbackId, fileId, shape })
  const say = why === 'gone' ? 'feedback.told.photo_gone' : paperWords[shape === 'card' ? 'card' : 'page']
  for (const to of await listToldChats(work, file.feedback))
    work.say({ to, class: 'status', source: 'feedback', sourceRow: `photo:${fileId}:${to}`, parts: [{ say }] })
  return why
}
