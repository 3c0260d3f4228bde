import type { Meaning } from '../../understanding/meaning.ts'
import { ask, sayAndWait, type Step, type Who } from '../dialogue.ts'
import { answerBy, callPerson } from './call-person.ts'
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

/**
 * A letter that was wrong or must not come. Where somebody was lost, every letter to this chat stops at once, a person
 * who may know of it stops the paper ones, and nothing more is asked or said (never cheerful, never a question).
 */
export function letterStep(meaning: Meaning, who: Who): Step {
  const { text } = meaning
  if (text.trim() === '')
    return sayAndWait(
      { dialogue: 'to_person', step: 'asking_what', intent: 'letter_problem' },
      { say: 'to_person.ask_letter' }
    )
  if (tellsLoss(text) && !nobodyDied(text)) {
    return stopped(
      callPerson({ why: 'topic:letter_problem', restricted: true }, () => [{ say: 'grief.letter_loss' }], null)
    )
  }
  if (wantsNoMore(text))
    return stopped(
      callPerson({ why: 'topic:letter_problem' }, (opened) => [{ say: 'to_person.letter_stop' }, answerBy(opened, who)])
    )
  return callPerson({ why: 'topic:letter_problem' }, (opened) => [
    { say: 'to_person.letter_wrong' },
    answerBy(opened, who),
  ])
}

const stopped = (then: Step): Step => ask('stop_notices', { stopped: true }, () => then)
