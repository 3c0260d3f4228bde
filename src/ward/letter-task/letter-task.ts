/** What a chat, or the register itself, leaves to an official: nobody but a person acts on it. */
export type LetterTaskKind =
  /** A family asks for the birth or wedding letter and agrees; which register entry is theirs? */
  | 'birth_wish'
  | 'marriage_wish'
  /** Somebody tells of a death: true? whose? */
  | 'death_told'
  /** The family would like the ward to come. */
  | 'visit_wish'
  | 'names_wrong'
  | 'wrong_person'
  /** No more letters, please. */
  | 'withdrawn'
  /** A loss in a family that awaited a letter of joy. */
  | 'loss'
  /** A death is registered; several people of that name live here. */
  | 'who_died'

export type TaskStatus = 'open' | 'done' | 'dismissed'

/** These hurt a family, or already have: they stand first. */
export const isUrgent = (kind: LetterTaskKind): boolean =>
  ['death_told', 'wrong_person', 'loss', 'who_died'].includes(kind)

/** An official is told at once, in their own chat: what is urgent, and a family that wants no more letters. */
export const isTold = (kind: LetterTaskKind): boolean => isUrgent(kind) || kind === 'withdrawn'

/** A wrong letter is not closed without saying what happened and who apologised. */
export const needsNote = (kind: LetterTaskKind): boolean => kind === 'wrong_person' || kind === 'death_told'
