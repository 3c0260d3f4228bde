import { isId, newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'

/** Keeps a photo (already freed of its metadata) sealed beside its conversation; the id is what refers to it. */
export async function keepPhoto(
  work: Work,
  conversationId: string,
  photo: { bytes: Uint8Array; mime: string }
): Promise<string> {
  const id = newId()
  await work.db.attachment.create({
    data: { id, conversationId, mime: photo.mime, bytes: work.seal.bytes(photo.bytes), createdAt: work.now },
  })
  return id
}

/** The photo, if it belongs to this conversation. */
export async function findPhoto(
  work: Work,
  conversationId: string,
  id: string
): Promise<{ bytes: Uint8Array; mime: string } | null> {
  const row = isId(id) ? await work.db.attachment.findFirst({ where: { id, conversationId } }) : null
  return row && { bytes: work.seal.openBytes(row.bytes), mime: row.mime }
}

/** The photo by its id alone: what a worker fetches that knows the event it came with. */
export async function fetchPhoto(work: Work, id: string): Promise<{ bytes: Uint8Array; mime: string } | null> {
  const row = isId(id) ? await work.db.attachment.findFirst({ where: { id } }) : null
  return row && { bytes: work.seal.openBytes(row.bytes), mime: row.mime }
}
