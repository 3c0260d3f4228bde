import type { NoticeChoice } from '../ward/notice/notice.ts'
import type { Meaning } from '../understanding/meaning.ts'
import type { Heard, State, Step } from './dialogue.ts'
import { dialogues } from './dialogues.ts'
import { answersInvitation, comesPlainly } from './dialogues/rsvp-words.ts'
import { plain, saysAny } from './dialogues/syllables-in.ts'
import type { Place, ReadAnswer, Situation } from './place.ts'

type Words = Extract<Heard, { kind: 'words' }>

/** How the words reach the dialogues: a button is pressed, or a notice's thing hears them as if its dialogue had just spoken. */
export type Ways = { readAnswer: ReadAnswer; press(choiceId: string): Step }

/**
 * Words, a number or a yes said to the notice that was the last thing the ward said here. A notice leaves no place in the
 * conversation, but who answers it does not know that.
 */
export function answerLastNotice(heard: Words, { notices, place, who }: Situation, ways: Ways): Step | null {
  const choices = notices?.last ?? []
  if (choices.length === 0 || isStop(heard.meaning)) return null
  const answer = ways.readAnswer(heard.meaning.text, placeBelow(choices, who.language))
  if (answer !== null && 'choiceId' in answer) return ways.press(answer.choiceId)
  // a name or a reason that is waited for goes to whoever asked for it
  const state = isWaitedFor(place) ? null : stateBelow(choices)
  return state === null ? null : dialogues[state.dialogue].hear(state, heard, who)
}

const isWaitedFor = ({ state }: Place): boolean =>
  state !== null && (dialogues[state.dialogue].waitsIn ?? []).includes(state.step)

/**
 * The same for notices that are not the last thing said: only the button's own words count, and what can be said to an
 * invitation alone; and only where one thing is meant.
 */
export function answerEarlierNotice(heard: Words, { notices, who }: Situation, { press }: Ways): Step | null {
  const { text } = heard.meaning
  const said = withoutPoliteness(text)
  const named = (notices?.earlier ?? []).flatMap((choices) =>
    choices.filter((choice) => [choice.vi, choice.en].some((label) => plain(label) === said))
  )
  const [one, ...others] = named
  // "đồng ý" alone may be said to anything: the question is put once more
  if (one !== undefined && others.length === 0) return press(isConsultation(one) ? shown(one) : one.id)
  const invited = (notices?.earlier ?? []).flatMap((choices) => {
    const state = stateBelow(choices)
    return state?.dialogue === 'meeting' ? [state] : []
  })
  const [state, ...more] = invited
  if (state === undefined || !(answersInvitation(text) || (comesPlainly(text) && namesComing(text)))) return null
  return more.length > 0 ? dialogues.meeting.begin(heard.meaning, who) : dialogues.meeting.hear(state, heard, who)
}

/** A notice that nobody need answer has been read. */
export const isNod = ({ intent, decision }: Meaning, { notices, place }: Situation): boolean =>
  Boolean(notices?.last) &&
  intent === 'affirm' &&
  decision === 'act' &&
  place.state === null &&
  place.choices.length === 0

const placeBelow = (choices: readonly NoticeChoice[], language: 'vi' | 'en'): Place => ({
  state: null,
  choices: choices.map((choice) => ({
    id: choice.id,
    label: 'notices.choice',
    with: { words: choice[language] || choice.vi },
  })),
})

/** Where a dialogue would stand had it shown these buttons itself; null where it hears no words of its own then. */
function stateBelow(choices: readonly NoticeChoice[]): State | null {
  const [noun, rowId] = choices[0]!.id.split(':')
  if (noun === 'meeting') return { dialogue: 'meeting', step: 'invited', meetingId: rowId }
  return noun === 'consultation' ? { dialogue: 'consultation', step: 'shown', id: rowId } : null
}

const isConsultation = ({ id }: NoticeChoice): boolean => id.startsWith('consultation:')
const shown = ({ id }: NoticeChoice): string => id.replace(/:\w+$/, ':show')

/** "dừng" sounds like "đúng": whoever wants no more notices agrees to nothing. */
const isStop = ({ intent }: Meaning): boolean => intent === 'unsubscribe'

const namesComing = saysAny('se|du|hop|tham gia|tham du|co mat')
const withoutPoliteness = (text: string): string =>
  plain(text).replace(/^(?:(?:da|vang|thua) )+|(?: (?:a|ah|nhe|nha|nghe|em|phuong|oi))+$/g, '')
