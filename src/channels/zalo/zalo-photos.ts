import { createHash } from 'node:crypto'
import { openPicture } from '../../platform/open-picture.ts'
import type { Clock } from '../../platform/clock.ts'
import type { OutgoingMessage } from '../channel.ts'
import type { ZaloClient, ZaloReply } from './zalo-client.ts'

const mostBytes = 1024 * 1024
const keptForMs = 6 * 24 * 3_600_000
const mostKept = 200

type Photo = NonNullable<OutgoingMessage['photo']>
type Uploaded = { id: string; until: number }

export type ZaloPhotos = {
  /** The attachment id of a photo: uploaded once for all who receive it (5,000 uploads a month, ids live seven days). */
  attach(photo: Photo): Promise<ZaloReply<{ attachment_id: string }>>
  /** Zalo says the id has expired: upload again next time. */
  forget(photo: Photo): void
}

export function makeZaloPhotos(client: ZaloClient, clock: Clock): ZaloPhotos {
  const kept = new Map<string, Uploaded>()
  const underWay = new Map<string, Promise<ZaloReply<{ attachment_id: string }>>>()
  const keys = new WeakMap<Uint8Array, string>()

  const keyOf = (photo: Photo) => {
    const key = keys.get(photo.bytes) ?? createHash('sha256').update(photo.bytes).digest('hex')
    keys.set(photo.bytes, key)
    return key
  }

  async function upload(key: string, photo: Photo) {
    const small = await fitPhoto(photo)
    const reply = await client.uploadImage(small.bytes, small.mime)
    if (reply.kind === 'ok') {
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
      kept.set(key, { id: reply.data.attachment_id, until: clock.now().getTime() + keptForMs })
    }
    return reply
  }

  return {
    async attach(photo) {
      const key = keyOf(photo)
      const known = kept.get(key)
      if (known && known.until > clock.now().getTime()) return { kind: 'ok', data: { attachment_id: known.id } }
      const running = underWay.get(key) ?? upload(key, photo).finally(() => underWay.delete(key))
      underWay.set(key, running)
      return running
    },
    forget: (photo) => void kept.delete(keyOf(photo)),
  }
}

/** Zalo takes 1 MB; an official's phone makes 4. Turned upright, since the rotation mark is lost on the way. */
async function fitPhoto(photo: Photo): Promise<Photo> {
  if (photo.bytes.byteLength <= mostBytes) return photo
  for (const [width, quality] of [
    [2000, 80],
    [1600, 70],
    [1200, 60],
  ] as const) {
    const resized = (await openPicture(photo.bytes))
      .rotate()
      .resize({ width, height: width, fit: 'inside', withoutEnlargement: true })
    const bytes = new Uint8Array(await resized.jpeg({ quality }).toBuffer())
    if (bytes.byteLength <= mostBytes) return { bytes, mime: 'image/jpeg' }
  }
  return photo
}
