import { isInForce } from '../law/dated-row.ts'
import type { DatedRow } from '../law/dated-row.ts'

/** How far a procedure can be done online: toàn trình, một phần, not at all. */
export type OnlineLevel = 'full' | 'partial' | 'none'

/** liên thông: between bodies of one level, with the province, over three levels (before 1/7/2025), in a line such as the police. */
export type Interlink = 'none' | 'horizontal' | 'two_level' | 'three_level' | 'vertical'

export type DeadlineKind = 'same_day' | 'working_days' | 'days' | 'stages' | 'clock' | 'by_law'

/** An administrative procedure of the ward as it stands from one date to another. */
export type Procedure = DatedRow & {
  /** Its number in the ward's list: the same procedure keeps it when its row is replaced. */
  number: number
  /** National code such as 1.001193, or null. Shared by variants of one procedure. */
  code: string | null
  name: string
  field: string
  department: string | null
  deadlineText: string
  /** 0: the same day; null: not counted in working days. */
  deadlineWorkingDays: number | null
  deadlineKind: DeadlineKind
  /** What is handed in after 15:00 counts as received on the next working day. */
  cutOff15h: boolean
  feeText: string
  feeDong: number | null
  documents: readonly string[]
  whereToDo: string | null
  onlineLevel: OnlineLevel
  interlink: Interlink
  onTheSpot: boolean
  /** What people call it, in any dialect. */
  aliases: readonly string[]
}

/** A row on its way in: from an import or the reference list. */
export type ProcedureFeed = Omit<Procedure, 'deadlineKind' | 'confirmedBy' | 'effectiveFrom'> & {
  effectiveFrom: string
}

/** The procedures in force on a ward date; of several rows of one number the latest to take effect. */
export function proceduresOn<Row extends Pick<Procedure, 'number' | 'effectiveFrom' | 'effectiveTo'>>(
  rows: readonly Row[],
  date: string
): Row[] {
  const current = new Map<number, Row>()
  for (const row of rows) {
    if (!isInForce(row, date)) continue
    const other = current.get(row.number)
    if (!other || (other.effectiveFrom ?? '') < (row.effectiveFrom ?? '')) current.set(row.number, row)
  }
  return [...current.values()].sort((a, b) => a.number - b.number)
}

export type ProcedureCounts = {
  total: number
  fields: Record<string, number>
  departments: Record<string, number>
  interlink: Record<Interlink, number>
  online: Record<OnlineLevel, number>
  onTheSpot: number
}

/** The counters wards report: by field and department, by inter-agency type, by online level, done on the spot. */
export function countProcedures(
  rows: readonly Pick<Procedure, 'field' | 'department' | 'interlink' | 'onlineLevel' | 'onTheSpot'>[]
): ProcedureCounts {
  const counts: ProcedureCounts = {
    total: rows.length,
    fields: {},
    departments: {},
    interlink: { none: 0, horizontal: 0, two_level: 0, three_level: 0, vertical: 0 },
    online: { full: 0, partial: 0, none: 0 },
    onTheSpot: 0,
  }
  for (const { field, department, interlink, onlineLevel, onTheSpot } of rows) {
    counts.fields[field] = (counts.fields[field] ?? 0) + 1
    if (department) counts.departments[department] = (counts.departments[department] ?? 0) + 1
    counts.interlink[interlink]++
    counts.online[onlineLevel]++
    if (onTheSpot) counts.onTheSpot++
  }
  return counts
}

const list = (text: string | null | undefined): string[] => (text ? text.split('|').map((item) => item.trim()) : [])

/** Reads a row of the catalogue as it stands in `procedures.csv`; blanks are null. */
export function procedureFrom(row: Readonly<Record<string, string | null>>): Procedure {
  const number = (name: string) => (row[name] ? Number(row[name]) : null)
  return {
    number: Number(row['number']),
    code: row['code'] || null,
    name: row['name'] ?? '',
    field: row['field'] ?? '',
    department: row['department'] || null,
    deadlineText: row['deadlineText'] ?? '',
    deadlineWorkingDays: number('deadlineWorkingDays'),
    deadlineKind: row['deadlineKind'] as DeadlineKind,
    cutOff15h: row['cutOff15h'] === 'true',
    feeText: row['feeText'] ?? '',
    feeDong: number('feeDong'),
    documents: list(row['documents']),
    whereToDo: row['whereToDo'] || null,
    onlineLevel: row['onlineLevel'] as OnlineLevel,
    interlink: row['interlink'] as Interlink,
    onTheSpot: row['onTheSpot'] === 'true',
    aliases: list(row['aliases']),
    source: row['source'] ?? '',
    confidence: row['confidence'] as Procedure['confidence'],
    effectiveFrom: row['effectiveFrom'] || null,
    effectiveTo: row['effectiveTo'] || null,
    confirmedBy: row['confirmedBy'] || null,
  }
}
