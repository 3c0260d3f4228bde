import type { Confidence } from '../law/dated-row.ts'
import type { Work } from '../work.ts'
import { officeHoursOf } from '../ward-fact/ward-fact.ts'
import { makeCalendar, type Calendar, type DayKind } from './calendar.ts'

const loaded = new WeakMap<Work, Promise<Calendar>>()

/** The ward's calendar with its own office hours, read once in a transaction. Years without a complete notice answer `provisional`. */
export function loadCalendar(work: Work): Promise<Calendar> {
  const known = loaded.get(work)
  if (known) return known
  const calendar = readCalendar(work)
  loaded.set(work, calendar)
  return calendar
}

async function readCalendar(work: Work): Promise<Calendar> {
  const rows = await work.db.calendarDay.findMany()
  const facts = await work.db.wardFact.findMany({ where: { topic: { in: ['office_hours', 'receipt_cut_off'] } } })
  return makeCalendar(
    rows.map((row) => ({
      date: row.date.toISOString().slice(0, 10),
      kind: row.kind as DayKind,
      name: row.name,
      source: row.source,
      confidence: row.confidence as Confidence,
    })),
    officeHoursOf(facts)
  )
}
