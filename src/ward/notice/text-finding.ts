/** A notice with a finding that blocks is not submitted; a warning is shown and has to be read. */
export type TextRule =
  | 'weekday_mismatch'
  | 'no_such_date'
  | 'date_past'
  | 'missing_marks'
  | 'abolished_level'
  | 'abolished_place'
  | 'citizen_id'
  | 'private_phone'
  | 'home_address'
  | 'name_list'
  | 'private_matter'
  | 'asks_money'
  | 'votes_in_chat'
  | 'canvassing'
  | 'title_too_long'
  | 'too_long'
  | 'long'
  | 'all_capitals'
  | 'familiar'
  | 'emoji'
  | 'unfilled'
  | 'hidden_link'
  | 'empty'

export type TextFinding = { rule: TextRule; level: 'block' | 'warn'; quote: string }

export const block = (rule: TextRule, quote: string): TextFinding => ({ rule, level: 'block', quote: quote.trim() })
export const warn = (rule: TextRule, quote: string): TextFinding => ({ rule, level: 'warn', quote: quote.trim() })
