import { wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { dossierDues, dossierTiming } from './dossier-deadline.ts'
import type { DossierMoment, DossierStatus } from './dossier.ts'

/** How a dossier stands against what the ward promised, as a citizen is told. */
export type DossierStanding = {
  timing: 'not_started' | 'on_time' | 'late' | 'paused' | 'ended' | 'no_appointment'
  /** The day to come, or the day that was missed and not replaced. Null: none was given. */
  appointmentAt: Date | null
  /** When late: what was promised first, and the new appointment if there is one. */
  promisedAt: Date | null
  newAppointmentAt: Date | null
  /** Left when on time, late when late; 0 within the day itself. */
  workingDays: number
  /** The day lies in a year whose holidays are not all announced. */
  provisional: boolean
}

export type StandingFacts = {
  status: DossierStatus
  receivedAt: Date | null
  appointmentAt: Date | null
  firstAppointmentAt: Date | null
  history: readonly DossierMoment[]
}

/**
 * The ward's promise is the first appointment, moved by the citizen's own time; a new slip after papers were asked for
 * and given (NĐ 61/2018 Điều 19.4) is a new promise. An appointment merely put off does not undo the lateness.
 */
export function dossierStanding(calendar: Calendar, facts: StandingFacts, now: Date): DossierStanding {
  const promise = promiseOf(calendar, facts)
  const current = facts.appointmentAt
  const timing = dossierTiming(calendar, { status: facts.status, dueAt: promise?.at ?? null }, now)
  const isMoved = current !== null && promise !== null && current > promise.at
  const shown = isMoved ? current : (promise?.at ?? null)
  const base = {
    promisedAt: null,
    newAppointmentAt: null,
    appointmentAt: shown,
    provisional: provisionalAt(calendar, shown, promise),
    workingDays: 0,
  }
  switch (timing.state) {
    case 'overdue':
      return {
        ...base,
        timing: 'late',
        workingDays: timing.workingDays,
        promisedAt: promise!.at,
        newAppointmentAt: isMoved && current > now ? current : null,
      }
    case 'on_time':
    case 'due_soon': {
      const left = dossierTiming(calendar, { status: facts.status, dueAt: shown }, now)
      return { ...base, timing: 'on_time', workingDays: 'workingDays' in left ? left.workingDays : 0 }
    }
    case 'paused':
    case 'ended':
    case 'not_started':
      return { ...base, timing: timing.state }
    default:
      return { ...base, timing: 'no_appointment' }
  }
}

function promiseOf(calendar: Calendar, { receivedAt, appointmentAt, firstAppointmentAt, history }: StandingFacts) {
  const first = firstAppointmentAt ?? appointmentAt
  if (first === null) return null
  const papersGiven = history.some(({ status }, i) => status === 'awaiting_papers' && history[i + 1] !== undefined)
  const isNewSlip = papersGiven && appointmentAt !== null && appointmentAt.getTime() !== first.getTime()
  const terms = { receivedAt: receivedAt ?? history[0]?.occurredAt ?? first, period: null }
  if (!isNewSlip) return dossierDues(calendar, { ...terms, appointmentAt: first }, history).pause
  const setAt = history.at(-1)?.occurredAt ?? terms.receivedAt
  return dossierDues(calendar, { ...terms, appointmentAt, appointmentSetAt: setAt }, history).pause
}

function provisionalAt(calendar: Calendar, shown: Date | null, promise: { provisional: boolean } | null): boolean {
  if (shown === null) return false
  return (promise?.provisional ?? false) || calendar.isProvisional(wardDateOf(shown))
}
