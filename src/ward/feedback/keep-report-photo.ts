import { newId } from '../../platform/ids.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

/** More than these help nobody. */
const mostPhotos = 8

/** Copies a photo of this chat (kept there for a month) to the report it belongs to; a photo that comes twice is one. */
export async function keepReportPhoto(
  work: Work,
  talk: Talk,
  feedbackId: string,
  attachmentId: string
): Promise<boolean> {
  const photo = await work.db.attachment.findFirst({ where: { id: attachmentId, conversationId: talk.conversationId } })
  if (photo === null || (await work.db.feedbackFile.count({ where: { feedbackId } })) >= mostPhotos) return false
  const { count } = await work.db.feedbackFile.createMany({
    data: [
      {
        id: newId(),
        feedbackId,
        attachmentId,
        mime: photo.mime,
        bytes: photo.bytes,
        addedBy: 'citizen',
        createdAt: work.now,
      },
    ],
    skipDuplicates: true,
  })
  return count > 0
}
