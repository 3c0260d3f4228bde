import { openPicture } from './open-picture.ts'

/** What a picture looks like by its shape and colours alone; nothing in it is read. */
export type DocumentShape = 'page' | 'card' | 'none'

const edge = 96

/**
 * Whether a picture is filled by a sheet of writing or cut to the size of an identity card. Told from brightness and colour
 * only, so it is a first net: a card lying on a table, a paper photographed in shadow or a folded sheet are not seen.
 */
export async function documentShape(bytes: Uint8Array): Promise<DocumentShape> {
  try {
    const picture = await openPicture(bytes, { limitInputPixels: 60_000_000 })
    const image = picture.rotate().toColourspace('srgb').removeAlpha()
    const whole = await image.clone().toBuffer({ resolveWithObject: true })
    const { data } = await image.resize(edge, edge, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true })
    const { light, dark, vivid, lines } = look(data)
    if (light > 0.6 && dark > 0.015 && dark < 0.3 && vivid < 0.12 && lines > 0.3) return 'page'
    return isCardShaped(whole.info) && light > 0.45 && vivid < 0.25 && dark > 0.01 ? 'card' : 'none'
  } catch {
    return 'none' // no picture we can open: cleanPhoto has said so
  }
}

/** ISO/IEC 7810 ID-1 is 85.6 × 54 mm; cameras give 4:3, 3:2 or 16:9, so this shape was cut or scanned. */
function isCardShaped({ width, height }: { width: number; height: number }): boolean {
  const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height))
  return Math.abs(ratio - 85.6 / 54) < 0.04
}

/** Shares of light, dark and vivid points, and of rows in which light and dark change often, as lines of writing do. */
function look(data: Buffer): { light: number; dark: number; vivid: number; lines: number } {
  let [light, dark, vivid, lines] = [0, 0, 0, 0]
  for (let y = 0; y < edge; y++) {
    let [changes, before] = [0, -1]
    for (let x = 0; x < edge; x++) {
      const at = (y * edge + x) * 3
      const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!]
      const bright = (r + g + b) / 3
      if (bright > 165) light += 1
      if (bright < 110) dark += 1
      if (Math.max(r, g, b) - Math.min(r, g, b) > 70) vivid += 1
      if (before >= 0 && Math.abs(bright - before) > 18) changes += 1
      before = bright
    }
    if (changes > edge / 10) lines += 1
  }
  const all = edge * edge
  return { light: light / all, dark: dark / all, vivid: vivid / all, lines: lines / edge }
}
