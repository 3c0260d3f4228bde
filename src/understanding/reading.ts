import { detectLegacyEncoding, decodeLegacy } from '../platform/vietnamese/legacy-encoding.ts'
import { decodeKeystrokes } from '../platform/vietnamese/keystrokes.ts'
import { foldTonePlacement } from '../platform/vietnamese/fold-tone-placement.ts'
import { normalise } from '../platform/vietnamese/normalise.ts'
import { strip } from '../platform/vietnamese/strip.ts'
import { findEntities, type Found } from './entities/find-entities.ts'
import type { Span } from './entities/page.ts'
import { expand } from './expand.ts'
import { detectLanguage, glossEnglish } from './language.ts'

/** A message as all later stages see it. */
export type Reading = {
  /** Normalised: NFC, Unicode, look-alikes folded. */
  text: string
  found: Found
  language: 'vi' | 'en'
  /** Lower case words as written, tone placement folded; entities stand as `‹kind›`. */
  spoken: string[]
  /** The same, English said in Vietnamese. */
  words: string[]
  /** The same written out: teencode, abbreviations. */
  written: string[]
  /** The same stripped. */
  plainWords: string[]
}

/** Longer messages say what they want early or late: the head and the tail are read. */
const longestRead = 2400
const wordLike = /‹\w+›|[\p{L}\p{M}\p{N}]+|[\p{Extended_Pictographic}]|[?!]/gu
/** "kkkk", "hahaha", "hihihi": laughing, not "không". */
const laughter = /(?<![\p{L}])(?:k{2,}|(?:ha|hi|he|ka|ke|ki|hô|hố|ah){2,}h?)(?![\p{L}])/gu
const mayLaugh = /kk|(?:h[aieôố]|k[aei]|ah)(?:h[aieôố]|k[aei]|ah)/
const stretched = /(\p{L})\1{2,}/gu
const stretchedMarks = /([\p{L}])([\p{L}])\2+(?![\p{L}])/gu

/** Reads a received text up to the point where its meaning can be judged. Never throws. */
export function readMessage(received: string, now: Date): Reading {
  const cut = received.length > longestRead ? `${received.slice(0, 1600)}\n${received.slice(-800)}` : received
  const encoding = detectLegacyEncoding(cut)
  const { text } = normalise(encoding === null ? cut : decodeLegacy(cut, encoding))
  const found = findEntities(text, now)
  const language = detectLanguage(text)
  const tagged = tagSpans(text, found.spans)
  const spoken = splitWords(language === 'en' ? tagged : (decodeKeystrokes(tagged) ?? tagged))
  const meant = language === 'en' ? glossEnglish(spoken) : spoken
  const written = expand(meant)
  return { text, found, language, spoken, words: meant, written, plainWords: written.map(strip) }
}

/** Lower-case words, playful stretching undone ("alooooo" → "alo", "quáaaa" → "quá"). */
export function splitWords(text: string): string[] {
  const folded = foldTonePlacement(text.toLowerCase())
  const calm = mayLaugh.test(folded) ? folded.replace(laughter, ' ‹laughter› ') : folded
  if (!hasDoubles(calm)) return calm.match(wordLike) ?? []
  const even = calm
    .replace(stretched, '$1')
    .replace(stretchedMarks, (run, first: string, second: string) => (strip(first) === second ? first : run))
  return even.match(wordLike) ?? []
}

/** Whether a letter stands twice in a row, without which nothing is stretched. */
function hasDoubles(text: string): boolean {
  let before = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if ((code === before && code >= 97) || (code >= 0xd800 && code <= 0xdfff)) return true
    before = code
  }
  return false
}

function tagSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text
  let out = ''
  let at = 0
  for (const { kind, start, end } of spans) {
    if (start < at) continue
    out += `${text.slice(at, start)} ‹${kind.toLowerCase()}› `
    at = end
  }
  return out + text.slice(at)
}
