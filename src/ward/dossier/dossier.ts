/**
 * A dossier and its status, as the national portal numbers it (1–10, identical in every integration). Being late is
 * not a status but a property of the deadline: see dossier-deadline.ts.
 */

export const dossierStatuses = [
  'newly_registered',
  'received',
  'not_accepted',
  'in_progress',
  'awaiting_papers',
  'awaiting_payment',
  'withdrawn',
  'stopped',
  'done',
  'returned',
] as const

/** In the order of the national codes: `newly_registered` is 1, `returned` is 10. */
export type DossierStatus = (typeof dossierStatuses)[number]

/** All that a code alone may show: how far the dossier is, with no name and no unit (TT 01/2018 Điều 16.2d). */
export type DossierStatusGroup =
  'sent' | 'being_handled' | 'waiting_for_citizen' | 'result_ready' | 'finished' | 'closed'

/** Whose time runs: nobody's yet, the ward's, the citizen's, or nobody's any more. */
export type DossierClock = 'not_started' | 'running' | 'paused' | 'stopped'

/** One status of a dossier and when it began, as the source told. */
export type DossierMoment = { status: DossierStatus; occurredAt: Date }

/** The national portal's number of a status, 1 to 10. */
export const nationalCodeOf = (status: DossierStatus): number => dossierStatuses.indexOf(status) + 1

/** The status with a national number, or null for a number outside 1 to 10. */
export const statusOfNationalCode = (code: number): DossierStatus | null => dossierStatuses[code - 1] ?? null

const groups: Record<DossierStatus, DossierStatusGroup> = {
  newly_registered: 'sent',
  received: 'being_handled',
  not_accepted: 'closed',
  in_progress: 'being_handled',
  awaiting_papers: 'waiting_for_citizen',
  awaiting_payment: 'waiting_for_citizen',
  withdrawn: 'closed',
  stopped: 'closed',
  done: 'result_ready',
  returned: 'finished',
}

const clocks: Record<DossierStatus, DossierClock> = {
  newly_registered: 'not_started',
  received: 'running',
  not_accepted: 'stopped',
  in_progress: 'running',
  awaiting_papers: 'paused',
  awaiting_payment: 'paused',
  withdrawn: 'stopped',
  stopped: 'stopped',
  done: 'stopped',
  returned: 'stopped',
}

const terminal: ReadonlySet<DossierStatus> = new Set(['not_accepted', 'withdrawn', 'stopped', 'returned'])

/** The group a citizen may see who knows the code and nothing else. */
export const statusGroupOf = (status: DossierStatus): DossierStatusGroup => groups[status]

/** Whose time runs while a dossier stands in this status. */
export const clockOf = (status: DossierStatus): DossierClock => clocks[status]

/** Whether nothing more is expected after this status (`done` still waits to be handed over). */
export const isTerminal = (status: DossierStatus): boolean => terminal.has(status)

/** The numbered form the one-stop shop issues on entering a status, under TT 03/2025/TT-VPCP. */
export const formOf: Partial<Record<DossierStatus, '01' | '02' | '03' | '05'>> = {
  received: '01',
  awaiting_papers: '02',
  not_accepted: '03',
  stopped: '05',
}
