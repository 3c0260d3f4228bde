import type { Words } from '../visit.ts'

/** What was done, in words; an action without words yet is shown as it is kept. */
export function actionWords(t: Words, action: string): string {
  const event = /^feedback\.(\w+)$/.exec(action)?.[1]
  const keys = [`console.audit.said.${action}`, ...(event === undefined ? [] : [`feedback.desk.event.${event}`])]
  return keys.map((key) => ({ key, words: t(key) })).find(({ key, words }) => words !== key)?.words ?? action
}

/** What the trail can be asked for: the beginning of an action, the nouns in the order of the menu. */
export const matters = [
  'session',
  'official',
  'deputy',
  'page',
  'hand_over',
  'inbound',
  'feedback',
  'satisfaction',
  'suggestion_box',
  'reception',
  'grievance',
  'notice',
  'meeting',
  'election',
  'recognition',
  'disclosure',
  'consultation',
  'paper',
  'posting',
  'ladder',
  'law_rule',
  'dossier',
  'citizen',
  'household',
  'civil_event',
  'chat_link',
  'link_code',
  'conversation',
  'consent',
  'data_request',
  'letter',
  'longevity',
  'fund',
  'procedure',
  'import',
  'ward_fact',
  'agency',
  'agreement',
  'neighbourhood',
  'place',
  'calendar_day',
  'api_key',
  'channel',
  'learning',
  'model',
  'ledger',
  'reference',
  'ward',
] as const
