import { addDays, atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { lastLawfulDate, ruleDate, ruleOn, type LawRule } from '../law/law-rule.ts'

/**
 * A ladder: what must be done and told so long before and after an event. Which rule each rung keeps stands here; how
 * many days that is stands in the dated rows of the rule table (domain.md §8, §10).
 */
export type Audience = 'residents' | 'officials'

/**
 * `mandatory`: the law gives the lead time; whoever is later must choose a new day for the event.
 * `exact`: nobody has to act in the office for it, so a day off does not move it.
 */
export type Step = {
  step: string
  rule: string
  audience: Audience
  mandatory?: boolean
  exact?: boolean
  /** Still told on its own day when its hour has gone by. */
  allDay?: boolean
  clock?: string
  /** The event it counts from, where the rule names another: a decision may count from the day of the meeting. */
  anchor?: string
}

export const ladderKinds = [
  'community',
  'year_end',
  'dialogue',
  'voter_contact',
  'neighbourhood_head',
  'deputies',
  'consultation',
  'disclosure',
  'budget',
  'quarter',
  'reception',
  'convention',
] as const
export type LadderKind = (typeof ladderKinds)[number]

const residents = (step: string, rule: string, more: Partial<Step> = {}): Step => ({ step, rule, audience: 'residents', ...more }) // prettier-ignore
const officials = (step: string, rule: string, more: Partial<Step> = {}): Step => ({ step, rule, audience: 'officials', ...more }) // prettier-ignore

const mandatory = { mandatory: true } as const
const evening = { exact: true, clock: '17:30' } as const

/** Steps that say it is soon: after a move they are told again, of the new hour; the others are told once. */
export const reminderSteps: readonly string[] = ['day_before', 'hours_before']

const reminders = [residents('day_before', 'MEET.REMIND1', evening), residents('hours_before', 'MEET.REMIND2H')]

export const ladders: Readonly<Record<LadderKind, readonly Step[]>> = {
  community: [
    residents('invite', 'MEET.NOTICE', mandatory),
    officials('papers', 'MEET.DOCS', mandatory),
    ...reminders,
    officials('decision', 'MEET.DECISION'),
    officials('recognition', 'MEET.RECOGNISE'),
  ],
  year_end: [residents('invite', 'CONF.YEAR', mandatory), ...reminders],
  dialogue: [
    residents('invite', 'DLG.INVITE'),
    residents('questions_end', 'DLG.QUESTIONS', { exact: true }),
    ...reminders,
  ],
  voter_contact: [residents('invite', 'TXCT.LIST'), ...reminders],
  neighbourhood_head: [
    officials('decision', 'TT.D20', mandatory),
    officials('candidates', 'TT.D15', mandatory),
    officials('team', 'TT.D10', mandatory),
    residents('posted', 'TT.D7', mandatory),
    residents('invite', 'MEET.NOTICE', { ...mandatory, anchor: 'electionAt' }),
    residents('day_before', 'MEET.REMIND1', { ...evening, anchor: 'electionAt' }),
    residents('hours_before', 'MEET.REMIND2H', { anchor: 'electionAt' }),
    officials('result_sent', 'MEET.DECISION', { anchor: 'electionAt' }),
    officials('recognition', 'MEET.RECOGNISE'),
    officials('again', 'TT.AGAIN'),
  ],
  deputies: [
    residents('day_announced', 'ELEC.DAY', { exact: true }),
    officials('committee', 'ELEC.COMMITTEE'),
    officials('board', 'ELEC.BOARD'),
    residents('team', 'ELEC.TEAM'),
    residents('voter_list', 'ELEC.VOTERLIST', mandatory),
    residents('list_complaints_end', 'ELEC.LISTCOMPLAINT', { exact: true }),
    officials('front_list', 'ELEC.FRONTLIST'),
    residents('official_list', 'ELEC.OFFICIALLIST'),
    residents('candidates', 'ELEC.CANDIDATES', mandatory),
    officials('ballots', 'ELEC.BALLOTS'),
    residents('announce_10', 'ELEC.FREQUENT', { exact: true }),
    officials('candidate_complaints_end', 'ELEC.CANDCOMPLAINT', { exact: true }),
    residents('announce_5', 'ELEC.REPEAT5', { exact: true }),
    residents('announce_3', 'ELEC.REPEAT3', { exact: true }),
    residents('day_before', 'ELEC.CAMPAIGNEND', { exact: true }),
    residents('election_day', 'ELEC.TODAY', { exact: true, clock: '07:30' }),
    officials('record', 'ELEC.RECORD'),
    officials('extra', 'ELEC.EXTRA', { exact: true }),
    residents('result', 'ELEC.RESULT'),
  ],
  consultation: [
    residents('opened', 'CONS.OPENED', { exact: true, allDay: true }),
    residents('half_way', 'CONS.REMIND10', { exact: true }),
    residents('near_end', 'CONS.REMIND17', { exact: true }),
    residents('last_days', 'CONS.LASTDAYS', { exact: true }),
    // the day residents were promised: what is made public of it then has the clock of a disclosure
    officials('result', 'DISC.DUE', { exact: true, anchor: 'answerDate' }),
  ],
  disclosure: [
    officials('due_soon', 'DISC.REMIND'),
    officials('due', 'DISC.DUE', { exact: true }),
    officials('take_down', 'DISC.POSTING', { exact: true }),
    officials('loudspeaker_end', 'DISC.LOUDSPEAKER', { exact: true }),
  ],
  budget: [
    officials('due_in_5', 'BUD.REMIND5'),
    officials('due_in_2', 'BUD.REMIND2'),
    officials('due', 'DISC.DUE', { exact: true }),
    officials('take_down', 'DISC.POSTING', { exact: true }),
  ],
  quarter: [officials('list', 'DISC.QUARTERLIST', { exact: true })],
  reception: [officials('schedule', 'TCD.SCHEDULE')],
  convention: [
    residents('invite', 'MEET.NOTICE', mandatory),
    officials('papers', 'MEET.DOCS', mandatory),
    ...reminders,
    officials('decision', 'MEET.DECISION'),
    officials('draft_end', 'HU.DRAFT', { exact: true }),
    officials('dossier', 'HU.DOSSIER'),
    officials('recognition', 'HU.RECOGNISE'),
    officials('sent', 'HU.SEND'),
    residents('review', 'HU.REVIEW', { exact: true, anchor: 'reviewDate' }),
  ],
}

/** The steps of one ladder, or of several that one event climbs: a conference that decides something as well. */
export const stepsOf = (kind: LadderKind | readonly LadderKind[]): readonly Step[] =>
  [kind].flat().flatMap((one) => ladders[one])

/** Days and hours the ladder counts from, by the rule table's names. A rung whose anchor is not known yet is left out. */
export type Anchors = Readonly<Record<string, string | Date | undefined>>

export type Rung = {
  step: string
  ruleId: string
  audience: Audience
  dueAt: Date
  /** The last day on which the rule is kept. */
  lawfulDate: string
  /** Counted over a year whose calendar is not complete: warn the official. */
  provisional: boolean
  /** The ward day on which it was done, where it was done before the ladder was made. */
  doneDate: string | null
}

/** A lead time that can no longer be kept, or was not kept: the rule is named, nothing is backdated. */
export type Missed = { step: string; ruleId: string; basis: string; lawfulDate: string }

export type Ladder = { rungs: Rung[]; missed: Missed[] }

export type LadderInput = {
  anchors: Anchors
  rules: readonly LawRule[]
  calendar: Calendar
  now: Date
  /** What was done on paper already: step → ward day. */
  done?: Readonly<Record<string, string>>
}

/** Notices to residents leave within these hours; a reminder that falls outside them is left to the one before. */
const noticeHours = { from: '07:30', to: '20:30' }
const usualClock = '08:00'

/**
 * Counts a ladder from its event. Pure: the same rows, days and hours always give the same rungs. Of a step that two
 * ladders have, each lead time is kept: the earlier day counts.
 */
export function makeLadder(steps: readonly Step[], input: LadderInput): Ladder {
  const { rungs, missed } = countSteps(steps, input)
  const isLost = (step: string) => missed.some((one) => one.step === step)
  const isFirst = (rung: Rung) =>
    rungs.filter(({ step }) => step === rung.step).sort((a, b) => a.lawfulDate.localeCompare(b.lawfulDate))[0] === rung
  return {
    rungs: rungs.filter((rung) => !isLost(rung.step) && isFirst(rung)),
    missed: missed.filter(
      (one, i) => missed.findIndex(({ step, ruleId }) => step === one.step && ruleId === one.ruleId) === i
    ),
  }
}

function countSteps(steps: readonly Step[], input: LadderInput): Ladder {
  const rungs: Rung[] = []
  const missed: Missed[] = []
  const today = wardDateOf(input.now)
  for (const step of steps) {
    const counted = countRung(step, input)
    if (counted === null) continue
    const { rung, rule } = counted
    const isLate = (rung.doneDate ?? today) > rung.lawfulDate
    if (step.mandatory && isLate) {
      missed.push({ step: step.step, ruleId: rule.ruleId, basis: rule.basis, lawfulDate: rung.lawfulDate })
      continue
    }
    const isPast = rung.dueAt < input.now
    if (rung.doneDate !== null || !isPast) rungs.push(rung)
    // planned for an earlier working day that has gone by, and the law still allows it: at once
    else if (step.mandatory || ((step.audience === 'officials' || step.allDay) && rung.lawfulDate >= today))
      rungs.push({ ...rung, dueAt: input.now })
  }
  return { rungs, missed }
}

function countRung(
  step: Step,
  { anchors, rules, calendar, done = {} }: LadderInput
): { rung: Rung; rule: LawRule } | null {
  const first = rules.find((rule) => rule.ruleId === step.rule)
  const anchor = anchors[step.anchor ?? first?.anchor ?? '']
  if (first === undefined || anchor === undefined) return null
  const anchorDate = typeof anchor === 'string' ? anchor : wardDateOf(anchor)
  const rule = ruleOn(rules, step.rule, anchorDate)
  if (rule === null || rule.offset === null) return null
  const common = { step: step.step, ruleId: rule.ruleId, audience: step.audience, doneDate: done[step.step] ?? null }
  if (rule.unit === 'H' || rule.unit === 'MIN') {
    if (typeof anchor === 'string') return null
    const sign = rule.direction === 'before' ? -1 : 1
    const dueAt = new Date(anchor.getTime() + sign * rule.offset * (rule.unit === 'H' ? 3_600_000 : 60_000))
    const clock = wardClockOf(dueAt)
    if (clock < noticeHours.from || clock > noticeHours.to) return null
    return { rule, rung: { ...common, dueAt, lawfulDate: wardDateOf(dueAt), provisional: false } }
  }
  const lawfulDate = lastLawfulDate(calendar, rule, anchorDate) ?? ruleDate(calendar, rule, anchorDate)?.date
  const planned = ruleDate(calendar, rule, anchorDate)
  if (lawfulDate === undefined || planned === null) return null
  const date = step.exact ? lawfulDate : planned.date
  const provisional = planned.provisional || calendar.isProvisional(date)
  return { rule, rung: { ...common, dueAt: atWardTime(date, step.clock ?? usualClock), lawfulDate, provisional } }
}

/** The four ends of quarter in which the list of disclosures is drawn up (Luật 10/2022 Điều 13.2). */
export function quarterEndOf(date: string): string {
  const year = Number(date.slice(0, 4))
  const ends = [`${year}-03-31`, `${year}-06-30`, `${year}-09-30`, `${year}-12-31`]
  return ends.find((end) => date <= end) ?? `${year}-12-31`
}

/** "4" and "2026" of a day in the last quarter of that year. */
export const quarterOf = (date: string): { quarter: number; year: string } => ({
  quarter: Math.ceil(Number(date.slice(5, 7)) / 3),
  year: date.slice(0, 4),
})

/** The first day of the quarter a day lies in. */
export const quarterStartOf = (date: string): string => {
  const end = quarterEndOf(date)
  return `${end.slice(0, 4)}-${String(Number(end.slice(5, 7)) - 2).padStart(2, '0')}-01`
}

/** The day after, for lists that end with a day. */
export const dayAfter = (date: string): string => addDays(date, 1)
