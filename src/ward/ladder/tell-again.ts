import { tellConsultation } from '../consultation/tell-consultation.ts'
import { tellDisclosure } from '../disclosure/tell-disclosure.ts'
import { tellElection } from '../election/tell-election.ts'
import { tellMeeting } from '../meeting/tell-meeting.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'

const tellers: Readonly<Record<PaperNoun, (work: Work, id: string, anew: boolean) => Promise<void>>> = {
  meeting: (work, meetingId, anew) => tellMeeting(work, { meetingId, anew }),
  election: (work, electionId, anew) => tellElection(work, { electionId, anew }),
  disclosure: (work, disclosureId, anew) => tellDisclosure(work, { disclosureId, anew }),
  consultation: (work, consultationId, anew) => tellConsultation(work, { consultationId, anew }),
}

/** Drafts what is now due to be told of a thing. `anew`: something of it has changed, a file or where it hangs. */
export const tellAgain = (
  work: Work,
  { noun, rowId, anew }: { noun: PaperNoun; rowId: string; anew: boolean }
): Promise<void> => tellers[noun](work, rowId, anew)
