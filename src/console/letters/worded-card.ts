import { createHash } from 'node:crypto'
import type { LetterWords } from '../../ward/letter/approve-letter.ts'
import type { LetterCard } from '../../ward/letter/find-letters.ts'

/** A letter with its words: as approved, or as they would be today. Null where the ward has none, or nobody to write to. */
export type WordedCard = LetterCard & { worded: LetterWords | null }

/** Goes with a tick: words that have changed since the page was shown are told by it. */
export const markOf = ({ addressee, text }: LetterWords): string =>
  createHash('sha256').update(`${addressee}\0${text}`).digest('hex').slice(0, 16)
