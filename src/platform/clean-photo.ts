import { openPicture } from './open-picture.ts'

const longestEdge = 1_600

/**
 * A photo as the ward keeps it: turned upright, no larger than it needs to be, and without EXIF or GPS (decoding and
 * encoding again drops all metadata). Null when the bytes are no picture.
 */
export async function cleanPhoto(bytes: Uint8Array): Promise<{ bytes: Uint8Array; mime: 'image/jpeg' } | null> {
  try {
    const image = (await openPicture(bytes, { limitInputPixels: 60_000_000, failOn: 'error' })).rotate()
    const cleaned = await image
      .resize({ width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer()
    return { bytes: cleaned, mime: 'image/jpeg' }
  } catch {
    return null // not a picture, or one we will not open: the door says so
  }
}
