import { foldTonePlacement } from '../../platform/vietnamese/fold-tone-placement.ts'
import { cuesIn } from './cues.ts'

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
    has: (wanted) => (cues & wanted) !== 0,
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
