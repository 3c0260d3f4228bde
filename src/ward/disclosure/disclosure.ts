import type { PostingForm } from '../posting/posting.ts'

/** The fourteen contents a ward makes public (Luật 10/2022 Điều 11). */
export const categories = [
  ...(['D01', 'D02', 'D03', 'D04', 'D05', 'D06', 'D07', 'D08', 'D09', 'D10', 'D11', 'D12', 'D13', 'D14'] as const),
] as const
export type Category = (typeof categories)[number]

export const isCategory = (text: string): text is Category => (categories as readonly string[]).includes(text)

/** As keys of words are written. */
export const categoryKey = (category: Category): Lowercase<Category> => category.toLowerCase() as Lowercase<Category>

/** Which of the contents of Điều 11 Luật 10/2022 it is: 7 for D07. */
export const categoryNumber = (category: Category): number => Number(category.slice(1))

export type DisclosureStatus = 'draft' | 'published' | 'ended'

/** Posted without an end: the rules of local democracy and the procedures (Điều 13.2). */
export const isPermanent = (category: Category): boolean => category === 'D04' || category === 'D13'

/** Also three days on the loudspeaker and through the neighbourhood heads (Điều 13.3, 13.4). */
export const isSpoken = (category: Category): boolean => category >= 'D07' && category <= 'D12'

/** Lists of persons may stand in these: residents are led to the posting, never sent the list. */
export const mayNamePersons = (category: Category): boolean => ['D07', 'D08', 'D09', 'D10'].includes(category)

/** The forms the law asks for, whatever else the ward adds. D14 follows its own law. */
export function requiredForms(category: Category): readonly PostingForm[] {
  if (category === 'D14') return ['website']
  return isSpoken(category) ? ['website', 'posting', 'loudspeaker', 'neighbourhood_head'] : ['website', 'posting']
}

/** Rules by which a due date is counted; a sector's law comes first (Điều 12.3). */
export const clockRules = [
  'DISC.GENERAL',
  'BUD.DRAFT',
  'BUD.DECIDED',
  'BUD.QUARTER',
  'BUD.YEAR',
  'BUD.SETTLE',
  'BUD.SUPPORT.POLICY',
  'BUD.SUPPORT.LIST',
  'BUD.OFFBUDGET',
  'BUD.PROCEDURES',
  'PROC.PUBLISH',
] as const
export type ClockRule = (typeof clockRules)[number]

export const isBudgetClock = (rule: string): boolean => rule.startsWith('BUD.')

/** Characters its summary holds: it is told whole. */
export const longestSummary = 2_000
