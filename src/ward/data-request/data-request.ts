import { endOfDays, type Due } from '../calendar/deadline.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { closingOf } from '../calendar/working-hours.ts'
import { wardDateOf } from '../../platform/ward-time.ts'

/** A right of the person whose data is kept (Luật 91/2025 Điều 4). */
export const dataRequestKinds = ['view', 'correct', 'delete', 'withdraw'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]

export type DataRequestStatus = 'open' | 'acknowledged' | 'done' | 'refused'

export const openDataRequestStatuses: readonly DataRequestStatus[] = ['open', 'acknowledged']

/** Which dated rule sets the clock of each right (NĐ 356/2025 Điều 5). */
export const dataRequestRules: Readonly<Record<DataRequestKind | 'acknowledge', string>> = {
  acknowledge: 'DSR.ACK',
  view: 'DSR.ACCESS',
  correct: 'DSR.ACCESS',
  withdraw: 'DSR.WITHDRAW',
  delete: 'DSR.DELETE',
}

/** A period as a rule names it: WD working days, D calendar days. */
export type Period = { offset: number; unit: string }

/**
 * The last instant of a period that began with a request. A period of calendar days ends on a working day (BLDS 2015 Điều
 * 148.5); both end at the closing hour.
 */
export function dueOf(calendar: Calendar, receivedAt: Date, { offset, unit }: Period): Due {
  const from = wardDateOf(receivedAt)
  const { date, provisional } =
    unit === 'WD' ? calendar.addWorkingDays(from, offset) : endOfDays(calendar, from, offset)
  return { at: closingOf(calendar, date), date, provisional }
}
