import type { Sharp, SharpOptions } from 'sharp'

/** A picture to work on. The library comes with the first one: 20 MB that a process which only writes texts never needs. */
export async function openPicture(bytes: Uint8Array, options?: SharpOptions): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  return sharp(bytes, options)
}
