import { cleanPhoto } from '../src/platform/clean-photo.ts'
import { documentShape } from '../src/platform/document-shape.ts'
import { findPhotoToLookAt, settlePhoto } from '../src/ward/feedback/look-at-photo.ts'
import type { Wired } from '../src/wiring.ts'

type Looking = Pick<Wired, 'transact' | 'channels' | 'log'>

/** Fetches a photo of a report from its channel, frees it of its metadata and takes out papers and identity cards. */
export async function lookAtReportPhoto({ transact, channels, log }: Looking, wardId: string, fileId: string) {
  const actor = 'job:look-at-report-photo'
  const wanted = await transact(wardId, actor, (work) => findPhotoToLookAt(work, fileId))
  if (wanted === null) return
  const raw = wanted.bytes ?? (await fetched(channels, wardId, wanted))
  const photo = raw === null ? null : await cleanPhoto(raw)
  const shape = photo === null ? 'none' : await documentShape(photo.bytes)
  const outcome = await transact(wardId, actor, (work) => settlePhoto(work, { fileId, photo, shape }))
  log.info({ fileId, outcome }, 'a photo of a report was looked at')
}

async function fetched(
  channels: Looking['channels'],
  wardId: string,
  { accountId, fetchKey }: { accountId: string | null; fetchKey: string | null }
): Promise<Uint8Array | null> {
  if (accountId === null || fetchKey === null) return null
  const channel = await channels.channelOf(wardId, accountId)
  return (await channel?.fetchMedia(fetchKey))?.bytes ?? null
}
