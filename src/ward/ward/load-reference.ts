import { newId } from '../../platform/ids.ts'
import { columnDate } from '../../platform/ward-time.ts'
import { completeLawRules } from '../law/complete-law-rules.ts'
import { loadNoticeTemplates } from '../notice/notice-template.ts'
import { procedureFrom } from '../procedure/procedure.ts'
import type { ProcedureFeed } from '../procedure/procedure.ts'
import { recordProcedures } from '../procedure/record-procedures.ts'
import type { Work } from '../work.ts'
import { readReference } from './read-reference.ts'

export type ReferenceLoaded = {
  procedures: number
  calendarDays: number
  lawRules: number
  agencies: number
  noticeTemplates: number
}

/**
 * Loads what every ward begins with. Rows the ward has already, edited or confirmed, stay as they are: a newer list adds
 * what is new.
 */
export async function loadReference(work: Work): Promise<ReferenceLoaded> {
  const loaded = {
    procedures: await loadProcedures(work),
    calendarDays: await loadCalendarDays(work),
    lawRules: (await completeLawRules(work)).added,
    agencies: await loadAgencies(work),
    noticeTemplates: await loadNoticeTemplates(work),
  }
  if (Object.values(loaded).some((count) => count > 0)) work.audit('reference.loaded', loaded)
  return loaded
}

async function loadProcedures(work: Work): Promise<number> {
  const known = await work.db.procedure.findMany({ select: { number: true, effectiveFrom: true } })
  const keys = new Set(known.map((row) => `${row.number} ${row.effectiveFrom.toISOString().slice(0, 10)}`))
  const rows = readReference('procedures')
    .map(procedureFrom)
    .filter(
      (row): row is typeof row & ProcedureFeed =>
        row.effectiveFrom != null && !keys.has(`${row.number} ${row.effectiveFrom}`)
    )
  return (await recordProcedures(work, rows)).written
}

async function loadCalendarDays(work: Work): Promise<number> {
  const rows = readReference('calendar-days')
  const { count } = await work.db.calendarDay.createMany({
    data: rows.map((row) => ({
      id: newId(),
      date: columnDate(row['date']!),
      kind: row['kind']!,
      name: row['name']!,
      source: row['source']!,
      confidence: row['confidence']!,
    })),
    skipDuplicates: true,
  })
  return count
}

async function loadAgencies(work: Work): Promise<number> {
  const { count } = await work.db.agency.createMany({
    data: readReference('agencies').map((row) => ({
      id: newId(),
      code: row['code']!,
      name: row['name']!,
      topics: (row['topics'] ?? '')
        .split('|')
        .map((topic) => topic.trim())
        .filter(Boolean),
      phone: row['phone'] ?? null,
      address: row['address'] ?? null,
      hours: row['hours'] ?? null,
      source: row['source']!,
      confidence: row['confidence']!,
    })),
    skipDuplicates: true,
  })
  return count
}
