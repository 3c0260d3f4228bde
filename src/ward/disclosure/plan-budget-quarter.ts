import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { addDays, columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { quarterStartOf } from '../ladder/ladder.ts'
import type { Work } from '../work.ts'
import { disclosureDue, draftDisclosure } from './keep-disclosure.ts'

type Words = { quarter: { title: string; summary: string }; periods: Readonly<Record<string, string>> }

const readWords = (folder = path.resolve('prisma/reference')): Words =>
  parse(readFileSync(path.join(folder, 'budget-disclosures.yaml'), 'utf8')) as Words

/**
 * The budget's fixed clocks (NĐ 73/2026 Điều 37): when three, six or nine months have ended, the disclosure of how the
 * budget was carried out lies before its officer as a draft, with its due day and its reminders; once, and not after it
 * fell due. Its document is put in before it goes public. The year's clock starts with a report and is set by hand.
 */
export async function planBudgetQuarter(work: Work): Promise<number> {
  const today = wardDateOf(work.now)
  const periodEnd = addDays(quarterStartOf(today), -1)
  const { quarter, periods } = readWords()
  const period = periods[periodEnd.slice(5)]?.replace('{{year}}', periodEnd.slice(0, 4))
  const due = await disclosureDue(work, 'BUD.QUARTER', periodEnd)
  if (period === undefined || due === null || today > due.date) return 0
  const clockDate = columnDate(periodEnd)
  if ((await work.db.disclosure.count({ where: { clockRule: 'BUD.QUARTER', clockDate } })) > 0) return 0
  const drafted = await draftDisclosure(work, {
    ...{ category: 'D02', clockRule: 'BUD.QUARTER', clockDate: periodEnd, supersedesId: null },
    ...{ decisionNumber: '', decisionDate: periodEnd },
    title: quarter.title.replace('{{period}}', period),
    summary: quarter.summary.replace('{{period}}', period),
  })
  return drafted.ok ? 1 : 0
}
