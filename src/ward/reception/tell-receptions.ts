import { addMonths, atWardTime, formatShortDate, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { cancelTellings } from '../ladder/cancel-tellings.ts'
import { draftTelling } from '../ladder/draft-telling.ts'
import type { Work } from '../work.ts'
import { scheduleRuleId } from './reception.ts'

/**
 * Drafts the schedule of a month's receptions, anew whenever a session is added or falls away; nothing is told of a month
 * without any. It must leave as long before the first session as the rule for posting asks.
 */
export async function tellReceptions(work: Work, { startsAt }: { startsAt: Date }): Promise<void> {
  const month = wardDateOf(startsAt).slice(0, 7)
  const [from, to] = [atWardTime(`${month}-01`), atWardTime(addMonths(`${month}-01`, 1))]
  const sessions = await work.db.reception.findMany({
    where: { startsAt: { gte: from > work.now ? from : work.now, lt: to }, cancelledAt: null },
    orderBy: { startsAt: 'asc' },
  })
  const [first] = sessions
  if (first === undefined) return cancelTellings(work, { noun: 'reception', rowId: month })
  const lines = sessions.map(({ startsAt: at, endsAt, place, host }) => {
    return `${formatShortDate(wardDateOf(at), 'vi')} (${wardClockOf(at)}–${wardClockOf(endsAt)}), ${place}, ${host}`
  })
  await draftTelling(
    work,
    {
      ...{ noun: 'reception', rowId: month, step: 'schedule', occasion: 'reception_schedule', plain: true },
      facts: { period: `${Number(month.slice(5))}/${month.slice(0, 4)}`, sessions: lines.join('\n') },
      ...{ audience: { visits: false }, statutory: false, eventAt: first.startsAt, ruleId: scheduleRuleId },
    },
    { anew: true }
  )
}
