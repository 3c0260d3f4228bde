import { meetsShare, ruleOn, type LawRule } from '../law/law-rule.ts'

export const meetingKinds = ['community', 'year_end', 'head_election', 'dialogue', 'voter_contact'] as const
export type MeetingKind = (typeof meetingKinds)[number]

/** The head of a neighbourhood is elected in an election, with its own ladder: matter 4, and the kind of meeting for it. */
export const electsHead = ({ kind, matter }: { kind: string; matter: number | null }): boolean =>
  kind === 'head_election' || matter === headMatter

const headMatter = 4

/** What a new meeting may be. */
export const newMeetingKinds = meetingKinds.filter((kind) => !electsHead({ kind, matter: null }))

/** Characters of the minutes as every household gets them: all of it is sent, none cut off. */
export const longestMinutes = 900

export type MeetingStatus = 'draft' | 'called' | 'held' | 'cancelled'

/**
 * What the people discuss and decide (Luật 10/2022 Điều 15): 1 contributions to works · 2 income and spending of community
 * money · 3 convention · 4 neighbourhood head · 5 inspection and supervision boards · 6 other self-management.
 */
export const matters = [1, 2, 3, 4, 5, 6] as const
export type Matter = (typeof matters)[number]

export const newMeetingMatters = matters.filter((matter) => matter !== headMatter)

export const isMatter = (n: number | null): n is Matter => n !== null && (matters as readonly number[]).includes(n)

/** Which rule holds the threshold of a matter (Điều 21.1). */
const thresholdOf = (matter: Matter): string => (matter <= 2 ? 'VOTE.M1M2' : 'VOTE.M3M6')

/** Papers for matters 1 to 3 go to each household before the meeting (NĐ 59/2023 Điều 3.4). */
export const needsPapers = (matter: number | null): boolean => matter !== null && matter <= 3

/**
 * Whether a matter is carried: a share of ALL households, never of those who came. `total` was frozen when the meeting was
 * called; null where it was not, or where no threshold is in force on that day: then nothing is carried and nothing fails.
 */
export function passes(
  matter: Matter,
  yes: number,
  total: number | null,
  { rules, date }: { rules: readonly LawRule[]; date: string }
): boolean | null {
  const threshold = ruleOn(rules, thresholdOf(matter), date)?.threshold
  if (!threshold || total === null || total <= 0 || !Number.isInteger(yes) || yes < 0 || yes > total) return null
  return meetsShare(threshold, yes, total)
}

export const answers = ['coming', 'delegate', 'not_coming'] as const
export type MeetingAnswer = (typeof answers)[number]

export const isMeetingAnswer = (text: string): text is MeetingAnswer => (answers as readonly string[]).includes(text)

/** Whether a meeting is for a neighbourhood: one that names none is for the whole ward. */
export const isFor = (neighbourhoodIds: readonly string[], neighbourhoodId: string | null): boolean =>
  neighbourhoodIds.length === 0 || (neighbourhoodId !== null && neighbourhoodIds.includes(neighbourhoodId))

/** The matter of a community convention: it is voted on in a meeting, and its draft hangs before (NĐ 61/2023). */
export const conventionMatter = 3

/** What a meeting decides on these counts only from the day it is recognised (Luật 10/2022 Điều 21.2). */
export const needsRecognition = (matter: number | null): boolean => matter !== null && matter >= 3 && matter <= 5
