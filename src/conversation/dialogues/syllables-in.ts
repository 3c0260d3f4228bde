import { strip } from '../../platform/vietnamese/strip.ts'

/**
 * Whether the words contain one of the phrases as whole syllables, marks or not: "đúng của" never holds "ứng cử".
 * Phrases are stripped and may be patterns; `|` parts them.
 */
export function saysAny(phrases: string): (words: string) => boolean {
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${phrases})(?![\p{L}\p{N}])`, 'u')
  return (words) => pattern.test(plain(words))
}

/** Stripped, one space between syllables, no marks of punctuation between them. */
export const plain = (words: string): string =>
  strip(words)
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()

/**
 * The same for phrases whose marks decide ("cổng" is a place, "cống" is broken): words written with marks must carry
 * them, words written without are read without.
 */
export function saysAnyMarked(phrases: string): (words: string) => boolean {
  const bare = saysAny(strip(phrases))
  const marked = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${phrases.normalize('NFC')})(?![\p{L}\p{N}])`, 'u')
  return (words) => {
    const lower = words.normalize('NFC').toLowerCase()
    const hasMarks = strip(lower) !== lower
    return hasMarks ? marked.test(lower.replace(/[^\p{L}\p{N}/]+/gu, ' ')) : bare(words)
  }
}
