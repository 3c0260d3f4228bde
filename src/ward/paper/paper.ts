/** What a paper belongs to. */
export const paperNouns = ['meeting', 'election', 'disclosure', 'consultation'] as const
export type PaperNoun = (typeof paperNouns)[number]

export const largestPaperBytes = 10 * 1024 * 1024

const starts = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte)

/**
 * The type of a file by its first bytes, not by its name. Null for what the ward does not publish: anything that could
 * run, and anything unknown.
 */
export function paperType(name: string, bytes: Uint8Array): string | null {
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) return 'application/pdf'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (!starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return null
  if (/\.docx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  if (/\.xlsx$/i.test(name)) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return null
}

/** A file name without a path and without what a header or a disk would stumble over. */
export const paperName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}"<>|:*?]/gu, '')
    .trim()
    .slice(-120) || 'tai-lieu'
