import type { Meaning } from '../understanding/meaning.ts'
import type { Step } from './dialogue.ts'

const mostWishes = 3

/** Several wishes in one message are answered one after the other; the last open question stays open. */
export const severalWishes = (parts: readonly Meaning[], begin: (part: Meaning) => Step): Step =>
  parts.slice(0, mostWishes).map(begin).reduce(together)

/** One step after another: a question of the first gives way to the second's, its words stay. */
function together(first: Step, second: Step): Step {
  if ('ask' in first) return { ask: first.ask, then: (outcome: never) => together(first.then(outcome), second) }
  if ('ask' in second) return { ask: second.ask, then: (outcome: never) => together(first, second.then(outcome)) }
  const next = second.next ?? first.next
  const kept = second.next === null ? first.say : first.say.map((saying) => ({ ...saying, choices: undefined }))
  return { next, say: [...kept, ...second.say] }
}
