import type { Permission } from '../../ward/official/permission.ts'

export type MenuEntry = { path: string; say: string; permission: Permission | 'signed_in' }
/** Places that belong together; the first ones, where a working day begins, need no heading. */
export type MenuGroup = { say: string | null; entries: readonly MenuEntry[] }

/** The console's places in the order of a working day. Each official sees those they may open. */
export const menu: readonly MenuGroup[] = [
  {
    say: null,
    entries: [
      { path: '/', say: 'console.home.menu', permission: 'signed_in' },
      { path: '/hand-overs', say: 'console.hand_overs.title', permission: 'answer_hand_overs' },
    ],
  },
  {
    say: 'console.menu_groups.feedback',
    entries: [
      { path: '/feedback', say: 'feedback.desk.title', permission: 'read_feedback' },
      { path: '/logbook', say: 'feedback.desk.logbook.title', permission: 'read_feedback' },
      { path: '/satisfaction', say: 'satisfaction.desk.title', permission: 'read_feedback' },
      { path: '/suggestion-box', say: 'suggestion_box.desk.title', permission: 'take_in_feedback' },
      { path: '/reception', say: 'reception.desk.title', permission: 'keep_reception' },
      { path: '/grievances', say: 'grievance.desk.title', permission: 'handle_grievances' },
      { path: '/restricted-feedback', say: 'feedback.desk.restricted_title', permission: 'read_restricted' },
    ],
  },
  {
    say: 'console.menu_groups.notices',
    entries: [
      { path: '/notices', say: 'notice.desk.menu', permission: 'read_notices' },
      { path: '/visits', say: 'notice.desk.visits_menu', permission: 'tick_visits' },
      { path: '/duties', say: 'ladder.desk.title', permission: 'read_participation' },
      { path: '/meetings', say: 'meeting.desk.title', permission: 'read_participation' },
      { path: '/elections', say: 'election.desk.title', permission: 'read_participation' },
      { path: '/disclosures', say: 'disclosure.desk.title', permission: 'read_participation' },
      { path: '/consultations', say: 'consultation.desk.title', permission: 'read_participation' },
    ],
  },
  {
    say: 'console.menu_groups.people',
    entries: [
      { path: '/dossiers', say: 'console.dossiers.title', permission: 'read_dossiers' },
      { path: '/citizens', say: 'console.citizens.title', permission: 'read_citizens' },
      { path: '/letters', say: 'letter.desk.title', permission: 'read_letters' },
      { path: '/fund', say: 'fund.desk.title', permission: 'manage_fund' },
      { path: '/data-requests', say: 'console.data_requests.title', permission: 'handle_data_requests' },
    ],
  },
  {
    say: 'console.menu_groups.ward',
    entries: [
      { path: '/procedures', say: 'console.procedures.title', permission: 'read_procedures' },
      { path: '/imports', say: 'console.imports.title', permission: 'import_data' },
      { path: '/ward-facts', say: 'console.ward_facts.title', permission: 'read_ward_facts' },
      { path: '/agencies', say: 'console.agencies.title', permission: 'read_ward_facts' },
      { path: '/agreements', say: 'neighbourhood.desk.agreements', permission: 'read_participation' },
      { path: '/law-rules', say: 'law.desk.title', permission: 'read_participation' },
      { path: '/calendar', say: 'console.calendar.title', permission: 'read_ward_facts' },
    ],
  },
  {
    say: 'console.menu_groups.system',
    entries: [
      { path: '/learning', say: 'console.learning.title', permission: 'approve_learning' },
      { path: '/officials', say: 'console.officials.title', permission: 'manage_officials' },
      { path: '/audit', say: 'console.audit.title', permission: 'read_audit' },
    ],
  },
]
