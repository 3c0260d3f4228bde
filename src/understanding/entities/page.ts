import { foldTonePlacement } from '../../platform/vietnamese/fold-tone-placement.ts'

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
  spans: Span[]
  take: (kind: EntityKind, start: number, end: number) => void
}

/** Opens a page over normalised text. */
export function openPage(normalised: string): Page {
  const page: Page = {
    text: foldTonePlacement(normalised.toLowerCase()),
    spans: [],
    take: (kind, start, end) => {
      page.spans.push({ kind, start, end })
      page.text = page.text.slice(0, start) + '\u0001'.repeat(end - start) + page.text.slice(end)
    },
  }
  return page
}
