/**
 * How long each kind of personal data is kept (domain.md §6.1, proposal to be confirmed by the ward). The house test
 * compares the tables named here with those that hold personal data: none may be missing.
 */
export type Retention = { table: string; keptDays: number | 'while_needed'; why: string }

export const retention: readonly Retention[] = [
  { table: 'inbound', keptDays: 30, why: 'chat text answers a question, then it has done its work' },
  { table: 'outbox', keptDays: 30, why: 'the record of what we said, as long as the question it answered' },
  { table: 'attachment', keptDays: 30, why: 'a photo goes with the message it came with' },
  { table: 'look_up', keptDays: 30, why: 'guesses are counted by the day' },
  { table: 'link_code', keptDays: 30, why: 'a code that has lapsed opens nothing' },
  { table: 'idempotency_key', keptDays: 7, why: 'a sending system repeats within days' },
  { table: 'import_run', keptDays: 90, why: 'the report of an import; its file is gone once applied' },
  { table: 'import_fault', keptDays: 90, why: 'belongs to its import' },
  {
    table: 'learning_message',
    keptDays: 90,
    why: 'decided within a season or not worth learning; approved ones stay with the model',
  },
  { table: 'session', keptDays: 90, why: 'who signed in from where' },
  { table: 'hand_over', keptDays: 730, why: 'a request to a person and what came of it (24 months, as a ticket)' },
  { table: 'data_request', keptDays: 1_825, why: 'proof that a right was honoured' },
  { table: 'feedback', keptDays: 730, why: 'a report, its answer and its way, 24 months after it came to an end' },
  { table: 'feedback_event', keptDays: 'while_needed', why: 'belongs to its report' },
  { table: 'feedback_answer', keptDays: 'while_needed', why: 'belongs to its report' },
  { table: 'feedback_file', keptDays: 'while_needed', why: 'belongs to its report' },
  { table: 'feedback_follow', keptDays: 'while_needed', why: 'belongs to its report' },
  { table: 'feedback_forwarding', keptDays: 'while_needed', why: 'belongs to its report' },
  { table: 'feedback_rating', keptDays: 'while_needed', why: 'belongs to its report' },
  {
    table: 'notice',
    keptDays: 'while_needed',
    why: 'the ward answers for what it announced; names its author and approver',
  },
  { table: 'delivery', keptDays: 730, why: 'who was told what, as long as somebody may ask why not (24 months)' },
  {
    table: 'channel_agreement',
    keptDays: 'while_needed',
    why: 'evidence of an assembly’s decision; names who recorded it',
  },
  { table: 'subscription', keptDays: 'while_needed', why: 'what a chat asked for, until it asks otherwise' },
  { table: 'quiet_hours', keptDays: 'while_needed', why: 'what a chat asked for, until it asks otherwise' },
  { table: 'audit_line', keptDays: 730, why: 'who did what: 24 months' },
  {
    table: 'conversation',
    keptDays: 'while_needed',
    why: 'until the citizen asks for deletion; emptied after two years of silence',
  },
  {
    table: 'chat_link',
    keptDays: 'while_needed',
    why: 'while the chat is linked, then as evidence with its conversation',
  },
  { table: 'citizen', keptDays: 'while_needed', why: 'the ward register decides; moving away or death ends it' },
  { table: 'consent', keptDays: 'while_needed', why: 'evidence, kept five years after withdrawal' },
  { table: 'dossier', keptDays: 'while_needed', why: 'the one-stop system decides; a copy for look-up' },
  { table: 'dossier_event', keptDays: 'while_needed', why: 'belongs to its dossier' },
  {
    table: 'dossier_follow',
    keptDays: 'while_needed',
    why: 'until the citizen stops following or the dossier is gone',
  },
  { table: 'search_token', keptDays: 'while_needed', why: 'belongs to the row it finds' },
  { table: 'official', keptDays: 'while_needed', why: 'the register of who may act' },
  { table: 'channel_account', keptDays: 'while_needed', why: 'secrets of an account in use' },
  { table: 'channel_token', keptDays: 'while_needed', why: 'secrets of an account in use' },
  { table: 'neighbourhood', keptDays: 'while_needed', why: 'names its head' },
  {
    table: 'civil_event',
    keptDays: 'while_needed',
    why: 'a register number, so that it counts once; deaths keep mourning and lists right',
  },
  {
    table: 'civil_event_person',
    keptDays: 'while_needed',
    why: 'names go 30 days after the letter is done; consent stays as evidence',
  },
  { table: 'letter', keptDays: 'while_needed', why: 'that there was one, for the fund; its words go after 30 days' },
  { table: 'letter_setting', keptDays: 'while_needed', why: 'names who signs and whom to call' },
  {
    table: 'letter_task',
    keptDays: 730,
    why: 'what a family told or asked and what came of it, 24 months, as a ticket',
  },
  { table: 'longevity_line', keptDays: 730, why: 'the list of a year, until the next is over' },
  { table: 'fund_entry', keptDays: 'while_needed', why: 'accounts of the fund, kept as accounts are' },
]
