import { formatClock } from '../../platform/ward-time.ts'
import type { Span } from '../../ward/calendar/calendar.ts'
import type { HandOverOpened, HandOverWish } from '../../ward/hand-over/open-hand-over.ts'
import { inOneBubble, type Saying, type Values } from '../../ward/message/message.ts'
import { ask, type State, type Step, type Who } from '../dialogue.ts'

/** What is written now goes to the person who was called. */
export const withPerson: State = { dialogue: 'person', step: 'waiting' }

/** Calls a person, then says what was done. What the citizen writes next goes to that person. */
export function callPerson(
  wish: HandOverWish,
  sayings: (opened: HandOverOpened) => readonly Saying[],
  next: State | null = withPerson
): Step {
  return ask('open_hand_over', wish, (opened) => ({ next, say: sayings(opened) }))
}

/** Says what is passed on to a person and by when the answer comes, in one bubble. */
export const toPerson = (wish: HandOverWish, said: Saying, next: State | null = withPerson): Step =>
  callPerson(wish, (opened) => [inOneBubble(said, answerBy(opened))], next)

/** "Cán bộ trả lời ngay tại đây, chậm nhất …". */
function answerBy(opened: HandOverOpened): Saying {
  return {
    say: opened.officeOpen ? 'person.answer_by' : 'person.answer_by_closed',
    with: { at: opened.answerDueAt.toISOString() },
  }
}

export const dueValues = (opened: HandOverOpened, who: Who): Values => ({
  at: opened.answerDueAt.toISOString(),
  hours: hoursWords(opened.hours, who),
})

/** "07 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ 00" */
export const hoursWords = (spans: readonly Span[], who: Who): string =>
  spans.map(({ from, to }) => `${formatClock(from, who.language)} – ${formatClock(to, who.language)}`).join(', ')

/** The button that leads to a person from anywhere. */
export const personChoice = { id: 'person', label: 'conversation.menu.person' } as const
