/** What a message means. Everything outside this room works with this shape alone. */

export const intents = [
  'dossier_status',
  'procedure_info',
  'report_problem',
  'suggest',
  'feedback_status',
  'praise',
  'birth_greeting',
  'marriage_greeting',
  'condolence',
  'letter_problem',
  'meeting_info',
  'election_info',
  'disclosure_info',
  'consultation_opinion',
  'rate_satisfaction',
  'citizen_reception',
  'office_info',
  'subscribe',
  'unsubscribe',
  'my_data',
  'verify_message',
  'complaint_denunciation',
  'neighbour_dispute',
  'emergency',
  'other_agency',
  'human',
  'greeting',
  'thanks_bye',
  'help',
  'affirm',
  'deny',
  'out_of_scope',
] as const
export type Intent = (typeof intents)[number]

export type Entities = {
  /** Canonical upper-case codes, in the order written. */
  dossierCodes: string[]
  /** Codes among them whose date part is no calendar date. */
  doubtfulDossierCodes: string[]
  feedbackCodes: string[]
  /** E.164. */
  phones: string[]
  /** A 12-digit citizen id stood in the text (masked everywhere, never kept). */
  citizenId: boolean
  /** YYYY-MM-DD, ward calendar. */
  date?: string
  /** HH:MM. */
  time?: string
  /** '12', or the name where neighbourhoods have names. */
  neighbourhood?: string
  amountDong?: number
}

export type EmergencyKind =
  'fire' | 'medical' | 'rescue' | 'crime' | 'flood' | 'gas' | 'domestic_violence' | 'child' | 'self_harm' | 'other'

export type Meaning = {
  text: string
  intent: Intent
  confidence: number
  decision: 'act' | 'ask' | 'human'
  top: readonly { intent: Intent; confidence: number }[]
  entities: Entities
  /** Set when the rule stage found danger; `intent` is then `emergency`. */
  emergency?: EmergencyKind
  /** Several wishes in one message, in order; absent when there is one. Each is a whole meaning of its own part. */
  parts?: readonly Meaning[]
  language: 'vi' | 'en'
  /** The text with codes, phones, ids, dates and links replaced by placeholders: all that may be shown for learning. */
  masked: string
}

/** What a short answer can be, given a pending question: a number, words of one choice, yes or no. */
export type PendingQuestion = { choices: readonly { id: string; label: string }[] }
export type Answer = { choiceId: string } | { correction: true } | null
