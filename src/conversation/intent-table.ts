import type { Intent } from '../understanding/meaning.ts'
import type { DialogueName } from './dialogue.ts'

/**
 * Which dialogue a wish opens. `act`: it only tells something, so a confident reading is enough. `confirm`: it ends in
 * something being written or a person being called, so the dialogue asks or says plainly what it did.
 */
export type IntentRow = { dialogue: DialogueName; policy: 'act' | 'confirm' }

const tells = (dialogue: DialogueName): IntentRow => ({ dialogue, policy: 'act' })
const writes = (dialogue: DialogueName): IntentRow => ({ dialogue, policy: 'confirm' })

export const intentTable: Readonly<Record<Intent, IntentRow>> = {
  dossier_status: tells('dossier'),
  procedure_info: tells('procedure'),
  report_problem: writes('report'),
  suggest: writes('report'),
  feedback_status: writes('report_follow_up'),
  praise: writes('report'),
  birth_greeting: writes('letters'),
  marriage_greeting: writes('letters'),
  condolence: writes('grief'),
  letter_problem: writes('to_person'),
  meeting_info: tells('meeting'),
  election_info: writes('election'),
  disclosure_info: writes('disclosure'),
  consultation_opinion: writes('consultation'),
  rate_satisfaction: writes('report_follow_up'),
  citizen_reception: writes('reception'),
  office_info: tells('ward_facts'),
  subscribe: writes('notices'),
  unsubscribe: writes('notices'),
  my_data: writes('my_data'),
  verify_message: writes('verify'),
  complaint_denunciation: writes('grievance'),
  neighbour_dispute: tells('grievance'),
  emergency: writes('danger'),
  other_agency: tells('agency'),
  human: writes('person'),
  greeting: tells('small_talk'),
  thanks_bye: tells('small_talk'),
  help: tells('small_talk'),
  affirm: tells('small_talk'),
  deny: tells('small_talk'),
  out_of_scope: tells('small_talk'),
}
