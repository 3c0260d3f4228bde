/** Text a platform will take: NFC, no half surrogates, no blank ends. */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim()
}

/**
 * Cuts a text into parts of at most `limit` UTF-16 units (never fewer than the code points a platform may count):
 * at a paragraph or sentence end in the last three fifths of the part, else between words, else between characters.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = tidyText(text)
  while (rest.length > limit) {
    const cut = cutBefore(rest, limit)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  if (rest !== '') parts.push(rest)
  return parts
}

function cutBefore(text: string, limit: number): number {
  const window = text.slice(0, limit + 1)
  const atSentence = lastSentenceEnd(window, Math.floor(limit * 0.4))
  if (atSentence > 0) return atSentence
  const atSpace = window.search(/\s\S*$/)
  return atSpace > 0 ? atSpace : lastCharacterEnd(text, limit)
}

/** "TP. Huế" and "ThS. Lan" are no sentence ends: a capitalised word of at most three letters before the full stop. */
const abbreviation = /(?:^|[\s(])\p{Lu}[\p{L}]{0,2}\.$/u

function lastSentenceEnd(window: string, atLeast: number): number {
  let best = 0
  for (const found of window.matchAll(/[.!?…:;]["”')\]]*(?=\s)|\n+/gu)) {
    const end = found.index + found[0].length
    if (end < atLeast || end >= window.length) continue
    if (found[0] === '.' && abbreviation.test(window.slice(Math.max(0, end - 6), end))) continue
    best = end
  }
  return best
}

function lastCharacterEnd(text: string, limit: number): number {
  let end = 0
  for (const { index } of new Intl.Segmenter('vi').segment(text.slice(0, limit + 1))) {
    if (index > limit) break
    end = index
  }
  return end > 0 ? end : limit
}
