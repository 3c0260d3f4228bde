import { followDossier } from '../ward/dossier/follow-dossier.ts'
import { listFollowedDossiers } from '../ward/dossier/list-followed-dossiers.ts'
import { lookUpDossier } from '../ward/dossier/look-up-dossier.ts'
import { linkByContact } from '../ward/citizen/link-by-contact.ts'
import { linkByCode } from '../ward/citizen/link-by-code.ts'
import { linkByReceipt } from '../ward/citizen/link-by-receipt.ts'
import { chooseNeighbourhood } from '../ward/neighbourhood/choose-neighbourhood.ts'
import { listNeighbourhoods } from '../ward/neighbourhood/list-neighbourhoods.ts'
import { describeMyData } from '../ward/data-request/describe-my-data.ts'
import { openDataRequest } from '../ward/data-request/open-data-request.ts'
import { explainNotices } from '../ward/notice/explain-notices.ts'
import { latestNotices } from '../ward/notice/latest-notices.ts'
import { readNotice } from '../ward/notice/read-notice.ts'
import { wishNotices } from '../ward/notice/subscribe.ts'
import { visitDoors } from '../ward/notice/visit-doors.ts'
import { findProcedures } from '../ward/procedure/find-procedures.ts'
import { showProcedure } from '../ward/procedure/show-procedure.ts'
import { openHandOver } from '../ward/hand-over/open-hand-over.ts'
import { findAgency } from '../ward/agency/find-agency.ts'
import { findWardFacts } from '../ward/ward-fact/find-ward-facts.ts'
import { draftReport } from '../ward/feedback/draft-report.ts'
import { listMyReports, showMyReport } from '../ward/feedback/chat-reports.ts'
import {
  dropReport,
  explainReport,
  followUpReport,
  joinReport,
  rateReport,
  sendReport,
  withdrawReport,
} from '../ward/feedback/report-deeds.ts'
import { findMeetings, showMeeting } from '../ward/meeting/find-meetings.ts'
import { replyToMeeting } from '../ward/meeting/reply-to-meeting.ts'
import { findElections, showElection } from '../ward/election/find-elections.ts'
import { remindOfElection } from '../ward/election/remind-of-election.ts'
import { findDisclosures, showDisclosure } from '../ward/disclosure/find-disclosures.ts'
import { askAboutDisclosure } from '../ward/disclosure/ask-about-disclosure.ts'
import { findConsultations, showConsultation } from '../ward/consultation/find-consultations.ts'
import { giveOpinion } from '../ward/consultation/give-opinion.ts'
import { bookReceptionHere, cancelReceptionHere, listOpenReceptions } from '../ward/reception/chat-reception.ts'
import { explainService, listOpenSurveys, rateService } from '../ward/satisfaction/rate-service.ts'
import {
  tellDeath,
  tellLetterTask,
  tellWrongPerson,
  endLinkAndLetters,
  stopMessages,
  wishForLetter,
  withdrawLettersByChat,
} from '../ward/letter-task/letter-chat.ts'
import type { Talk } from '../ward/talk.ts'
import type { Work } from '../ward/work.ts'

/** What a dialogue can ask of the ward: every use case within reach of a chat, and nothing else is. */
export const deeds = {
  look_up_dossier: lookUpDossier,
  follow_dossier: followDossier,
  list_followed_dossiers: listFollowedDossiers,
  find_procedures: findProcedures,
  show_procedure: showProcedure,
  list_neighbourhoods: listNeighbourhoods,
  choose_neighbourhood: chooseNeighbourhood,
  link_by_contact: linkByContact,
  link_by_code: linkByCode,
  link_by_receipt: linkByReceipt,
  end_link: endLinkAndLetters,
  describe_my_data: describeMyData,
  open_data_request: openDataRequest,
  stop_notices: stopMessages,
  wish_notices: wishNotices,
  explain_notices: explainNotices,
  latest_notices: latestNotices,
  read_notice: readNotice,
  visit_doors: visitDoors,
  wish_for_letter: wishForLetter,
  withdraw_letters: withdrawLettersByChat,
  tell_letter_task: tellLetterTask,
  tell_death: tellDeath,
  tell_wrong_person: tellWrongPerson,
  open_hand_over: openHandOver,
  find_agency: findAgency,
  find_ward_facts: findWardFacts,
  draft_report: draftReport,
  send_report: sendReport,
  drop_report: dropReport,
  join_report: joinReport,
  list_my_reports: listMyReports,
  show_my_report: showMyReport,
  follow_up_report: followUpReport,
  withdraw_report: withdrawReport,
  rate_report: rateReport,
  explain_report: explainReport,
  find_meetings: findMeetings,
  show_meeting: showMeeting,
  reply_to_meeting: replyToMeeting,
  find_elections: findElections,
  show_election: showElection,
  remind_of_election: remindOfElection,
  find_disclosures: findDisclosures,
  show_disclosure: showDisclosure,
  ask_about_disclosure: askAboutDisclosure,
  find_consultations: findConsultations,
  show_consultation: showConsultation,
  give_opinion: giveOpinion,
  list_open_receptions: listOpenReceptions,
  book_reception: bookReceptionHere,
  cancel_reception: cancelReceptionHere,
  list_open_surveys: listOpenSurveys,
  rate_service: rateService,
  explain_service: explainService,
} satisfies Record<string, (work: Work, talk: Talk, input: never) => Promise<unknown>>

export type DeedName = keyof typeof deeds
export type InputOf<N extends DeedName> = Parameters<(typeof deeds)[N]>[2]
export type OutcomeOf<N extends DeedName> = Awaited<ReturnType<(typeof deeds)[N]>>
export type DeedCall = { [N in DeedName]: { name: N; input: InputOf<N> } }[DeedName]

export function doDeed(work: Work, talk: Talk, call: DeedCall): Promise<unknown> {
  const deed = deeds[call.name] as (work: Work, talk: Talk, input: unknown) => Promise<unknown>
  return deed(work, talk, call.input)
}
