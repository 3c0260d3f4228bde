import type { LawRule } from '../law/law-rule.ts'
import { passes } from '../meeting/meeting.ts'

export const electionKinds = ['neighbourhood_head', 'deputies'] as const
export type ElectionKind = (typeof electionKinds)[number]

export type ElectionStatus = 'draft' | 'announced' | 'held' | 'cancelled'

/** As the posted list gives them: no address, no party, nothing that recommends. */
export type CandidateLine = { fullName: string; birthYear: number; job: string }

/** The neighbourhood head is matter 4 of Luật 10/2022 Điều 15. */
const headMatter = 4

export type CountedVotes = { votes: number; total: number | null; rules: readonly LawRule[]; date: string }

/**
 * Whether a candidate for neighbourhood head is elected: more than half of ALL households, which were counted when the
 * election was announced; null where they were not. Whoever came, and how many, does not matter.
 */
export const isElected = ({ votes, total, rules, date }: CountedVotes): boolean | null =>
  passes(headMatter, votes, total, { rules, date })

/** A candidate's age in full years by the day of election, as the year of birth tells it: a year short at most. */
export const youngestPossibleAge = (birthYear: number, date: string): number => Number(date.slice(0, 4)) - birthYear
