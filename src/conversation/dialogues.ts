import type { Dialogue, DialogueName } from './dialogue.ts'
import { agencyDialogue } from './dialogues/agency.ts'
import { consultationDialogue } from './dialogues/consultation.ts'
import { dangerDialogue } from './dialogues/danger.ts'
import { disclosureDialogue } from './dialogues/disclosure.ts'
import { dossierDialogue } from './dialogues/dossier.ts'
import { electionDialogue } from './dialogues/election.ts'
import { grievanceDialogue } from './dialogues/grievance.ts'
import { griefDialogue } from './dialogues/grief.ts'
import { identityDialogue } from './dialogues/identity.ts'
import { meetingDialogue } from './dialogues/meeting.ts'
import { lettersDialogue } from './dialogues/letters.ts'
import { myDataDialogue } from './dialogues/my-data.ts'
import { noticesDialogue } from './dialogues/notices.ts'
import { personDialogue } from './dialogues/person.ts'
import { procedureDialogue } from './dialogues/procedure.ts'
import { receptionDialogue } from './dialogues/reception.ts'
import { reportDialogue } from './dialogues/report.ts'
import { reportFollowUpDialogue } from './dialogues/report-follow-up.ts'
import { satisfactionDialogue } from './dialogues/satisfaction.ts'
import { smallTalkDialogue } from './dialogues/small-talk.ts'
import { toPersonDialogue } from './dialogues/to-person.ts'
import { verifyDialogue } from './dialogues/verify.ts'
import { wardFactsDialogue } from './dialogues/ward-facts.ts'
import { welcomeDialogue } from './dialogues/welcome.ts'

/** Every subject the ward can talk about. */
export const dialogues: Readonly<Record<DialogueName, Dialogue>> = {
  agency: agencyDialogue,
  consultation: consultationDialogue,
  danger: dangerDialogue,
  disclosure: disclosureDialogue,
  dossier: dossierDialogue,
  election: electionDialogue,
  grief: griefDialogue,
  grievance: grievanceDialogue,
  identity: identityDialogue,
  letters: lettersDialogue,
  meeting: meetingDialogue,
  my_data: myDataDialogue,
  notices: noticesDialogue,
  person: personDialogue,
  procedure: procedureDialogue,
  reception: receptionDialogue,
  report: reportDialogue,
  report_follow_up: reportFollowUpDialogue,
  satisfaction: satisfactionDialogue,
  small_talk: smallTalkDialogue,
  to_person: toPersonDialogue,
  verify: verifyDialogue,
  ward_facts: wardFactsDialogue,
  welcome: welcomeDialogue,
}
