import type { Saying } from '../ward/message/message.ts'
import type { Meaning } from '../understanding/meaning.ts'
import type { DeedCall, DeedName, InputOf, OutcomeOf } from './deeds.ts'

/**
 * Where a dialogue stands between two messages: its name, its step and what it must remember. Kept sealed with the
 * conversation, so it holds plain data only, and as little of it as will do.
 */
export type State = { dialogue: DialogueName; step: string } & Readonly<Record<string, unknown>>

export type DialogueName =
  | 'dossier'
  | 'procedure'
  | 'welcome'
  | 'my_data'
  | 'identity'
  | 'notices'
  | 'meeting'
  | 'election'
  | 'disclosure'
  | 'consultation'
  | 'ward_facts'
  | 'agency'
  | 'verify'
  | 'danger'
  | 'grief'
  | 'grievance'
  | 'letters'
  | 'person'
  | 'to_person'
  | 'small_talk'
  | 'reception'
  | 'report'
  | 'report_follow_up'
  | 'satisfaction'

/** What the citizen did, once words have been understood. */
export type Heard =
  /** `question`: a pending question was answered by button, number or words. */
  | { kind: 'choice'; choiceId: string }
  /** "lúc nãy bấm nhầm": the last answer is taken back. */
  | { kind: 'correction' }
  /** `photo`: the words stood under it. */
  | { kind: 'words'; meaning: Meaning; photo?: string }
  | { kind: 'contact'; phone: string }
  | { kind: 'photo'; fetchKey: string; caption?: string }
  | { kind: 'location'; latitude: number; longitude: number }

/** What a dialogue may know of who writes. */
export type Who = {
  language: 'vi' | 'en'
  now: Date
  channel: string
  /** The ward's name as it speaks of itself: "phường Cẩm Bình". */
  wardName: string
  neighbourhoodKnown: boolean
  /** A citizen of the register has proven to be the one who writes here. */
  citizenLinked: boolean
  officialLinked: boolean
}

/**
 * What happens next. Either words and a place, or a deed of the ward first and then, knowing its outcome, the step after.
 * `next: null` ends the dialogue.
 */
export type Step = { next: State | null; say: readonly Saying[] } | { ask: DeedCall; then: (outcome: never) => Step }

/** Asks the ward for a deed and goes on with what came of it. */
export function ask<N extends DeedName>(name: N, input: InputOf<N>, then: (outcome: OutcomeOf<N>) => Step): Step {
  return { ask: { name, input } as DeedCall, then: then }
}

export function say(...sayings: Saying[]): Step {
  return { next: null, say: sayings }
}

export function sayAndWait(next: State, ...sayings: Saying[]): Step {
  return { next, say: sayings }
}

/** What has been said in the end, and where that leaves us. */
export type Done = Exclude<Step, { ask: DeedCall }>

/** Runs `and` on what a step finally says, whatever deeds come before. */
export function afterwards(step: Step, and: (done: Done) => Step): Step {
  if (!('ask' in step)) return and(step)
  return { ask: step.ask, then: (outcome: never) => afterwards(step.then(outcome), and) }
}

/** One subject the ward can talk about. Pure: the same state and the same words always give the same step. */
export type Dialogue = {
  /** The citizen brought this up. */
  begin(meaning: Meaning, who: Who, photo?: string): Step
  /** The citizen goes on where we were; null when what was said belongs elsewhere. */
  hear(state: State, heard: Heard, who: Who): Step | null
  /** Words that would pass for an answer to what was asked, but which this dialogue must read itself. */
  readsItself?(state: State, meaning: Meaning): boolean
  /** Steps that wait for a name, a place or a reason: a question asked in between is answered, and they go on waiting. */
  waitsIn?: readonly string[]
}
