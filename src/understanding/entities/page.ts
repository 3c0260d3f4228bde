import { foldTonePlacement } from '../../platform/vietnamese/fold-tone-placement.ts'
import { cuesIn, type Cues } from './cues.ts'

export type EntityKind =
  | 'dossierCode'
  | 'feedbackCode'
  | 'procedureCode'
  | 'link'
  | 'citizenId'
  | 'phone'
  | 'amount'
  | 'date'
  | 'time'
  | 'number'

export type Span = { kind: EntityKind; start: number; end: number }

/** A day named somewhere in the text. */
export type DateReading = { start: number; end: number; date: string }

/**
 * The message while entities are being read from it. What one parser has taken is blanked for those that come after,
 * so that a phone number is never also an amount. Places are those of the normalised text.
 */
export type Page = {
  /** Lower case, tone placement folded; taken stretches are blanked with `\u0001`. */
  text: string
  cues: Cues
  /** Whether one of these cues stands in the message. */
  has: (cues: number) => boolean
  spans: Span[]
  take: (kind: EntityKind, start: number, end: number) => void
}

/** Opens a page over normalised text. */
export function openPage(normalised: string): Page {
  const text = foldTonePlacement(normalised.toLowerCase())
  const cues = cuesIn(text)
  const page: Page = {
    text,
    cues,
    has: (wanted) => (cues.all & wanted) !== 0,
    spans: [],
    take: (kind, start, end) => {
      page.spans.push({ kind, start, end })
      page.text = page.text.slice(0, start) + '\u0001'.repeat(end - start) + page.text.slice(end)
    },
  }
  return page
}

/** All matches of a pattern with the flag g. Unlike `matchAll` it makes no copy of the pattern. */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex += 1
  }
  return found
}

/**
 * All matches of a pattern with the flag y that begins with a word of these cues, or with a space before one. The same
 * as trying it at every letter, but long texts hold few such words.
 */
export function matchesAtCues(
  { cues, text }: Pick<Page, 'cues' | 'text'>,
  begins: number,
  pattern: RegExp
): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  let end = 0
  for (let n = 0; n < cues.places.length; n += 1) {
    const place = cues.places[n]!
    if ((cues.bits[n]! & begins) === 0 || place < end) continue
    const match =
      (place > end && text[place - 1] === ' ' ? matchAt(pattern, text, place - 1) : null) ??
      matchAt(pattern, text, place)
    if (match === null) continue
    found.push(match)
    end = match.index + match[0].length
  }
  return found
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place
  return pattern.exec(text)
}
