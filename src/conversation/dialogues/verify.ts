import { inOneBubble, type Saying } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { personChoice, toPerson } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { saysAny } from './syllables-in.ts'

const offering: State = { dialogue: 'verify', step: 'offering' }
const askingPhone: State = { dialogue: 'verify', step: 'asking_phone' }

const aboutMoney = saysAny(
  'tien|chuyen khoan|ck|stk|tai khoan|nop|dong|phi|trieu|tr|nghin|k|otp|ma xac|the ngan hang|link|duong dan|duong link|app|cai|ung dung|qr|quet|' +
    'cccd|can cuoc|van tay|khuon mat|mat khau|vay|money|transfer|pay|bank|install'
)
const alreadyPaid = saysAny(
  '(?:da|lo|vua|moi|tro|lo tay) (?:chuyen|ck|nop|dong|gui|bam|cai|doc|cho|quet)|chuyen roi|ck roi|bi lua|mat tien|mat het|already (?:sent|paid)'
)

/** Is this really from the ward? How to tell, what never to do; no link is ever repeated. The caller's number may be left to warn others. */
export const verifyDialogue: Dialogue = {
  begin({ text, entities }, who) {
    return ask('find_ward_facts', { asked: ['phone'] }, ({ hotline }) => {
      const known = entities.phones.length > 0
      const give = known ? 'verify:use_number' : 'verify:give_number'
      const offer: Saying = {
        say: known ? 'verify.ask_use_number' : 'verify.ask_number',
        choices: [
          { id: give, label: 'verify.button.give' },
          { id: 'verify:no', label: 'verify.button.no' },
          personChoice,
        ],
      }
      const check: Saying =
        hotline === null ? { say: 'verify.check_here' } : { say: 'verify.check_hotline', with: { phone: hotline } }
      return sayAndWait(offering, inOneBubble({ say: warning(text), with: { ward: who.wardName } }, check), offer)
    })
  },
  hear(state, heard) {
    if (heard.kind === 'choice') return chosen(heard.choiceId)
    if (heard.kind === 'photo') return passOn('verify.shown')
    if (heard.kind !== 'words') return null
    const { entities, intent } = heard.meaning
    if (entities.phones.length > 0) return passOn('verify.number_passed_on')
    if (state.step !== 'asking_phone') return null
    if (isSure(heard.meaning) && intent !== 'verify_message') return null
    return passOn('verify.shown')
  },
}

function warning(text: string): string {
  if (alreadyPaid(text)) return 'verify.already_paid'
  return aboutMoney(text) ? 'verify.do_not_pay' : 'verify.how_to_tell'
}

function chosen(choiceId: string): Step | null {
  switch (choiceId) {
    case 'verify:give_number':
      return sayAndWait(askingPhone, { say: 'verify.send_number' })
    case 'verify:use_number':
      return passOn('verify.number_passed_on')
    case 'verify:no':
      return say({ say: 'verify.careful' })
    default:
      return null
  }
}

const passOn = (key: string): Step => toPerson({ why: 'topic:verify_message' }, { say: key })
