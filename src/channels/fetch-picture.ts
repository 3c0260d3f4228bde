import { request } from 'undici'

const mostBytes = 10 * 1024 * 1024

/** Bytes of a picture; null when it is gone, too large (10 MB), too slow (20 s) or no picture. */
export async function fetchPicture(url: string): Promise<{ bytes: Uint8Array; mime: string } | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(20_000) })
    if (statusCode !== 200) {
      await body.dump()
      return null
    }
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > mostBytes) return null
      chunks.push(chunk)
    }
  } catch {
    return null // the photo is beside the point of the conversation: whoever asked says that it did not come
  }
  const bytes = Buffer.concat(chunks)
  const mime = pictureKind(bytes)
  return mime === null ? null : { bytes: new Uint8Array(bytes), mime }
}

/** What the bytes are, whatever their name or header says. */
export function pictureKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg'
  if (head.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (head.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif'
  if (head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP')
    return 'image/webp'
  if (/^ftyp(heic|heix|mif1|msf1)/.test(head.subarray(4, 12).toString('latin1'))) return 'image/heic'
  return null
}
