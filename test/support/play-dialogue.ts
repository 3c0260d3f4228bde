import type { DeedName, OutcomeOf } from '../../src/conversation/deeds.ts'
import type { Heard, State, Step, Who } from '../../src/conversation/dialogue.ts'
import type { Saying } from '../../src/ward/message/message.ts'
import type { Entities, Intent, Meaning } from '../../src/understanding/meaning.ts'

/** Somebody who writes, unlinked unless said otherwise. */
export const somebody = (who: Partial<Who> = {}): Who => ({
  language: 'vi',
  now: new Date('2026-11-21T03:00:00Z'),
  channel: 'web',
  wardName: 'phường Cẩm Bình',
  neighbourhoodKnown: false,
  citizenLinked: false,
  officialLinked: false,
  ...who,
})

/** What understanding would make of a text: `intent` and entities as the test says. */
export function meant(
  text: string,
  intent: Intent = 'help',
  entities: Partial<Entities> = {},
  decision: Meaning['decision'] = 'human'
): Meaning {
  const whole = {
    dossierCodes: [],
    doubtfulDossierCodes: [],
    feedbackCodes: [],
    phones: [],
    citizenId: false,
    ...entities,
  }
  return { text, intent, confidence: 0.5, decision, top: [], entities: whole, language: 'vi', masked: text }
}

export const words = (...args: Parameters<typeof meant>): Heard => ({ kind: 'words', meaning: meant(...args) })
export const choice = (choiceId: string): Heard => ({ kind: 'choice', choiceId })

/** Outcomes the ward gives, by deed; a list gives one after another. */
export type Outcomes = { [N in DeedName]?: OutcomeOf<N> }

export type Played = {
  next: State | null
  say: readonly Saying[]
  deeds: { name: string; input: unknown }[]
  keys: string[]
}

/** Follows a step to its words, answering each deed with what the test says came of it. */
export function play(step: Step | null, outcomes: Outcomes = {}): Played {
  if (step === null) throw new Error('the dialogue did not take this up')
  const deeds: Played['deeds'] = []
  let current = step
  while ('ask' in current) {
    const { name, input } = current.ask
    if (!(name in outcomes)) throw new Error(`no outcome given for ${name}`)
    deeds.push({ name, input })
    current = current.then(outcomes[name] as never)
  }
  return { ...current, deeds, keys: current.say.flatMap(({ say, and = [] }) => [say, ...and.map((one) => one.say)]) }
}
