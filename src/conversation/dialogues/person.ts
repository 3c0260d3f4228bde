import type { HandOverOpened } from '../../ward/hand-over/open-hand-over.ts'
import type { Saying } from '../../ward/message/message.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { sayAndWait, type Dialogue, type Who } from '../dialogue.ts'
import { callPerson, dueValues } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { saysAny } from './syllables-in.ts'

export const isAngry = saysAny(
  'ngu|dot|do hoi|vo dung|vo tich su|chan|buc|buc minh|dien tiet|tuc|mat thoi gian|lang phi|lam an|lam viec kieu|vo trach nhiem|lua dao|do te|te qua|' +
    'kem|nham nhi|cau gio|may moc|khong hieu gi|ko hieu gi|k hieu gi|noi mai|hoi mai|stupid|useless|idiot|terrible|waste of time|dcm|dm|dkm|vcl|cc|du ma|dit me|dit con me|dmm|cmm|loz'
)

/** The citizen wants a person, or the bot has failed twice: the ward says sorry where it has to, and until when to wait. */
export const personDialogue: Dialogue = {
  begin({ text }, who) {
    const missed = text === 'missed_twice'
    const waits = text === 'no_answer'
    const angry = !missed && isAngry(text)
    const why = missed ? 'missed_twice' : angry ? 'anger' : 'asked'
    return callPerson({ why }, (opened) => [called(opened, missed || waits || angry, who)])
  },
  hear(state, heard) {
    if (state.step !== 'waiting' && state.step !== 'noted') return null
    if (heard.kind === 'choice' || heard.kind === 'correction') return null
    if (heard.kind === 'words' && isForTheBot(heard.meaning, state.topic)) return null
    // Said once; what follows goes to the same person without a word from us.
    const noted = { ...state, step: 'noted' }
    return state.step === 'noted' ? sayAndWait(noted) : sayAndWait(noted, { say: 'conversation.noted_for_person' })
  },
}

/** The bot goes on answering what it surely can; what belongs to the matter handed over is the person's. */
const isForTheBot = (meaning: Meaning, topic: unknown): boolean =>
  meaning.intent === 'complaint_denunciation' ||
  (isSure(meaning) && meaning.intent !== topic && meaning.intent !== 'affirm')

function called(opened: HandOverOpened, sorry: boolean, who: Who): Saying {
  const values = dueValues(opened, who)
  if (opened.already && opened.answerDueAt < who.now) return { say: 'person.kept_waiting' }
  if (opened.already) return { say: 'person.already', with: { at: opened.answerDueAt.toISOString() } }
  const key = sorry ? 'sorry' : 'called'
  return { say: opened.officeOpen ? `person.${key}` : `person.${key}_closed`, with: values }
}
