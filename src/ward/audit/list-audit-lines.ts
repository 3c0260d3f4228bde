import { addDays, atWardTime } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'

export type AuditFilter = {
  /** The beginning of an action: 'official', 'dossier.imported'. */
  action?: string
  /** A whole actor ('official:<id>') or its kind ('job'). */
  actor?: string
  /** Ward dates, both included. */
  fromDate?: string
  toDate?: string
  /** The last line of the page before. */
  before?: string
  limit?: number
}

export type AuditLine = {
  id: string
  at: Date
  actor: string
  action: string
  details: Readonly<Record<string, unknown>>
  actorName: string | null
}

/** The trail, newest first, a page at a time. `next` is the cursor of the following page, null on the last. */
export async function listAuditLines(
  work: Work,
  filter: AuditFilter = {}
): Promise<{ lines: AuditLine[]; next: string | null }> {
  const limit = filter.limit ?? 50
  const rows = await work.db.auditLine.findMany({ where: conditions(filter), orderBy: { id: 'desc' }, take: limit + 1 })
  const names = await namesOf(
    work,
    rows.slice(0, limit).map((row) => row.actor)
  )
  const lines = rows.slice(0, limit).map(({ id, at, actor, action, details }) => ({
    id,
    at,
    actor,
    action,
    details: (details ?? {}) as Record<string, unknown>,
    actorName: names.get(actor) ?? null,
  }))
  return { lines, next: rows.length > limit ? (lines.at(-1)?.id ?? null) : null }
}

function conditions({ action, actor, fromDate, toDate, before }: AuditFilter) {
  return {
    ...(action ? { action: { startsWith: action } } : {}),
    ...(actor ? { actor: actor.includes(':') ? actor : { startsWith: actor } } : {}),
    ...(before ? { id: { lt: before } } : {}),
    ...(fromDate || toDate
      ? {
          at: {
            ...(fromDate ? { gte: atWardTime(fromDate) } : {}),
            ...(toDate ? { lt: atWardTime(addDays(toDate, 1)) } : {}),
          },
        }
      : {}),
  }
}

async function namesOf(work: Work, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(actors)]
    .filter((actor) => actor.startsWith('official:'))
    .map((actor) => actor.slice('official:'.length))
  const officials = await work.db.official.findMany({
    where: { id: { in: ids } },
    select: { id: true, fullName: true },
  })
  return new Map(officials.map(({ id, fullName }) => [`official:${id}`, fullName]))
}
