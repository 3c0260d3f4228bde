import { mayBeQuoted } from '../law/dated-row.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { ruleOn } from '../law/law-rule.ts'
import type { NoticeStatus } from '../notice/notice.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import type { Audience } from './ladder.ts'
import { sourceOf, sourceRowOf, type TellingNoun } from './telling.ts'

export type RungLine = {
  id: string
  noun: TellingNoun
  rowId: string
  /** Of the thing it belongs to; empty where a period has none. */
  title: string
  step: string
  /** The quarter's last day, or the month, where it is a duty of a period. */
  period: string | null
  ruleId: string
  basis: string
  /** An official of this ward has confirmed the rule behind it. */
  confirmed: boolean
  audience: Audience
  dueAt: Date
  lawfulDate: string
  status: 'planned' | 'done' | 'cancelled'
  doneAt: Date | null
  /** What tells residents of this step; null where nothing is drafted (yet). */
  notice: { id: string; status: NoticeStatus } | null
}

/** The rungs of one thing in their order, or those with these ids. */
export async function listRungs(
  work: Work,
  which: { noun: PaperNoun; rowId: string } | { ids: readonly string[] }
): Promise<RungLine[]> {
  const rules = await loadLawRules(work)
  const rows = await work.db.rung.findMany({
    where: 'ids' in which ? { id: { in: [...which.ids] } } : which,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  const [notices, titles] = [await noticesOf(work, rows), await titlesOf(work, rows)]
  return rows.map((row) => {
    const lawfulDate = row.lawfulDate.toISOString().slice(0, 10)
    const rule = ruleOn(rules, row.ruleId, lawfulDate) ?? rules.find(({ ruleId }) => ruleId === row.ruleId)
    const [step = '', period = null] = row.step.split(':')
    return {
      ...{ id: row.id, rowId: row.rowId, step, period, ruleId: row.ruleId, dueAt: row.dueAt, doneAt: row.doneAt },
      ...{ lawfulDate, basis: rule?.basis ?? '', confirmed: rule !== undefined && mayBeQuoted(rule) },
      noun: row.noun as TellingNoun,
      title: titles.get(row.rowId) ?? '',
      audience: row.audience as Audience,
      status: row.status as RungLine['status'],
      notice: notices.get(`${sourceOf(row.noun as TellingNoun)} ${sourceRowOf(row.rowId, row.step)}`) ?? null,
    }
  })
}

async function titlesOf(work: Work, rows: readonly Step[]): Promise<Map<string, string>> {
  const { meeting, election, disclosure, consultation } = work.db
  const of = (noun: PaperNoun) => ({
    where: { id: { in: rows.filter((row) => row.noun === noun).map(({ rowId }) => rowId) } },
    select: { id: true, title: true } as const,
  })
  const found = [
    ...(await meeting.findMany(of('meeting'))),
    ...(await election.findMany(of('election'))),
    ...(await disclosure.findMany(of('disclosure'))),
    ...(await consultation.findMany(of('consultation'))),
  ]
  return new Map(found.map(({ id, title }) => [id, title]))
}

type Step = { noun: string; rowId: string; step: string }

async function noticesOf(work: Work, rows: readonly Step[]): Promise<Map<string, NonNullable<RungLine['notice']>>> {
  const found = await work.db.notice.findMany({
    where: {
      source: { startsWith: 'ladder_' },
      sourceRow: { in: rows.map(({ rowId, step }) => sourceRowOf(rowId, step)) },
    },
    select: { id: true, status: true, source: true, sourceRow: true },
  })
  return new Map(
    found.map(({ id, status, source, sourceRow }) => [`${source} ${sourceRow}`, { id, status: status as NoticeStatus }])
  )
}
