import { formatShortDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Confidence } from '../law/dated-row.ts'
import type { Work } from '../work.ts'
import { makeProcedureSearch, type ProcedureSearch } from './procedure-search.ts'
import type { Interlink, OnlineLevel, Procedure } from './procedure.ts'

/** A row of the catalogue with its key. */
export type ProcedureRow = Omit<Procedure, 'deadlineKind'> & {
  id: string
  effectiveFrom: string
  confirmedAt: Date | null
  updatedAt: Date
}

/** What a citizen is told of a procedure. */
export type ProcedureShown = {
  id: string
  name: string
  deadlineText: string
  /** Handed in before the cut-off it is done the same day. */
  sameDayUntil: string | null
  feeText: string
  documents: readonly string[]
  whereToDo: string | null
  onlineLevel: OnlineLevel
  source: string
  /** The newest change of the catalogue row, as a date in words. */
  asOf: string
  /** An official has confirmed the row for this ward; until then it is for reference. */
  confirmed: boolean
}

type Stored = NonNullable<Awaited<ReturnType<Work['db']['procedure']['findFirst']>>>

const day = (date: Date): string => date.toISOString().slice(0, 10)

/** A stored row as the rules of the noun read it. */
export function procedureRow(row: Stored): ProcedureRow {
  const { wardId: _wardId, effectiveFrom, effectiveTo, confirmedById, ...rest } = row
  return {
    ...rest,
    onlineLevel: row.onlineLevel as OnlineLevel,
    interlink: row.interlink as Interlink,
    confidence: row.confidence as Confidence,
    effectiveFrom: day(effectiveFrom),
    effectiveTo: effectiveTo === null ? null : day(effectiveTo),
    confirmedBy: confirmedById,
  }
}

export function shown(row: ProcedureRow, cutOff: string): ProcedureShown {
  const { id, name, deadlineText, feeText, documents, whereToDo, onlineLevel, source } = row
  const changed = wardDateOf(row.confirmedAt ?? row.updatedAt)
  return {
    ...{ id, name, deadlineText, feeText, documents, whereToDo, onlineLevel, source },
    sameDayUntil: row.cutOff15h && row.deadlineWorkingDays === 0 ? cutOff : null,
    asOf: formatShortDate(changed, 'vi'),
    confirmed: row.confirmedBy !== null && row.confirmedBy !== undefined,
  }
}

type Cached = { version: string; search: ProcedureSearch<ProcedureRow> }
/** The index per ward: rebuilt when a row has changed. Rows of the catalogue are public, nothing personal is held. */
const cache = new Map<string, Cached>()
const mostCached = 200

/**
 * The ward's catalogue, ready to be searched. One small query tells whether the index is still true; `xmin` tells two
 * changes of one instant apart.
 */
export async function procedureSearch(work: Work): Promise<ProcedureSearch<ProcedureRow>> {
  const [state] = await work.db.$queryRaw<{ version: string }[]>`
    select count(*) || ':' || coalesce(max(updated_at)::text, '') || ':' || coalesce(max(xmin::text::bigint), 0) as version from procedure`
  const version = state?.version ?? ''
  const known = cache.get(work.wardId)
  if (known?.version === version) return known.search
  const rows = await work.db.procedure.findMany({ orderBy: [{ number: 'asc' }, { effectiveFrom: 'asc' }] })
  const search = makeProcedureSearch(rows.map(procedureRow))
  cache.delete(work.wardId)
  const oldest = cache.keys().next().value
  if (cache.size >= mostCached && oldest !== undefined) cache.delete(oldest)
  cache.set(work.wardId, { version, search })
  return search
}
