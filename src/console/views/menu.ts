import type { Permission } from '../../ward/official/permission.ts'

export type MenuEntry = { path: string; say: string; permission: Permission | 'signed_in' }

/** The console's places in the order of a working day. Each official sees those they may open. */
export const menu: readonly MenuEntry[] = [
  { path: '/', say: 'console.home.menu', permission: 'signed_in' },
  { path: '/hand-overs', say: 'console.hand_overs.title', permission: 'answer_hand_overs' },
  { path: '/feedback', say: 'feedback.desk.title', permission: 'read_feedback' },
  { path: '/logbook', say: 'feedback.desk.logbook.title', permission: 'read_feedback' },
  { path: '/satisfaction', say: 'satisfaction.desk.title', permission: 'read_feedback' },
  { path: '/suggestion-box', say: 'suggestion_box.desk.title', permission: 'take_in_feedback' },
  { path: '/reception', say: 'reception.desk.title', permission: 'keep_reception' },
  { path: '/grievances', say: 'grievance.desk.title', permission: 'handle_grievances' },
  { path: '/restricted-feedback', say: 'feedback.desk.restricted_title', permission: 'read_restricted' },
  { path: '/notices', say: 'notice.desk.menu', permission: 'read_notices' },
  { path: '/visits', say: 'notice.desk.visits_menu', permission: 'tick_visits' },
  { path: '/dossiers', say: 'console.dossiers.title', permission: 'read_dossiers' },
  { path: '/citizens', say: 'console.citizens.title', permission: 'read_citizens' },
  { path: '/letters', say: 'letter.desk.title', permission: 'read_letters' },
  { path: '/fund', say: 'fund.desk.title', permission: 'manage_fund' },
  { path: '/data-requests', say: 'console.data_requests.title', permission: 'handle_data_requests' },
  { path: '/duties', say: 'ladder.desk.title', permission: 'read_participation' },
  { path: '/meetings', say: 'meeting.desk.title', permission: 'read_participation' },
  { path: '/elections', say: 'election.desk.title', permission: 'read_participation' },
  { path: '/disclosures', say: 'disclosure.desk.title', permission: 'read_participation' },
  { path: '/consultations', say: 'consultation.desk.title', permission: 'read_participation' },
  { path: '/procedures', say: 'console.procedures.title', permission: 'read_procedures' },
  { path: '/imports', say: 'console.imports.title', permission: 'import_data' },
  { path: '/ward-facts', say: 'console.ward_facts.title', permission: 'read_ward_facts' },
  { path: '/agencies', say: 'console.agencies.title', permission: 'read_ward_facts' },
  { path: '/agreements', say: 'neighbourhood.desk.agreements', permission: 'read_participation' },
  { path: '/law-rules', say: 'law.desk.title', permission: 'read_participation' },
  { path: '/calendar', say: 'console.calendar.title', permission: 'read_ward_facts' },
  { path: '/learning', say: 'console.learning.title', permission: 'approve_learning' },
  { path: '/officials', say: 'console.officials.title', permission: 'manage_officials' },
  { path: '/audit', say: 'console.audit.title', permission: 'read_audit' },
]
