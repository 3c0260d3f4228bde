import { newId } from '../../platform/ids.ts'
import { addDays, addMonths, atWardTime, columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { quarterlyList } from '../disclosure/list-disclosures.ts'
import type { Work } from '../work.ts'
import { quarterEndOf, type Anchors } from './ladder.ts'
import { countLadder } from './plan-ladder.ts'

/** So long before a quarter ends its list is among the duties. */
const quarterAheadDays = 7

type Period = { noun: 'quarter' | 'reception'; period: string; anchors: Anchors }

/**
 * Duties of a period, which belong to no thing: the list of disclosures that ends a quarter (Luật 10/2022 Điều 13.2) and
 * the schedule of next month's receptions (NĐ 154/2026). Their row is the ward itself, their step names the period.
 */
export async function planPeriods(work: Work): Promise<number> {
  const today = wardDateOf(work.now)
  const quarterEnd = quarterEndOf(today)
  const monthStart = addMonths(`${today.slice(0, 7)}-01`, 1)
  const month = monthStart.slice(0, 7)
  let planned = 0
  if (today >= addDays(quarterEnd, -quarterAheadDays) && (await quarterlyList(work, { quarterEnd })).length > 0)
    planned += await plan(work, { noun: 'quarter', period: quarterEnd, anchors: { quarterEnd } })
  const posted = await work.db.reception.count({
    where: {
      startsAt: { gte: atWardTime(monthStart), lt: atWardTime(addMonths(monthStart, 1)) },
      cancelledAt: null,
    },
  })
  if (posted === 0)
    planned += await plan(work, { noun: 'reception', period: month, anchors: { periodStart: monthStart } })
  return planned
}

async function plan(work: Work, { noun, period, anchors }: Period): Promise<number> {
  const known = await work.db.rung.count({ where: rungOf(work, { noun, period }) })
  if (known > 0) return 0
  const { rungs } = await countLadder(work, { kind: noun, anchors })
  const { count } = await work.db.rung.createMany({
    data: rungs.map(({ step, ruleId, audience, dueAt, lawfulDate }) => ({
      ...{ id: newId(), noun, rowId: work.wardId, step: `${step}:${period}`, ruleId, audience, dueAt, version: 0 },
      lawfulDate: columnDate(lawfulDate),
    })),
    skipDuplicates: true,
  })
  return count
}

/** Whether what a period asks for is still to be done. */
export const isPeriodDue = async (work: Work, { noun, period }: Pick<Period, 'noun' | 'period'>): Promise<boolean> =>
  (await work.db.rung.count({ where: { ...rungOf(work, { noun, period }), status: 'planned' } })) > 0

const rungOf = ({ wardId: rowId }: Work, { noun, period }: Pick<Period, 'noun' | 'period'>) => ({
  ...{ noun, rowId, step: { endsWith: `:${period}` } },
})

/** What a period asks for is done. False where nothing of it was due. */
export async function settlePeriod(work: Work, { noun, period }: Pick<Period, 'noun' | 'period'>): Promise<boolean> {
  const { count } = await work.db.rung.updateMany({
    where: { ...rungOf(work, { noun, period }), status: 'planned' },
    data: { status: 'done', doneAt: work.now },
  })
  if (count > 0) work.audit('ladder.period_done', { noun, period })
  return count > 0
}
