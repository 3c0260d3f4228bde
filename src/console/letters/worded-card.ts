import type { LetterWords } from '../../ward/letter/approve-letter.ts'
import type { LetterCard } from '../../ward/letter/find-letters.ts'

/** A letter with its words: as approved, or as they would be today. Null where the ward has none, or nobody to write to. */
export type WordedCard = LetterCard & { worded: LetterWords | null }
