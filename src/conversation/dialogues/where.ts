import type { SayingChoice } from '../../ward/message/message.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Step } from '../dialogue.ts'
import { asksBack } from './asks-back.ts'
import { personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'

/** What is planned differs from neighbourhood to neighbourhood: the one who asks says first where they live. */
export const askWhere = (
  dialogue: 'meeting' | 'election' | 'consultation',
  said: string,
  beside: readonly SayingChoice[] = []
): Step =>
  sayAndWait(
    { dialogue, step: 'asking_where', said },
    { say: `${dialogue}.ask_where`, choices: [...beside, personChoice] }
  )

/** A number that no neighbourhood of the ward has: another one's plans are no answer. */
export const noSuchPlace = (): Step =>
  say({
    say: 'meeting.no_such_neighbourhood',
    choices: [{ id: 'welcome:change', label: 'meeting.button.elsewhere' }, personChoice],
  })

/** A name is short: "Nam Tiến", "khu Hòa Bình". */
const longestName = 4

/** Keeps where they live and goes on with what was asked; null where the words are about something else. */
export function livesThere(meaning: Meaning, then: Step): Step | null {
  const { text, intent, entities } = meaning
  const namesNone = entities.neighbourhood === undefined && (isSure(meaning) || text.split(/\s+/).length > longestName)
  const asks = entities.neighbourhood === undefined && asksBack(text)
  if (intent === 'complaint_denunciation' || namesNone || asks) return null
  return ask('choose_neighbourhood', { code: entities.neighbourhood ?? text }, (outcome) =>
    outcome.kind === 'chosen' ? then : noSuchPlace()
  )
}
