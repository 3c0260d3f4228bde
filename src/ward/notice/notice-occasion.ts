import { draftKinds, type DraftKind } from './notice-kind.ts'

type Occasion = { kind: DraftKind; blanks: readonly string[] }

const meets = ['title', 'event_date', 'event_clock', 'place'] as const
const invites = [...meets, 'agenda', 'convener', 'number', 'documents', 'contact'] as const
const votes = ['title', 'event_date', 'event_clock', 'end_clock', 'place', 'bring'] as const

const meeting = (...blanks: string[]): Occasion => ({ kind: 'meeting', blanks })
const election = (...blanks: string[]): Occasion => ({ kind: 'election', blanks })
const general = (...blanks: string[]): Occasion => ({ kind: 'general', blanks })

/**
 * The moments at which the ward tells many of a meeting, an election, a disclosure, a consultation, its reception: each
 * has a template of its own with these blanks, kept and approved as those of the kinds are (domain.md §8, §11).
 */
export const occasions = {
  meeting_invite: meeting(...invites),
  meeting_year_end: meeting(...invites),
  meeting_dialogue: meeting(...invites, 'until_date'),
  meeting_voter_contact: meeting(...invites),
  meeting_questions_end: meeting(...meets, 'until_date'),
  meeting_day_before: meeting(...meets),
  meeting_hours_before: meeting(...meets),
  meeting_moved: meeting(...meets),
  meeting_changed: meeting(...meets, 'agenda', 'contact'),
  meeting_cancelled: meeting('title', 'event_date', 'event_clock', 'why'),
  meeting_minutes: meeting('title', 'event_date', 'minutes', 'yes', 'total'),
  meeting_recognised: meeting('title', 'event_date', 'number', 'decided_date'),
  meeting_not_recognised: meeting('title', 'event_date', 'number', 'decided_date', 'why'),
  election_posted: election(...votes, 'candidates', 'posted_at'),
  election_invite: election(...votes, 'candidates'),
  election_head_day_before: election(...votes),
  election_head_hours_before: election(...votes),
  election_head_result: election('title', 'elected', 'present', 'total'),
  election_recognised: election('title', 'elected', 'number', 'decided_date'),
  election_not_recognised: election('title', 'number', 'decided_date', 'why'),
  election_day_announced: election(...votes),
  election_team: election(...votes),
  election_voter_list: election(...votes),
  election_list_complaints_end: election(...votes, 'until_date'),
  election_official_list: election(...votes),
  election_candidates: election(...votes, 'candidates', 'posted_at'),
  election_announce: election(...votes),
  election_day_before: election(...votes),
  election_today: election(...votes),
  election_result: election('title', 'summary'),
  election_moved: election(...votes),
  election_list_changed: election('title', 'event_date', 'event_clock', 'place', 'candidates'),
  election_cancelled: election('title', 'why'),
  disclosure_published: {
    kind: 'disclosure',
    blanks: ['title', 'category', 'summary', 'number', 'decided_date', 'posted_at', 'posted_from', 'posted_to'],
  },
  disclosure_quarter: { kind: 'disclosure', blanks: ['period', 'total'] },
  consultation_opened: general('title', 'question', 'background', 'closes_date', 'answer_date'),
  consultation_reminder: general('title', 'question', 'closes_date'),
  consultation_last_days: general('title', 'question', 'closes_date'),
  consultation_withdrawn: general('title', 'why'),
  consultation_answered: general('title', 'summary', 'explanation'),
  reception_schedule: general('period', 'sessions'),
} as const satisfies Record<string, Occasion>

export type OccasionName = keyof typeof occasions

/** What a template is for: a kind of notice an official writes, or an occasion that comes by itself. */
export type TemplateName = DraftKind | OccasionName

export const occasionNames = Object.keys(occasions) as OccasionName[]

export const isOccasionName = (text: string): text is OccasionName => Object.hasOwn(occasions, text)

export const isTemplateName = (text: string): text is TemplateName =>
  isOccasionName(text) || (draftKinds as readonly string[]).includes(text)
