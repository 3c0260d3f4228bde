import { mayBeQuoted } from '../law/dated-row.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { ruleOn } from '../law/law-rule.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import type { Audience } from './ladder.ts'

export type RungLine = {
  id: string
  noun: PaperNoun
  rowId: string
  step: string
  ruleId: string
  basis: string
  /** An official of this ward has confirmed the rule behind it. */
  confirmed: boolean
  audience: Audience
  dueAt: Date
  lawfulDate: string
  status: 'planned' | 'done' | 'cancelled'
  doneAt: Date | null
}

/** The rungs of one thing in their order; of everything that is due by `dueBy` where nothing is named. */
export async function listRungs(
  work: Work,
  { noun, rowId, dueBy }: { noun?: PaperNoun; rowId?: string; dueBy?: Date }
): Promise<RungLine[]> {
  const rules = await loadLawRules(work)
  const rows = await work.db.rung.findMany({
    where: {
      ...(noun === undefined ? {} : { noun }),
      ...(rowId === undefined ? {} : { rowId }),
      ...(dueBy === undefined ? {} : { status: 'planned', audience: 'officials', dueAt: { lte: dueBy } }),
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: 200,
  })
  return rows.map((row) => {
    const lawfulDate = row.lawfulDate.toISOString().slice(0, 10)
    const rule = ruleOn(rules, row.ruleId, lawfulDate) ?? rules.find(({ ruleId }) => ruleId === row.ruleId)
    return {
      ...{ id: row.id, rowId: row.rowId, step: row.step, ruleId: row.ruleId, dueAt: row.dueAt, doneAt: row.doneAt },
      ...{ lawfulDate, basis: rule?.basis ?? '', confirmed: rule !== undefined && mayBeQuoted(rule) },
      noun: row.noun as PaperNoun,
      audience: row.audience as Audience,
      status: row.status as RungLine['status'],
    }
  })
}
