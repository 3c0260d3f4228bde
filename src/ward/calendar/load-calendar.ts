import type { Confidence } from '../law/dated-row.ts'
import { officeHoursOf } from '../ward-fact/ward-fact.ts'
import type { Work } from '../work.ts'
import { makeCalendar, type Calendar, type DayKind } from './calendar.ts'

/** The ward's calendar as it stands now: the days imported from the yearly notices, and the ward's own office hours. */
export async function loadCalendar(work: Work): Promise<Calendar> {
  const rows = await work.db.calendarDay.findMany({ orderBy: { date: 'asc' } })
  const facts = await work.db.wardFact.findMany({ where: { topic: { in: ['office_hours', 'receipt_cut_off'] } } })
  const days = rows.map((row) => ({
    date: row.date.toISOString().slice(0, 10),
    kind: row.kind as DayKind,
    name: row.name,
    source: row.source,
    confidence: row.confidence as Confidence,
  }))
  return makeCalendar(days, officeHoursOf(facts))
}
