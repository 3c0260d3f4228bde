import { isId, newId } from '../../platform/ids.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

/** More than these help nobody. */
const mostPhotos = 8

/**
 * A photo of this chat goes with the report it belongs to, and stays as long as that. Where the channel has it still, a
 * place is kept for it and a worker fetches it (listPhotosToFetch). A photo that comes twice is one.
 */
export async function keepReportPhoto(work: Work, talk: Talk, feedbackId: string, photo: string): Promise<boolean> {
  if ((await work.db.feedbackFile.count({ where: { feedbackId } })) >= mostPhotos) return false
  const kept = isId(photo)
    ? await work.db.attachment.findFirst({ where: { id: photo, conversationId: talk.conversationId } })
    : null
  const source =
    kept === null
      ? { mime: 'image/jpeg', fetchKey: work.seal.text(photo), fetchHash: work.seal.hash('fetch_key', photo) }
      : { mime: kept.mime, bytes: kept.bytes, attachmentId: kept.id }
  const { count } = await work.db.feedbackFile.createMany({
    data: [{ id: newId(), feedbackId, ...source, addedBy: 'citizen', createdAt: work.now }],
    skipDuplicates: true,
  })
  return count > 0
}

export type PhotoToFetch = { fileId: string; accountId: string; fetchKey: string }

/** Photos that lie with the channel still, oldest first. */
export async function listPhotosToFetch(work: Work, limit = 20): Promise<PhotoToFetch[]> {
  const files = await work.db.feedbackFile.findMany({
    where: { bytes: null, fetchKey: { not: null } },
    orderBy: { id: 'asc' },
    take: limit,
    include: { feedback: { select: { conversation: { select: { accountId: true } } } } },
  })
  return files.flatMap(({ id, fetchKey, feedback }) => {
    const accountId = feedback.conversation?.accountId
    return accountId === undefined || fetchKey === null
      ? []
      : [{ fileId: id, accountId, fetchKey: work.seal.openText(fetchKey) }]
  })
}

/** The photo, freed of its metadata (cleanPhoto); null where it is gone or no picture: then its place goes too. */
export async function keepFetchedPhoto(
  work: Work,
  { fileId, photo }: { fileId: string; photo: { bytes: Uint8Array; mime: string } | null }
): Promise<void> {
  if (photo === null) await work.db.feedbackFile.deleteMany({ where: { id: fileId, bytes: null } })
  else {
    const data = { bytes: work.seal.bytes(photo.bytes), mime: photo.mime, fetchKey: null }
    await work.db.feedbackFile.updateMany({ where: { id: fileId, bytes: null }, data })
  }
}
