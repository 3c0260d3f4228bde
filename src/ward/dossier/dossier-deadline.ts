import { atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { dueAfterWorkingDays, endOfDays } from '../calendar/deadline.ts'
import type { Due } from '../calendar/deadline.ts'
import { closingOf } from '../calendar/working-hours.ts'
import { clockOf } from './dossier.ts'
import type { DossierMoment, DossierStatus } from './dossier.ts'

/** What fixes the appointment: the date on the slip where the feed gives one, else the procedure's period. */
export type DossierTerms = {
  receivedAt: Date
  period: { count: number; unit: 'working_days' | 'days'; cutOff: boolean } | null
  appointmentAt?: Date | null
  /** When the source last set the appointment: earlier pauses are in it already. */
  appointmentSetAt?: Date | null
}

/**
 * Both readings of a dossier's clock. `pause` (the national indicator) moves the due day by the citizen's working days
 * and is the one shown; `restart` (NĐ 61/2018 Điều 19.4) counts anew from complete papers. Null: no period is known.
 */
export type DossierDues = {
  pause: Due | null
  restart: Due | null
  pausedSince: Date | null
  supplementRequests: number
}

type Pause = { from: Date; to: Date | null; hadPapers: boolean }

const inOrder = (history: readonly DossierMoment[]): DossierMoment[] =>
  [...history].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())

function pausesIn(history: readonly DossierMoment[]): Pause[] {
  const pauses: Pause[] = []
  let open: Pause | null = null
  for (const { status, occurredAt } of inOrder(history)) {
    if (clockOf(status) === 'paused') {
      open ??= { from: occurredAt, to: null, hadPapers: false }
      open.hadPapers ||= status === 'awaiting_papers'
    } else if (open) {
      pauses.push({ ...open, to: occurredAt })
      open = null
    }
  }
  return open ? [...pauses, open] : pauses
}

const countSupplements = (history: readonly DossierMoment[]): number =>
  inOrder(history).filter((moment, i, all) => {
    return moment.status === 'awaiting_papers' && all[i - 1]?.status !== 'awaiting_papers'
  }).length

/** When a dossier is due, under both readings of the clock. */
export function dossierDues(calendar: Calendar, terms: DossierTerms, history: readonly DossierMoment[]): DossierDues {
  const pauses = pausesIn(history)
  const first = initialDue(calendar, terms)
  const setAt = terms.appointmentAt ? (terms.appointmentSetAt ?? terms.receivedAt) : terms.receivedAt
  const completed = pauses.filter((pause) => pause.hadPapers && pause.to !== null).at(-1)?.to
  const restarted = completed && terms.period ? dueOfPeriod(calendar, completed, terms.period) : null
  return {
    pause: first && shifted(calendar, first, pauses, setAt),
    restart: restarted
      ? shifted(calendar, restarted, pauses, completed ?? setAt)
      : first && shifted(calendar, first, pauses, setAt),
    pausedSince: pauses.find((pause) => pause.to === null)?.from ?? null,
    supplementRequests: countSupplements(history),
  }
}

function initialDue(calendar: Calendar, { receivedAt, appointmentAt, period }: DossierTerms): Due | null {
  if (appointmentAt) {
    const date = wardDateOf(appointmentAt)
    return { at: appointmentAt, date, provisional: calendar.isProvisional(date) }
  }
  return period && dueOfPeriod(calendar, receivedAt, period)
}

function dueOfPeriod(calendar: Calendar, from: Date, period: NonNullable<DossierTerms['period']>): Due {
  if (period.unit === 'working_days') return dueAfterWorkingDays(calendar, from, period.count, period)
  const { date, provisional } = endOfDays(calendar, wardDateOf(from), period.count)
  return { at: closingOf(calendar, date), date, provisional }
}

/** Moves a due day on by the working days of the finished pauses after `since`; the hour stays. */
function shifted(calendar: Calendar, due: Due, pauses: readonly Pause[], since: Date): Due {
  return pauses.reduce((moved, { from, to }) => {
    if (!to || to <= since) return moved
    const waited = calendar.workingDaysBetween(wardDateOf(from < since ? since : from), wardDateOf(to))
    if (waited.days === 0) return moved
    const next = calendar.addWorkingDays(moved.date, waited.days)
    const provisional = moved.provisional || waited.provisional || next.provisional
    return { at: atWardTime(next.date, wardClockOf(moved.at)), date: next.date, provisional }
  }, due)
}

/** Where a dossier stands against its due instant; `workingDays` are left, or late when `overdue`. */
export type DossierTiming =
  | { state: 'on_time' | 'due_soon' | 'overdue'; workingDays: number }
  | { state: 'paused' | 'ended' | 'not_started' | 'no_due_day' }

/** Overdue and due soon are read off the clock, never stored. `dueSoonDays` is the ward's policy, in working days. */
export function dossierTiming(
  calendar: Calendar,
  dossier: { status: DossierStatus; dueAt: Date | null },
  now: Date,
  dueSoonDays = 2
): DossierTiming {
  const clock = clockOf(dossier.status)
  if (clock === 'stopped') return { state: 'ended' }
  if (clock === 'not_started') return { state: 'not_started' }
  if (clock === 'paused') return { state: 'paused' }
  if (!dossier.dueAt) return { state: 'no_due_day' }
  const [today, due] = [wardDateOf(now), wardDateOf(dossier.dueAt)]
  if (now > dossier.dueAt) return { state: 'overdue', workingDays: calendar.workingDaysBetween(due, today).days }
  const workingDays = calendar.workingDaysBetween(today, due).days
  return { state: workingDays <= dueSoonDays ? 'due_soon' : 'on_time', workingDays }
}

/** Statuses that end a dossier for the indicator, the first present counts. */
const endings: readonly (readonly DossierStatus[])[] = [
  ['done'],
  ['returned'],
  ['stopped', 'not_accepted', 'withdrawn'],
]

/**
 * Whether a dossier counts as on time in the national indicator (2.1): its end minus the citizen's waiting time is not
 * after the appointment, and papers were asked for at most once. An unfinished dossier ends with the period reported.
 */
export function isOnTime(history: readonly DossierMoment[], dueAt: Date, periodEnd: Date): boolean {
  if (countSupplements(history) > 1) return false
  const end = endOf(inOrder(history), periodEnd)
  const waitedMs = pausesIn(history)
    .filter((pause) => pause.hadPapers && pause.to !== null && pause.to <= end)
    .reduce((sum, { from, to }) => sum + ((to?.getTime() ?? 0) - from.getTime()), 0)
  return end.getTime() - waitedMs <= dueAt.getTime()
}

function endOf(history: readonly DossierMoment[], periodEnd: Date): Date {
  for (const group of endings) {
    const ending = history.find(({ status }) => group.includes(status))
    if (ending) return ending.occurredAt
  }
  const last = history.at(-1)
  return last?.status === 'awaiting_papers' ? last.occurredAt : periodEnd
}
