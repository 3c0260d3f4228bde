/** What an official may do in the console. A page names the one it needs; a role is a set of them. */
export const permissions = [
  'read_dossiers',
  'import_data',
  'read_citizens',
  'manage_links',
  'handle_data_requests',
  'answer_hand_overs',
  'read_restricted',
  'read_procedures',
  'edit_procedures',
  'confirm_procedures',
  'read_ward_facts',
  'edit_ward_facts',
  'manage_officials',
  'read_audit',
  'approve_learning',
  'read_feedback',
  'handle_feedback',
  'take_in_feedback',
  'work_on_feedback',
  'approve_feedback',
  'export_feedback',
  'read_letters',
  'prepare_letters',
  'approve_letters',
  'manage_fund',
] as const

export type Permission = (typeof permissions)[number]

export const roles = [
  'ward_admin',
  'leader',
  'one_stop',
  'specialist',
  'civil_status',
  'culture_social',
  'duty',
  'front',
  'neighbourhood_head',
] as const

export type Role = (typeof roles)[number]

/**
 * Roles as data: one official may hold several (dual posts are usual in a ward). Keeping accounts and reading residents'
 * matters stay apart: the administrator of accounts reads no restricted conversation, a leader ends no account.
 */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  ward_admin: [
    'import_data',
    'read_procedures',
    'edit_procedures',
    'read_ward_facts',
    'edit_ward_facts',
    'manage_officials',
    'read_audit',
  ],
  leader: [
    'read_dossiers',
    'read_citizens',
    'handle_data_requests',
    'answer_hand_overs',
    'read_restricted',
    'read_procedures',
    'confirm_procedures',
    'read_ward_facts',
    'read_audit',
    'approve_learning',
    'read_feedback',
    'handle_feedback',
    'work_on_feedback',
    'approve_feedback',
    'export_feedback',
    'read_letters',
    'approve_letters',
    'manage_fund',
  ],
  one_stop: [
    'read_dossiers',
    'import_data',
    'read_citizens',
    'manage_links',
    'handle_data_requests',
    'answer_hand_overs',
    'read_procedures',
    'edit_procedures',
    'read_ward_facts',
    'edit_ward_facts',
    'read_feedback',
    'handle_feedback',
    'take_in_feedback',
    'export_feedback',
  ],
  specialist: [
    'read_dossiers',
    'answer_hand_overs',
    'read_procedures',
    'read_ward_facts',
    'read_feedback',
    'handle_feedback',
    'work_on_feedback',
  ],
  civil_status: [
    'read_dossiers',
    'read_citizens',
    'manage_links',
    'answer_hand_overs',
    'read_procedures',
    'confirm_procedures',
    'read_ward_facts',
    'read_feedback',
    'handle_feedback',
    'work_on_feedback',
    'read_letters',
    'prepare_letters',
  ],
  culture_social: [
    'read_dossiers',
    'read_citizens',
    'answer_hand_overs',
    'read_restricted',
    'read_procedures',
    'read_ward_facts',
    'approve_learning',
    'read_feedback',
    'handle_feedback',
    'work_on_feedback',
    'read_letters',
    'prepare_letters',
    'approve_letters',
    'manage_fund',
  ],
  duty: ['answer_hand_overs', 'read_restricted', 'read_procedures', 'read_ward_facts'],
  front: ['read_procedures', 'read_ward_facts'],
  neighbourhood_head: ['read_procedures', 'read_ward_facts'],
}

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)

/** The roles among words kept in a row; a role that is no longer known gives nothing. */
export const rolesAmong = (words: readonly string[]): Role[] => words.filter(isRole)

/** Everything a holder of these roles may do. */
export function permissionsOf(words: readonly string[]): ReadonlySet<Permission> {
  return new Set(rolesAmong(words).flatMap((role) => permissionsOfRole[role]))
}
