import type { LawRuleLine } from '../../ward/law/list-law-rules.ts'
import { isNamed } from '../is-named.ts'

/** What the first part of a rule's code is about, in the order of the page. */
const prefixes = {
  meetings: ['MEET', 'BALLOT', 'VOTE', 'INIT', 'CONF', 'DLG', 'TXCT'],
  consultations: ['CONS'],
  conventions: ['HU'],
  elections: ['TT', 'ELEC'],
  disclosures: ['DISC'],
  budget: ['BUD'],
  dossiers: ['DOS', 'DVC', 'PROC'],
  feedback: ['PAKN'],
  reception: ['TCD', 'KN', 'TC', 'CUTRI'],
  data: ['DSR', 'DATA'],
  letters: ['LETTER'],
} as const
export type RuleGroup = keyof typeof prefixes | 'other'

export type GroupedRules = { group: RuleGroup; rules: LawRuleLine[] }

/** The rules by what they are about; a group without rules is left out. */
export function groupRules(rules: readonly LawRuleLine[]): GroupedRules[] {
  const names = [...(Object.keys(prefixes) as (keyof typeof prefixes)[]), 'other' as const]
  return names
    .map((group) => ({ group, rules: rules.filter(({ ruleId }) => groupOf(ruleId) === group) }))
    .filter((one) => one.rules.length > 0)
}

function groupOf(ruleId: string): RuleGroup {
  const prefix = ruleId.split('.')[0] ?? ''
  const found = Object.entries(prefixes).find(([, all]) => (all as readonly string[]).includes(prefix))
  return (found?.[0] ?? 'other') as RuleGroup
}

/** Rules that name what is looked for, with or without tones. */
export const searchRules = (rules: readonly LawRuleLine[], search: string): LawRuleLine[] =>
  rules.filter(({ ruleId, subject, basis }) => isNamed(search, ruleId, subject, basis))
