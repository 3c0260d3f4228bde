import { ok, refuse, type Result } from '../../platform/result.ts'
import { deliveryStatuses, saidCodes, ways, whyOfCode, type Why } from './delivery.ts'
import type { Work } from '../work.ts'

/** One door of the visit list. */
export type VisitLine = {
  noticeId: string
  title: string
  slot: number
  citizenId: string
  fullName: string
  householdCode: string | null
  neighbourhoodId: string | null
  neighbourhood: string | null
  /** Why at the door: no chat, opted out, no agreement, refused by the platform … */
  why: Why
  visitedAt: Date | null
}

type Row = {
  notice_id: string
  title: string
  slot: number
  citizen_id: string
  full_name: string
  household: string | null
  neighbourhood_id: string | null
  neighbourhood: string | null
  why: string
  at: Date
  status: string
}

/** The doors of one notice, or all open ones of a neighbourhood, sorted for walking: neighbourhood, household, name. */
export async function listVisits(
  work: Work,
  {
    noticeId = null,
    neighbourhoodId = null,
    openOnly = false,
  }: { noticeId?: string | null; neighbourhoodId?: string | null; openOnly?: boolean }
): Promise<VisitLine[]> {
  const rows = await work.db.$queryRaw<Row[]>`
    select n.id as notice_id, n.title, d.slot, c.id as citizen_id, c.full_name, h.code as household, p.id as neighbourhood_id,
      p.name as neighbourhood, d.why::text, d.at, d.status::text
    from notice n join delivery d on d.ward_id = n.ward_id and d.notice = n.number and d.way = ${ways.visit}::"char"
    join citizen c on c.id = d.recipient_id
    left join household h on h.ward_id = c.ward_id and h.id = c.household_id
    left join neighbourhood p on p.ward_id = c.ward_id and p.id = coalesce(c.neighbourhood_id, h.neighbourhood_id)
    where (${noticeId}::uuid is null or n.id = ${noticeId}::uuid) and (${neighbourhoodId}::uuid is null or p.id = ${neighbourhoodId}::uuid)
      and (d.status = ${deliveryStatuses.waiting}::"char" or (not ${openOnly} and d.status = any(${[...saidCodes]}::"char"[])))
      and (${noticeId}::uuid is not null or n.status in ('sending', 'paused', 'finished', 'finished_with_failures'))
    order by p.name, h.code, c.full_name limit 20000`
  return rows.map((row) => ({
    noticeId: row.notice_id,
    title: row.title,
    slot: row.slot,
    citizenId: row.citizen_id,
    fullName: row.full_name,
    householdCode: row.household,
    neighbourhoodId: row.neighbourhood_id,
    neighbourhood: row.neighbourhood,
    why: whyOfCode(row.why),
    visitedAt: row.status === deliveryStatuses.waiting ? null : row.at,
  }))
}

/** Somebody was told at the door: that is a delivery. Ticked twice it is one. */
export async function tickVisit(
  work: Work,
  { noticeId, slot }: { noticeId: string; slot: number }
): Promise<Result<void, 'not_to_visit'>> {
  const count = await work.db.$executeRaw`
    update delivery d set status = ${deliveryStatuses.delivered}::"char", at = ${work.now}::timestamptz
    from notice n where n.id = ${noticeId}::uuid and d.ward_id = ${work.wardId}::uuid and d.notice = n.number and d.slot = ${slot}
      and d.way = ${ways.visit}::"char" and d.status = ${deliveryStatuses.waiting}::"char" and n.status <> 'stopped'`
  if (count === 0) return refuse('not_to_visit')
  work.audit('notice.visited', { noticeId, slot })
  return ok()
}
