import type { Meaning } from '../../understanding/meaning.ts'
import { ask, sayAndWait, type Step } from '../dialogue.ts'
import { callPerson, toPerson } from './call-person.ts'
import { saysAny } from './syllables-in.ts'

const tellsLoss = saysAny(
  '(?:khong|ko|k|hong|hok|chang|no) (?:giu|con|o lai|qua khoi)(?: lai)?(?: duoc| dc| nua| voi)?|(?:da|vua|moi) mat|mat (?:roi|r|sau sinh|hom|dem|sang)|bo (?:me|nha|ba) no di|' +
    '(?:say|luu|hu|hu mat) thai|say (?:roi|r|mat)|tang su|thai (?:luu|hu)|qua doi|tu tran|chet|chiu tang|co tang|chuyen buon|lost the baby|miscarriage|passed away|died'
)
/** "Bà còn sống", "không còn ở đây" are no loss. */
const nobodyDied = saysAny(
  'con song|dang khoe|khong con (?:o|nham|dung|nhan|thich|can)|nham (?:nha|nguoi)|mat (?:thu|giay)'
)
const wantsNoMore = saysAny(
  '(?:dung|khoi|thoi|ngung|khong|ko|k|hong|chang) (?:gui|goi|nhan|chuc|muon nhan|ung nhan|dong y nhan|cho phep|them)|khoi (?:thu|tho|thiep)|ngung (?:gium|giup|lai|di)|huy di|bao thoi|huy (?:thu|ngay)|thoi thoi|rut lai|bo nha toi ra|stop sending|no more'
)

/** A loss sounds through the words, whatever they were taken for. */
export const tellsOfLoss = (text: string): boolean => tellsLoss(text) && !nobodyDied(text)

/** It reached somebody it was not meant for, or speaks of the living as dead: an incident, not a slip of the pen. */
const wrongPerson = saysAny(
  'nham (?:nguoi|so|may|dia chi|nha)|gui nham|(?:khong|ko|k|hong) phai (?:cua )?(?:toi|em|minh|con|nha (?:toi|em|minh|con|tui)|gia dinh)|thu (?:nay )?(?:la )?cua (?:phong|nha) (?:ben|khac)|chua lap gia dinh|wrong person'
)
const stillLives = saysAny('con song|dang khoe|con manh|van khoe|van song|still alive')

/**
 * A letter that was wrong or must not come. Where somebody was lost, every letter to this chat stops at once, a person
 * who may know of it stops the paper ones, and nothing more is asked or said (never cheerful, never a question).
 */
export function letterStep(meaning: Meaning): Step {
  const { text } = meaning
  if (text.trim() === '')
    return sayAndWait(
      { dialogue: 'to_person', step: 'asking_what', intent: 'letter_problem' },
      { say: 'to_person.ask_letter' }
    )
  const words = text.normalize('NFC').slice(0, 500)
  if (tellsOfLoss(text)) {
    return withdrawn(
      { loss: true, words },
      callPerson({ why: 'topic:letter_problem', restricted: true }, () => [{ say: 'grief.letter_loss' }], null)
    )
  }
  if (stillLives(text)) return ask('tell_wrong_person', { words }, () => sorry('to_person.letter_wrong'))
  if (wrongPerson(text)) return ask('tell_wrong_person', { words }, () => sorry('letter_chat.wrong_person'))
  if (wantsNoMore(text))
    return withdrawn(
      { loss: false, words },
      toPerson({ why: 'topic:letter_problem' }, { say: 'to_person.letter_stop' })
    )
  return ask('tell_letter_task', { kind: 'names_wrong', words }, () => sorry('to_person.letter_wrong'))
}

const sorry = (say: 'to_person.letter_wrong' | 'letter_chat.wrong_person'): Step =>
  toPerson({ why: 'topic:letter_problem' }, { say })

/** Nothing more to this chat, and nothing joyful to its household, by message or on paper. */
const withdrawn = (what: { loss: boolean; words: string }, then: Step): Step =>
  ask('withdraw_letters', what, () => ask('stop_notices', { stopped: true }, () => then))
