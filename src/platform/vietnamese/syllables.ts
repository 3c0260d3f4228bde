export type Syllable = { text: string; start: number; end: number }

const wordLike = /[\p{L}\p{M}\p{N}]+/gu

/** The written syllables (runs of letters or digits) in order, with where they stand in the text. */
export function syllables(text: string): Syllable[] {
  const found: Syllable[] = []
  for (const match of text.matchAll(wordLike)) {
    found.push({ text: match[0], start: match.index, end: match.index + match[0].length })
  }
  return found
}
