import { isId, newId } from '../../platform/ids.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

/** More than these help nobody. */
const mostPhotos = 8

/**
 * A photo of this chat goes with the report it belongs to, and stays as long as that. Where the channel has it still, a
 * place is kept for it; a worker fetches it, and looks whether it is a photo at all (look-at-photo.ts). A photo that comes twice is one.
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
  const id = newId()
  const { count } = await work.db.feedbackFile.createMany({
    data: [{ id, feedbackId, ...source, addedBy: 'citizen', createdAt: work.now }],
    skipDuplicates: true,
  })
  if (count > 0) work.ring('look-at-report-photo', id)
  return count > 0
}
