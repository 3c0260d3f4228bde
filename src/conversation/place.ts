import type { DigestedNotice } from '../ward/conversation/open-turns.ts'
import type { Answerable } from '../ward/notice/find-answerable.ts'
import type { SayingChoice } from '../ward/message/message.ts'
import type { Answer } from '../understanding/meaning.ts'
import type { State, Who } from './dialogue.ts'

/** Where a conversation stands: the dialogue's state, and the choices last shown, so that "2" or their words can be read. */
export type Place = {
  state: State | null
  choices: readonly SayingChoice[]
  /** What was written when the ward asked which wish was meant: the wish chosen is then about these words. */
  said?: string
}

/** After this a bare number or "yes" is no answer any more: the ward asks again instead of guessing. */
export const placeLastsSeconds = 30 * 60

/** What is known when somebody writes: where we are, who it is, how often in a row they were not understood. */
export type Situation = {
  place: Place
  who: Who
  misses: number
  handedOver: boolean
  digested?: readonly DigestedNotice[]
  /** Notices this chat has got; absent where they were not looked for. */
  notices?: Answerable
}

/** Reads an answer to what a place asked; its labels are put into the citizen's language for that. */
export type ReadAnswer = (text: string, place: Place) => Answer
