import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { atWardTime, isClock, isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { settlePeriod } from '../ladder/plan-periods.ts'
import { ruleOn, type LawRule } from '../law/law-rule.ts'
import type { Work } from '../work.ts'
import { isPostedInTime, scheduleRuleId } from './reception.ts'
import { tellReceptions } from './tell-receptions.ts'

export type NewReception = {
  /** YYYY-MM-DD */
  date: string
  /** HH:MM */
  from: string
  to: string
  place: string
  /** The public role that receives: "Chủ tịch UBND phường". */
  host: string
  seats: number
}

export type PostRefusal =
  'date_missing' | 'hours_missing' | 'place_missing' | 'host_missing' | 'seats_missing' | 'day_off' | 'posted_too_late' | 'posted_already' // prettier-ignore

const mostSeats = 60

/** Posts a session of citizens' reception, so many working days ahead as the rule in force asks (NĐ 154/2026). */
export async function postReception(
  work: Work,
  { date, from, to, place, host, seats }: NewReception
): Promise<Result<{ receptionId: string }, PostRefusal>> {
  if (!isWardDate(date)) return refuse('date_missing')
  if (!isClock(from) || !isClock(to) || from >= to) return refuse('hours_missing')
  if (place.trim() === '') return refuse('place_missing')
  if (host.trim() === '') return refuse('host_missing')
  if (!Number.isInteger(seats) || seats < 1 || seats > mostSeats) return refuse('seats_missing')
  const calendar = await loadCalendar(work)
  if (!calendar.isWorkingDay(date)) return refuse('day_off')
  const rule = ruleOn(await scheduleRules(work), scheduleRuleId, date)
  if (rule !== null && !isPostedInTime(calendar, rule, date, wardDateOf(work.now))) return refuse('posted_too_late')
  const startsAt = atWardTime(date, from)
  const posted = await work.db.reception.count({ where: { startsAt, place: place.trim(), cancelledAt: null } })
  if (posted > 0) return refuse('posted_already')
  const receptionId = newId()
  await work.db.reception.createMany({
    data: [
      {
        id: receptionId,
        startsAt,
        endsAt: atWardTime(date, to),
        place: place.normalize('NFC').trim(),
        host: host.normalize('NFC').trim(),
        seats,
        postedAt: work.now,
      },
    ],
  })
  await tellReceptions(work, { startsAt })
  await settlePeriod(work, { noun: 'reception', period: date.slice(0, 7) })
  work.audit('reception.posted', { receptionId, date })
  return ok({ receptionId })
}

async function scheduleRules(work: Work): Promise<LawRule[]> {
  const rows = await work.db.lawRule.findMany({ where: { ruleId: scheduleRuleId } })
  return rows.map(({ effectiveFrom, effectiveTo, ...row }) => ({
    ...(row as Omit<LawRule, 'effectiveFrom'>),
    effectiveFrom: effectiveFrom.toISOString().slice(0, 10),
    effectiveTo: effectiveTo?.toISOString().slice(0, 10) ?? null,
  }))
}
