/**
 * Feedback (phản ánh, kiến nghị): what a resident tells the ward, and the way it goes until they have an answer. Five
 * separate axes, never one column: `status`, `visibility`, the clock (feedback-clock.ts), `authority`, `restricted`.
 */

/** In the order the contract names them. */
export const feedbackStatuses = [
  'draft',
  'awaiting_intake',
  'awaiting_details',
  'received',
  'assigned',
  'in_progress',
  'awaiting_approval',
  'answered',
  'completed',
  'forwarded',
  'merged',
  'not_accepted',
  'guided_to_complaint',
  'closed_incomplete',
  'withdrawn',
] as const
export type FeedbackStatus = (typeof feedbackStatuses)[number]

/** Nothing more is owed here; some of them can still be opened again. */
export const endStatuses = [
  'completed',
  'not_accepted',
  'guided_to_complaint',
  'closed_incomplete',
  'withdrawn',
] as const

/** Somebody still works on it, or it waits for somebody. `answered` waits for the resident's word. */
export const openStatuses: readonly FeedbackStatus[] = feedbackStatuses.filter(
  (status) => !(endStatuses as readonly string[]).includes(status)
)

/** What was published stays to be read whatever becomes of it later; of these nothing is public, or the main report is. */
export const unpublishedStatuses: readonly FeedbackStatus[] = ['draft', 'withdrawn', 'guided_to_complaint', 'merged']

/** Others may be merged into a report only while the ward works on it. */
export const workedOnStatuses: readonly FeedbackStatus[] = [
  'awaiting_intake',
  'awaiting_details',
  'received',
  'assigned',
  'in_progress',
  'awaiting_approval',
  'forwarded',
]

export const isOpen = (status: FeedbackStatus): boolean => openStatuses.includes(status)

/** Who sees it outside the officials: nobody · its redacted text · the same with the reporter's consent to be named · no longer. */
export const visibilities = ['private', 'public_without_name', 'public', 'hidden'] as const
export type Visibility = (typeof visibilities)[number]

export const authorities = ['ward', 'shared', 'outside', 'unclear'] as const
export type Authority = (typeof authorities)[number]

/** Why only named roles may read it. */
export const restrictions = ['complaint', 'domestic_violence', 'child', 'self_harm'] as const
export type Restriction = (typeof restrictions)[number]

/** problem: phản ánh hiện trường · regulation: về quy định, thủ tục, thái độ khi làm thủ tục · suggestion: kiến nghị, góp ý · praise: khen. */
export const feedbackKinds = ['problem', 'regulation', 'suggestion', 'praise'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

export const feedbackFields = [
  'rubbish', 'drainage', 'roads', 'lighting', 'trees', 'noise', 'pollution', 'animals', 'pavement', 'construction', 'order', 'water_power', 'officials', 'other',
] as const // prettier-ignore
export type FeedbackField = (typeof feedbackFields)[number]

export const urgencies = ['urgent', 'normal', 'complex'] as const
export type Urgency = (typeof urgencies)[number]

/** Through which door it came. */
export const intakes = [
  'zalo',
  'telegram',
  'web',
  'suggestion_box',
  'telephone',
  'counter',
  'neighbourhood_head',
  'deputy',
  'front',
] as const
export type Intake = (typeof intakes)[number]

/** What an answer comes to; a required field of every answer (observed in the wards' own answers, practice.md §2.5). */
export const outcomes = ['resolved', 'planned', 'noted', 'not_found', 'explained', 'other_body'] as const
export type Outcome = (typeof outcomes)[number]

/** The only reasons for not accepting; "ngoài thẩm quyền" is none of them: such a report is forwarded. */
export const refusalReasons = [
  'no_content',
  'answered_before',
  'civil_dispute',
  'before_court',
  'insult_only',
  'advertising',
  'not_in_ward',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** For a rating of 1 or 2. */
export const ratingReasons = ['not_done', 'vague', 'late', 'attitude', 'other'] as const
export type RatingReason = (typeof ratingReasons)[number]

/** From this score on the answer is accepted. */
export const acceptedFrom = 3

/** Who acts. An official may be several at once (dual posts are usual in a ward). */
export const parties = ['citizen', 'one_stop', 'specialist', 'leader', 'system'] as const
export type Party = (typeof parties)[number]

/** What must hold before the step is taken: each is a guard with a test of its own (feedback-step.ts). */
export type Need =
  | 'words'
  | 'classified'
  | 'question'
  | 'refusal_reason'
  | 'main_report'
  | 'reason'
  | 'unit'
  | 'resumes_here'
  | 'waited_out'
  | 'leader_agrees'
  | 'agency_and_date'
  | 'outcome_and_proof'
  | 'other_hands'
  | 'other_approver'
  | 'redacted'
  | 'verdict'
  | 'dissatisfied'
  | 'recent'
  | 'answer_text'
  | 'not_leading'

export type Transition = {
  from: FeedbackStatus
  event: FeedbackEvent
  to: FeedbackStatus
  by: readonly Party[]
  needs: readonly Need[]
}

export type FeedbackEvent =
  | 'send' | 'drop' | 'accept' | 'ask_details' | 'refuse' | 'guide_to_complaint' | 'merge' | 'withdraw' | 'give_details'
  | 'close_incomplete' | 'assign' | 'forward' | 'take' | 'return' | 'propose_answer' | 'approve' | 'send_back' | 'complete'
  | 'reopen' | 'recur' | 'agency_answered' | 'agency_returned' | 'split' | 'main_answered' | 'new_facts' | 'supplement' // prettier-ignore

const row = (
  from: FeedbackStatus,
  event: FeedbackEvent,
  to: FeedbackStatus,
  by: readonly Party[],
  ...needs: Need[]
): Transition => ({ from, event, to, by, needs })

/** The whole way of a report, practice.md §4: 15 states, 36 transitions. Nothing moves that is not a row here. */
export const transitions: readonly Transition[] = [
  row('draft', 'send', 'awaiting_intake', ['citizen', 'one_stop'], 'words'),
  row('draft', 'drop', 'withdrawn', ['citizen', 'system']),

  row('awaiting_intake', 'accept', 'received', ['one_stop'], 'classified'),
  row('awaiting_intake', 'ask_details', 'awaiting_details', ['one_stop'], 'question'),
  row('awaiting_intake', 'refuse', 'not_accepted', ['one_stop'], 'refusal_reason', 'not_leading'),
  row('awaiting_intake', 'guide_to_complaint', 'guided_to_complaint', ['one_stop'], 'not_leading'),
  row('awaiting_intake', 'merge', 'merged', ['one_stop'], 'main_report', 'not_leading'),
  row('awaiting_intake', 'withdraw', 'withdrawn', ['citizen'], 'not_leading'),

  row('awaiting_details', 'give_details', 'awaiting_intake', ['citizen'], 'resumes_here', 'words'),
  row('awaiting_details', 'give_details', 'in_progress', ['citizen'], 'resumes_here', 'words'),
  row('awaiting_details', 'close_incomplete', 'closed_incomplete', ['system'], 'waited_out', 'not_leading'),
  row('awaiting_details', 'withdraw', 'withdrawn', ['citizen'], 'not_leading'),

  row('received', 'assign', 'assigned', ['one_stop'], 'unit'),
  row('received', 'forward', 'forwarded', ['one_stop', 'leader'], 'leader_agrees', 'agency_and_date'),
  row('received', 'merge', 'merged', ['one_stop'], 'main_report', 'not_leading'),
  row('received', 'guide_to_complaint', 'guided_to_complaint', ['one_stop'], 'not_leading'),
  row('received', 'withdraw', 'withdrawn', ['citizen'], 'not_leading'),

  row('assigned', 'take', 'in_progress', ['specialist']),
  row('assigned', 'return', 'received', ['specialist'], 'reason'),

  row('in_progress', 'ask_details', 'awaiting_details', ['specialist'], 'question'),
  row(
    'in_progress',
    'propose_answer',
    'awaiting_approval',
    ['specialist', 'leader'],
    'outcome_and_proof',
    'other_hands'
  ),
  row('in_progress', 'forward', 'forwarded', ['specialist', 'leader'], 'leader_agrees', 'agency_and_date'),
  row('in_progress', 'guide_to_complaint', 'guided_to_complaint', ['one_stop', 'specialist'], 'not_leading'),
  row('in_progress', 'withdraw', 'withdrawn', ['citizen'], 'not_leading'),
  row('in_progress', 'merge', 'merged', ['one_stop'], 'main_report', 'not_leading'),

  row('awaiting_approval', 'approve', 'answered', ['leader'], 'other_approver', 'redacted'),
  row('awaiting_approval', 'send_back', 'in_progress', ['leader'], 'reason'),

  row('answered', 'complete', 'completed', ['citizen', 'system'], 'verdict'),
  row('answered', 'reopen', 'in_progress', ['citizen'], 'dissatisfied'),

  row('completed', 'recur', 'received', ['citizen', 'one_stop'], 'reason', 'recent'),

  row('forwarded', 'agency_answered', 'answered', ['one_stop'], 'answer_text'),
  row('forwarded', 'agency_returned', 'received', ['one_stop'], 'reason'),

  row('merged', 'split', 'awaiting_intake', ['one_stop'], 'reason'),
  row('merged', 'main_answered', 'answered', ['system']),

  row('not_accepted', 'new_facts', 'awaiting_intake', ['citizen'], 'words'),
  row('closed_incomplete', 'supplement', 'awaiting_intake', ['citizen'], 'words'),
]

/** The rows that leave a status by an event: two where the way back depends on where it was asked from. */
export const transitionsFrom = (from: FeedbackStatus, event: FeedbackEvent): Transition[] =>
  transitions.filter((transition) => transition.from === from && transition.event === event)

/** What may be done next by somebody who is one of these parties: the buttons of a page. */
export const eventsOpenTo = (from: FeedbackStatus, who: readonly Party[]): FeedbackEvent[] => [
  ...new Set(
    transitions
      .filter((one) => one.from === from && one.by.some((party) => who.includes(party)))
      .map(({ event }) => event)
  ),
]

/** A report that is restricted never leaves the house. */
export const mayBeVisible = (visibility: Visibility, restricted: Restriction | null): boolean =>
  restricted === null || visibility === 'private' || visibility === 'hidden'

/** PA-2611-0042: year and month of the intake, then its number in that month. */
export const feedbackCode = (month: string, number: number): string => `PA-${month}-${String(number).padStart(4, '0')}`

/** Whether a text is a whole code. */
export const isFeedbackCode = (text: string): boolean => /^PA-\d{2}(?:0[1-9]|1[0-2])-\d{4,6}$/.test(text)

/** The officials' parties, by role; no other role moves a report. */
const partyOfRole: Readonly<Record<string, Party>> = {
  one_stop: 'one_stop',
  leader: 'leader',
  specialist: 'specialist',
  civil_status: 'specialist',
  culture_social: 'specialist',
}

export const partiesOf = (roles: readonly string[]): Party[] => [
  ...new Set(roles.flatMap((role) => partyOfRole[role] ?? [])),
]
