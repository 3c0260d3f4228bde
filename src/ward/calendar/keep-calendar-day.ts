import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Confidence } from '../law/dated-row.ts'
import type { Work } from '../work.ts'
import type { CalendarDay, CalendarGap, DayKind } from './calendar.ts'
import { loadCalendar } from './load-calendar.ts'

export type KeptDay = Pick<CalendarDay, 'date' | 'kind' | 'name' | 'source' | 'confidence'> & { id: string }

/** The special days of one year in order, and what this year and the next still lack. */
export async function listCalendarDays(
  work: Work,
  { year }: { year: number }
): Promise<{ days: KeptDay[]; gaps: CalendarGap[] }> {
  const rows = await work.db.calendarDay.findMany({
    where: { date: { gte: columnDate(`${year}-01-01`), lte: columnDate(`${year}-12-31`) } },
    orderBy: { date: 'asc' },
  })
  const days = rows.map(({ id, date, kind, name, source, confidence }) => ({
    id,
    date: date.toISOString().slice(0, 10),
    kind: kind as DayKind,
    name,
    source,
    confidence: confidence as Confidence,
  }))
  return { days, gaps: (await loadCalendar(work)).gaps(wardDateOf(work.now)) }
}

/** Writes one special day; what stood on that day before is replaced. Every deadline counted from now on knows it. */
export async function keepCalendarDay(work: Work, { date, ...day }: Omit<KeptDay, 'id'>): Promise<Result<void>> {
  await work.db.calendarDay.deleteMany({ where: { date: columnDate(date) } })
  await work.db.calendarDay.create({ data: { id: newId(), date: columnDate(date), ...day } })
  work.audit('calendar_day.kept', { date, kind: day.kind })
  return ok()
}

/** The day is an ordinary one after all. */
export async function removeCalendarDay(work: Work, { id }: { id: string }): Promise<Result<void, 'not_found'>> {
  const day = await work.db.calendarDay.findFirst({ where: { id }, select: { date: true } })
  if (day === null) return refuse('not_found')
  await work.db.calendarDay.deleteMany({ where: { id } })
  work.audit('calendar_day.removed', { date: day.date.toISOString().slice(0, 10) })
  return ok()
}
